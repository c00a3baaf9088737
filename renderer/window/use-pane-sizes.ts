import { useSetting } from '../state/settings-store.ts';
import { within } from '../ui/pane-size.ts';
import type { PaneSize } from '../ui/pane-size.ts';
import { useViewport } from './use-viewport.ts';

/** What the rest of the window needs, in CSS pixels: columns beside the devices, some rows above the details. */
const restWidth = 480;
const restHeight = 270;

const fitting = (least: number, most: number, wanted: number): PaneSize => ({
  least,
  most,
  now: within({ least, most, now: wanted }, wanted),
});

/** The sizes a person chose, as far as the window has room for them. */
export const usePaneSizes = (): { readonly devices: PaneSize; readonly details: PaneSize } => {
  const { devicesWidth, detailsHeight } = useSetting('sizes');
  const { width, height } = useViewport();
  return {
    devices: fitting(120, width - restWidth, devicesWidth),
    details: fitting(96, height - restHeight, detailsHeight),
  };
};
