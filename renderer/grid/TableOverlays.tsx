import { ColumnsDialog } from './columns/ColumnsDialog.tsx';
import { HeaderMenu } from './columns/HeaderMenu.tsx';
import { ManageViewsDialog } from './views/ManageViewsDialog.tsx';
import { SaveViewDialog } from './views/SaveViewDialog.tsx';
import { useOverlay } from '../state/table-store.ts';

/** The menu or dialog of the table that is open, if one is. */
export const TableOverlays = () => {
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
