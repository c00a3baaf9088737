import type { FocusEvent, MouseEvent } from 'react';
import { tableEvents } from '../state/table-store.ts';
import { viewEvents, viewNow } from '../state/view-store.ts';

/**
 * In the list the choice goes with the arrow keys; who comes in from outside with Tab, in either direction, lands
 * on the chosen device and changes nothing. Null chooses all devices.
 */
export const choosing = (deviceId: string | null) => ({
  onFocus: (event: FocusEvent<HTMLElement>): void => {
    const { currentTarget, relatedTarget } = event;
    const list = currentTarget.parentElement;
    const isFromOutside = !(relatedTarget instanceof Node && list?.contains(relatedTarget));
    const chosen = list?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (isFromOutside && chosen && chosen !== currentTarget) chosen.focus();
    // the focus alone, which the window gives, too, is no choice of what else to see
    else if (deviceId !== viewNow().deviceId) viewEvents.userChoseDevice(deviceId);
  },
  /** By mouse the menu opens where it was asked for, by keyboard below the device. */
  onContextMenu: (event: MouseEvent<HTMLElement>): void => {
    event.preventDefault();
    viewEvents.userChoseDevice(deviceId);
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    const isByMouse = event.button === 2 && event.clientY !== 0;
    const [x, y] = isByMouse ? [event.clientX, event.clientY] : [left + 16, bottom];
    tableEvents.userOpened({ kind: 'device-menu', x, y });
  },
  onClick: (event: MouseEvent<HTMLElement>): void => {
    viewEvents.userChoseDevice(deviceId);
    event.currentTarget.focus();
  },
});
