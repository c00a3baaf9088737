import type { CSSProperties } from 'react';
import { rowWords } from '#app/words/rows.ts';
import { CloseDialog } from './close/CloseDialog.tsx';
import { DetailsPane } from './details/DetailsPane.tsx';
import { DeviceList } from './devices/DeviceList.tsx';
import { CommandDialog } from './dialogs/CommandDialog.tsx';
import { DetailsSplitter, DevicesSplitter } from './layout/PaneSplitters.tsx';
import { usePaneSizes } from './layout/use-pane-sizes.ts';
import { LiveRegion } from './messages/LiveRegion.tsx';
import { Messages } from './messages/Messages.tsx';
import { useWindowTitle } from './practice/use-window-title.ts';
import { useEnvironment } from './session/session-store.ts';
import { SimulationBanner } from './status/SimulationBanner.tsx';
import { StatusBar } from './status/StatusBar.tsx';
import { ChannelsPane } from './table/ChannelsPane.tsx';
import { WindowToolbar } from './toolbar/WindowToolbar.tsx';
import { useClosing } from './view/view-store.ts';

export const WindowLayout = () => {
  const closing = useClosing();
  const isSimulated = useEnvironment()?.mode === 'simulator';
  useWindowTitle();
  const { devices, details } = usePaneSizes();
  const sizes = { '--devices-width': `${devices.now}px`, '--details-height': `${details.now}px` };
  return (
    <div className="window" data-simulated={isSimulated || undefined}>
      <SimulationBanner />
      <WindowToolbar />
      <div className="workspace" style={sizes as CSSProperties}>
        <DeviceList />
        <main className="work">
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
    </div>
  );
};
