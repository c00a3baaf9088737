import { useSyncExternalStore } from 'react';

const watch = (changed: () => void): (() => void) => {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
};

/** Width and height of the page, in CSS pixels. */
export const useViewport = (): { readonly width: number; readonly height: number } => {
  const width = useSyncExternalStore(watch, () => window.innerWidth);
  const height = useSyncExternalStore(watch, () => window.innerHeight);
  return { width, height };
};
