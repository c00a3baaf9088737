import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { apiFrom } from '#app/ipc/bridge.ts';
import { settingsIn } from '#app/settings/in-page.ts';
import { App } from './App.tsx';
import { settingsCame } from './state/settings-store.ts';
import { MissingApi } from './window/plain-pages.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const api = window.unjam === undefined ? null : apiFrom(window.unjam);
const settings = settingsIn(document);
if (api !== null && settings !== null) settingsCame(settings, api);

// Drawn before this script has ended: Chromium keeps the compiled code of what ran until then, and nothing that runs later.
flushSync(() =>
  createRoot(root).render(<StrictMode>{api === null ? <MissingApi /> : <App api={api} />}</StrictMode>),
);
