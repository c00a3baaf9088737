import type { Settings } from './settings.ts';

const elementId = 'unjam-settings';

/** The page with the settings in it, so that its first picture waits for no answer. SECURITY: text of a person ends no element. */
export const withSettings = (html: string, settings: Settings): string => {
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c');
  return html.replace(
    '</head>',
    () => `<script type="application/json" id="${elementId}">${json}</script></head>`,
  );
};

interface Page {
  getElementById(id: string): { readonly textContent: string | null } | null;
}

/** The settings that came with the page; null where nothing put them there, as in development. */
export const settingsIn = (page: Page): Settings | null => {
  const json = page.getElementById(elementId)?.textContent;
  return json ? (JSON.parse(json) as Settings) : null;
};
