import { Tab, TabList } from '@fluentui/react-components';
import { detailsTabs, detailsWords as words } from '#app/words/details.ts';
import type { DetailsTab } from '#app/words/details.ts';
import { useDetailsTab, viewEvents } from '../state/view-store.ts';
import { panelId, tabId } from './tab-ids.ts';

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
