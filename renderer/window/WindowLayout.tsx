import type { CSSProperties } from 'react';
import { rowWords } from '#app/words/rows.ts';
import { ChannelsPane } from '../grid/ChannelsPane.tsx';
import { useEnvironment } from '../state/session-store.ts';
import { later } from '../ui/later.tsx';
import { DetailsSplitter, DevicesSplitter } from './PaneSplitters.tsx';
import { SimulationBanner } from './SimulationBanner.tsx';
import { usePaneSizes } from './use-pane-sizes.ts';

const RemoteBanner = later(() => import('./RemoteBanner.tsx'));
const WindowToolbar = later(() => import('./WindowToolbar.tsx'), <header className="toolbar" />);
const DeviceList = later(() => import('../devices/DeviceList.tsx'), <div className="devices" />);
const StatusBar = later(() => import('./StatusBar.tsx'), <footer className="status-bar" />);
const DetailsPane = later(() => import('../details/DetailsPane.tsx'), <section className="details" />);
const LiveRegion = later(() => import('./LiveRegion.tsx'));
const CommandPaths = later(() => import('./CommandPaths.tsx'));
const Messages = later(() => import('./Messages.tsx'));
const Dialogs = later(() => import('./Dialogs.tsx'));

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
