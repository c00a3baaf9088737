import { useOverlay } from '../state/table-store.ts';
import { ColumnsDialog } from './columns/ColumnsDialog.tsx';
import { HeaderMenu } from './columns/HeaderMenu.tsx';
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

/** Every menu and dialog over the table. */
export const TableOverlays = () => (
  <>
    <RowMenu />
    <TableOverlay />
  </>
);
