import { useEffect, useState } from 'react';
import { defaultSettings } from '#app/settings/settings.ts';
import { windowWords } from '#app/words/window.ts';
import { changeSettings, settingsNow } from '../state/settings-store.ts';
import { detailsId, devicesId } from '../ui/focus.ts';
import type { PaneSize } from '../ui/pane-size.ts';
import { Splitter } from '../ui/Splitter.tsx';

const words = windowWords.panes;

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

/** How high an element is now; null before it was drawn. */
const useHeightOf = (id: string): number | null => {
  const [height, setHeight] = useState<number | null>(null);
  useEffect(() => {
    const element = document.getElementById(id);
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setHeight(element.offsetHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [id]);
  return height;
};

export const DetailsSplitter = ({ size }: Props) => {
  const now = useHeightOf(detailsId) ?? size.now;
  return (
    <Splitter
      label={words.detailsHeight}
      controls={detailsId}
      orientation="horizontal"
      pane="after"
      size={{ ...size, now, most: Math.max(size.most, now) }}
      onSize={(detailsHeight) => resize({ detailsHeight })}
      onReset={() => resize({ detailsHeight: initial.detailsHeight })}
    />
  );
};
