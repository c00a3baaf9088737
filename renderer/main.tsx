import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { MissingApi } from './MissingApi.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>{window.unjam === undefined ? <MissingApi /> : <App api={window.unjam} />}</StrictMode>,
);
