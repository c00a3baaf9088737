import type { DetailsTab } from '#app/words/details.ts';

/** What ties a tab to its panel. */
export const tabId = (tab: DetailsTab): string => `details-tab-${tab}`;
export const panelId = 'details-panel';
