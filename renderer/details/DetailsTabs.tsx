import { Tab, TabList } from '@fluentui/react-components';
import type { ChannelState, DeviceState } from '#app/session/state.ts';
import { detailsTabs, detailsWords as words } from '#app/words/details.ts';
import type { DetailsTab } from '#app/words/details.ts';
import { ActivityTab } from '../operations/ActivityTab.tsx';
import { useDetailsTab, viewEvents } from '../state/view-store.ts';
import { DeviceFacts } from './DeviceFacts.tsx';
import { EvidenceTab } from './EvidenceTab.tsx';
import { RequestsTab } from './RequestsTab.tsx';
import { SeenAround } from './SeenAround.tsx';
import { SourceList } from './SourceList.tsx';

/** What ties a tab to its panel. */
const tabId = (tab: DetailsTab): string => `details-tab-${tab}`;
const panelId = 'details-panel';

interface Props {
  /** Null: it is about the device alone. */
  readonly channel: ChannelState | null;
  readonly device: DeviceState;
}

const OfDevice = ({ device: { sources, evidence } }: { readonly device: DeviceState }) => (
  <div className="details-columns">
    <SourceList sources={sources} />
    <SeenAround evidence={evidence} />
  </div>
);

const Chosen = ({ tab, channel, device }: Props & { readonly tab: DetailsTab }) => {
  switch (tab) {
    case 'evidence':
      return channel === null ? (
        <OfDevice device={device} />
      ) : (
        <EvidenceTab channel={channel} deviceEvidence={device.evidence} />
      );
    case 'device':
      return <DeviceFacts device={device} />;
    case 'activity':
      return channel === null ? null : <ActivityTab channel={channel} />;
    case 'raw':
      return <RequestsTab key={device.device.id} device={device} />;
  }
};

/** What the words above rest on. Arrows choose; the chosen tab stays while the selection moves. */
export const DetailsTabs = ({ channel, device }: Props) => {
  const chosen = useDetailsTab();
  const tabs = detailsTabs.filter((tab) => channel !== null || tab !== 'activity');
  const tab = tabs.includes(chosen) ? chosen : 'evidence';
  return (
    <>
      <TabList
        className="details-tabs"
        size="small"
        aria-label={words.tabsName}
        selectTabOnFocus
        selectedValue={tab}
        onTabSelect={(_event, { value }) => viewEvents.userChoseTab(value as DetailsTab)}
      >
        {tabs.map((one) => (
          <Tab key={one} id={tabId(one)} value={one} aria-controls={panelId}>
            {words.tabs[one]}
          </Tab>
        ))}
      </TabList>
      <div className="details-panel" id={panelId} role="tabpanel" aria-labelledby={tabId(tab)} tabIndex={0}>
        <Chosen tab={tab} channel={channel} device={device} />
      </div>
    </>
  );
};
