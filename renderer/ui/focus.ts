/** Places that keys lead to. */
export const gridId = 'channel-grid';
export const detailsId = 'channel-details';
export const filterId = 'channel-filter';
export const filterNoteId = 'channel-filter-note';
export const devicesId = 'device-list';
export const dialogTextId = 'dialog-text';
export const leaveId = 'dialog-leave';
export const tickHintId = 'close-over-job-hint';

const focusOn = (id: string): void => document.getElementById(id)?.focus();

export const focusGrid = (): void => focusOn(gridId);
export const focusDetails = (): void => focusOn(detailsId);
export const focusFilter = (): void => focusOn(filterId);
export const focusFirstDevice = (): void =>
  document.getElementById(devicesId)?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
/** For a button that goes once it was pressed: the focus has to stay in the dialog. */
export const focusLeave = (): void => focusOn(leaveId);
