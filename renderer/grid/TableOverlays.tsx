import { useArrowNavigationGroup, useRestoreFocusTarget } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useOverlay } from '../state/table-store.ts';
import { ColumnsDialog } from './columns/ColumnsDialog.tsx';
import { HeaderMenu } from './columns/HeaderMenu.tsx';
import { useFocusAttributes } from './focus-attributes.ts';
import { RowMenu } from './RowMenu.tsx';
import { ManageViewsDialog } from './views/ManageViewsDialog.tsx';
import { SaveViewDialog } from './views/SaveViewDialog.tsx';

/** The menu of a column or dialog of the table that is open, if one is. */
const TableOverlay = () => {
  const overlay = useOverlay();
  switch (overlay?.kind) {
    case 'columns':
      return <ColumnsDialog />;
    case 'header-menu':
      return <HeaderMenu id={overlay.id} x={overlay.x} y={overlay.y} />;
    case 'save-view':
      return <SaveViewDialog />;
    case 'views':
      return <ManageViewsDialog />;
    default:
      return null;
  }
};

/** The column names are one stop of the Tab key, and a dialog that closes gives the focus back to the list. */
const useFocusOfTable = (): void => {
  const { 'data-tabster': header } = useArrowNavigationGroup({ axis: 'horizontal', memorizeCurrent: true });
  const { 'data-tabster': list } = useRestoreFocusTarget();
  useEffect(
    () => useFocusAttributes.setState({ header: { 'data-tabster': header }, list: { 'data-tabster': list } }),
    [header, list],
  );
};

/** Every menu and dialog over the table. */
export const TableOverlays = () => {
  useFocusOfTable();
  return (
    <>
      <RowMenu />
      <TableOverlay />
    </>
  );
};
