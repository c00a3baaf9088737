import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

declare global {
  interface Window {
    readonly bare: () => Promise<string>;
  }
}

/** The barest possible call: Enter invokes main, its answer is set as state. */
const Reference = () => {
  const [state, setState] = useState('');
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Enter') void window.bare().then(setState);
      if (event.key === 'Delete') setState('');
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  return <p data-state={state}>{state}</p>;
};

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<Reference />);
