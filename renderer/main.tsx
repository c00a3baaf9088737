import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { apiFrom } from '#app/ipc/bridge.ts';
import { App } from './App.tsx';
import { MissingApi } from './window/plain-pages.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const api = window.unjam === undefined ? null : apiFrom(window.unjam);

createRoot(root).render(<StrictMode>{api === null ? <MissingApi /> : <App api={api} />}</StrictMode>);
