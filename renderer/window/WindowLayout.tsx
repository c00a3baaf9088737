import type { CSSProperties } from 'react';
import { rowWords } from '#app/words/rows.ts';
import { ChannelsPane } from '../grid/ChannelsPane.tsx';
import { useEnvironment } from '../state/session-store.ts';
import { later } from '../ui/later.tsx';
import { DetailsSplitter, DevicesSplitter } from './PaneSplitters.tsx';
import { SimulationBanner } from './SimulationBanner.tsx';
import { usePaneSizes } from './use-pane-sizes.ts';

const RemoteBanner = later(async () => (await import('./RemoteBanner.tsx')).RemoteBanner);
const WindowToolbar = later(
  async () => (await import('./WindowToolbar.tsx')).WindowToolbar,
  <header className="toolbar" />,
);
const DeviceList = later(
  async () => (await import('../devices/DeviceList.tsx')).DeviceList,
  <div className="devices" />,
);
const StatusBar = later(
  async () => (await import('./StatusBar.tsx')).StatusBar,
  <footer className="status-bar" />,
);
const DetailsPane = later(
  async () => (await import('../details/DetailsPane.tsx')).DetailsPane,
  <section className="details" />,
);
const LiveRegion = later(async () => (await import('./LiveRegion.tsx')).LiveRegion);
const CommandPaths = later(async () => (await import('./CommandPaths.tsx')).CommandPaths);
const Messages = later(async () => (await import('./Messages.tsx')).Messages);
const Dialogs = later(async () => (await import('./Dialogs.tsx')).Dialogs);

export const WindowLayout = () => {
  const environment = useEnvironment();
  const isSimulated = environment?.mode === 'simulator';
  const { devices, details, isByNeed } = usePaneSizes();
  const sizes = { '--devices-width': `${devices.now}px`, '--details-height': `${details.now}px` };
  return (
    <div className="window" data-simulated={isSimulated || undefined} data-remote={environment?.remote?.link}>
      <RemoteBanner />
      <SimulationBanner />
      <WindowToolbar />
      <div className="workspace" style={sizes as CSSProperties}>
        <DeviceList />
        <main className="work" data-by-need={isByNeed || undefined}>
          <h1 className="only-spoken">{rowWords.gridName}</h1>
          <DevicesSplitter size={devices} />
          <ChannelsPane />
          <DetailsSplitter size={details} />
          <DetailsPane />
          <Messages />
        </main>
      </div>
      <StatusBar />
      <LiveRegion />
      <Dialogs />
      <CommandPaths />
    </div>
  );
};
