import type { CSSProperties } from 'react';
import { rowWords } from '#app/words/rows.ts';
import { DetailsPane } from '../details/DetailsPane.tsx';
import { DeviceList } from '../devices/DeviceList.tsx';
import { ChannelsPane } from '../grid/ChannelsPane.tsx';
import { AskedStep } from '../operations/AskedStep.tsx';
import { CloseDialog } from '../operations/CloseDialog.tsx';
import { useEnvironment } from '../state/session-store.ts';
import { useAskedStep, useClosing } from '../state/view-store.ts';
import { CommandDialog } from './CommandDialog.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { Messages } from './Messages.tsx';
import { DetailsSplitter, DevicesSplitter } from './PaneSplitters.tsx';
import { RemoteBanner } from './RemoteBanner.tsx';
import { SimulationBanner } from './SimulationBanner.tsx';
import { StatusBar } from './StatusBar.tsx';
import { usePaneSizes } from './use-pane-sizes.ts';
import { WindowToolbar } from './WindowToolbar.tsx';

export const WindowLayout = () => {
  const closing = useClosing();
  const asked = useAskedStep();
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
      <CommandDialog />
      {closing !== null && <CloseDialog keys={closing} />}
      {asked !== null && <AskedStep key={asked.key} channelKey={asked.key} step={asked.step} />}
    </div>
  );
};
