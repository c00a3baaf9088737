import { CloseDialog } from './close/CloseDialog.tsx';
import { DetailsPane } from './details/DetailsPane.tsx';
import { DeviceList } from './devices/DeviceList.tsx';
import { CommandDialog } from './dialogs/CommandDialog.tsx';
import { LiveRegion } from './messages/LiveRegion.tsx';
import { Messages } from './messages/Messages.tsx';
import { SimulationBanner } from './status/SimulationBanner.tsx';
import { StatusBar } from './status/StatusBar.tsx';
import { ChannelsPane } from './table/ChannelsPane.tsx';
import { WindowToolbar } from './toolbar/WindowToolbar.tsx';
import { useClosing } from './view/view-store.ts';

export const WindowLayout = () => {
  const closing = useClosing();
  return (
    <div className="window">
      <SimulationBanner />
      <WindowToolbar />
      <div className="workspace">
        <DeviceList />
        <main className="work">
          <ChannelsPane />
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
