import { Tab, TabList } from '@fluentui/react-components';
import type { ChannelState, DeviceState } from '#app/session/state.ts';
import { detailsTabs, detailsWords as words } from '#app/words/details.ts';
import type { DetailsTab } from '#app/words/details.ts';
import { ActivityTab } from '../operations/ActivityTab.tsx';
import { RemedyLadder } from '../operations/RemedyLadder.tsx';
import { useDetailsTab, viewEvents } from '../state/view-store.ts';
import { EvidenceTab } from './EvidenceTab.tsx';
import { RequestsTab } from './RequestsTab.tsx';

/** What ties a tab to its panel. */
const tabId = (tab: DetailsTab): string => `details-tab-${tab}`;
const panelId = 'details-panel';

/** Arrows choose; the chosen tab stays while the selection moves. */
export const DetailsTabList = () => (
  <TabList
    size="small"
    aria-label={words.tabsName}
    selectTabOnFocus
    selectedValue={useDetailsTab()}
    onTabSelect={(_event, { value }) => viewEvents.userChoseTab(value as DetailsTab)}
  >
    {detailsTabs.map((tab) => (
      <Tab key={tab} id={tabId(tab)} value={tab} aria-controls={panelId}>
        {words.tabs[tab]}
      </Tab>
    ))}
  </TabList>
);

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
