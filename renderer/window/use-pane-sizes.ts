import { useSyncExternalStore } from 'react';
import { defaultSettings } from '#app/settings/settings.ts';
import { useSetting } from '../state/settings-store.ts';
import { within } from '../ui/pane-size.ts';
import type { PaneSize } from '../ui/pane-size.ts';

const watch = (changed: () => void): (() => void) => {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
};

/** Width and height of the page, in CSS pixels. */
const useViewport = (): { readonly width: number; readonly height: number } => {
  const width = useSyncExternalStore(watch, () => window.innerWidth);
  const height = useSyncExternalStore(watch, () => window.innerHeight);
  return { width, height };
};

/** What the rest of the window needs, in CSS pixels: columns beside the devices, some rows above the details. */
const restWidth = 480;
const restHeight = 270;

const fitting = (least: number, most: number, wanted: number): PaneSize => ({
  least,
  most,
  now: within({ least, most, now: wanted }, wanted),
});

interface PaneSizes {
  readonly devices: PaneSize;
  readonly details: PaneSize;
  /** Nobody sized the details: rows and details have the room that they need. */
  readonly isByNeed: boolean;
}

/** The sizes a person chose, as far as the window has room for them. */
export const usePaneSizes = (): PaneSizes => {
  const { devicesWidth, detailsHeight } = useSetting('sizes');
  const { width, height } = useViewport();
  return {
    devices: fitting(120, width - restWidth, devicesWidth),
    details: fitting(96, height - restHeight, detailsHeight),
    isByNeed: detailsHeight === defaultSettings.sizes.detailsHeight,
  };
};
