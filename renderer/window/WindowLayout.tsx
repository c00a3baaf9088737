import type { CSSProperties } from 'react';
import { rowWords } from '#app/words/rows.ts';
import { DetailsPane } from '../details/DetailsPane.tsx';
import { DeviceList } from '../devices/DeviceList.tsx';
import { ChannelsPane } from '../grid/ChannelsPane.tsx';
import { useEnvironment } from '../state/session-store.ts';
import { later } from '../ui/later.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { DetailsSplitter, DevicesSplitter } from './PaneSplitters.tsx';
import { RemoteBanner } from './RemoteBanner.tsx';
import { SimulationBanner } from './SimulationBanner.tsx';
import { StatusBar } from './StatusBar.tsx';
import { usePaneSizes } from './use-pane-sizes.ts';
import { WindowToolbar } from './WindowToolbar.tsx';

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
    </div>
  );
};
