import { defaultSettings } from '#app/settings/settings.ts';
import { layoutWords as words } from '#app/words/layout.ts';
import { changeSettings, settingsNow } from '../state/settings-store.ts';
import { detailsId, devicesId } from '../ui/focus.ts';
import type { PaneSize } from '../ui/pane-size.ts';
import { Splitter } from '../ui/Splitter.tsx';

interface Props {
  readonly size: PaneSize;
}

const initial = defaultSettings.sizes;
const resize = (change: Partial<typeof initial>): void =>
  changeSettings({ sizes: { ...settingsNow().sizes, ...change } });

export const DevicesSplitter = ({ size }: Props) => (
  <Splitter
    label={words.devicesWidth}
    controls={devicesId}
    orientation="vertical"
    pane="before"
    size={size}
    onSize={(devicesWidth) => resize({ devicesWidth })}
    onReset={() => resize({ devicesWidth: initial.devicesWidth })}
  />
);

export const DetailsSplitter = ({ size }: Props) => (
  <Splitter
    label={words.detailsHeight}
    controls={detailsId}
    orientation="horizontal"
    pane="after"
    size={size}
    onSize={(detailsHeight) => resize({ detailsHeight })}
    onReset={() => resize({ detailsHeight: initial.detailsHeight })}
  />
);
