import type { FocusEvent, MouseEvent } from 'react';
import { viewEvents } from '../state/view-store.ts';

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
    else viewEvents.userChoseDevice(deviceId);
  },
  onClick: (event: MouseEvent<HTMLElement>): void => {
    viewEvents.userChoseDevice(deviceId);
    event.currentTarget.focus();
  },
});
