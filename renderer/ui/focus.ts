/** Places that keys lead to. */
export const gridId = 'channel-grid';
export const detailsId = 'channel-details';
export const filterId = 'channel-filter';
export const filterNoteId = 'channel-filter-note';
export const devicesId = 'device-list';
export const measureLeaveId = 'measure-leave';
export const probeLeaveId = 'probe-leave';
export const tickHintId = 'close-over-job-hint';

const focusOn = (id: string): void => document.getElementById(id)?.focus();

export const focusGrid = (): void => focusOn(gridId);
export const focusDetails = (): void => focusOn(detailsId);
export const focusFilter = (): void => focusOn(filterId);
export const focusFirstDevice = (): void =>
  document.getElementById(devicesId)?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
export const focusMeasureLeave = (): void => focusOn(measureLeaveId);
export const focusProbeLeave = (): void => focusOn(probeLeaveId);
