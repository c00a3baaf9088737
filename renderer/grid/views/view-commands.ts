import { columnSettings, columnState } from '../../state/column-settings.ts';
import { sessionNow } from '../../state/session-store.ts';
import { tableEvents, tableNow } from '../../state/table-store.ts';
import type { TableSetup } from '../../state/table-store.ts';
import { viewEvents, viewNow } from '../../state/view-store.ts';
import { withView } from './views.ts';

const setupNow = (): TableSetup => {
  const { filter, deviceId, sorting } = viewNow();
  return { filter: filter.trim(), deviceId, sorting, columns: columnSettings(tableNow().columns) };
};

/** A view of a device that is not there shows all devices: its filter may still say something. */
export const applyView = ({ filter, deviceId, sorting, columns }: TableSetup): void => {
  const isThere = deviceId !== null && sessionNow()?.devices[deviceId] !== undefined;
  viewEvents.userChoseDevice(isThere ? deviceId : null);
  viewEvents.userTypedFilter(filter);
  viewEvents.userSorted(sorting);
  if (columns !== null) tableEvents.userSetColumns(columnState(columns));
};

export const saveView = (name: string): void =>
  tableEvents.userSetViews(withView(tableNow().views, { name, ...setupNow() }));
