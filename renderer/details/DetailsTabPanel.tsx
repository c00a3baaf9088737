import type { ChannelState, DeviceState } from '#app/session/state.ts';
import type { DetailsTab } from '#app/words/details.ts';
import { ActivityTab } from '../operations/ActivityTab.tsx';
import { RemedyLadder } from '../operations/RemedyLadder.tsx';
import { RequestsTab } from './RequestsTab.tsx';
import { useDetailsTab } from '../state/view-store.ts';
import { EvidenceTab } from './EvidenceTab.tsx';
import { panelId, tabId } from './tab-ids.ts';

interface Props {
  readonly channel: ChannelState;
  readonly device: DeviceState;
}

const Chosen = ({ tab, channel, device }: Props & { readonly tab: DetailsTab }) => {
  switch (tab) {
    case 'evidence':
      return <EvidenceTab channel={channel} deviceEvidence={device.evidence} />;
    case 'steps':
      return <RemedyLadder key={channel.key} channel={channel} />;
    case 'activity':
      return <ActivityTab channel={channel} />;
    case 'raw':
      return <RequestsTab key={device.device.id} device={device} />;
  }
};

export const DetailsTabPanel = ({ channel, device }: Props) => {
  const tab = useDetailsTab();
  return (
    <div className="details-panel" id={panelId} role="tabpanel" aria-labelledby={tabId(tab)} tabIndex={0}>
      <Chosen tab={tab} channel={channel} device={device} />
    </div>
  );
};
