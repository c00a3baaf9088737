import { useSyncExternalStore } from 'react';
import type { ComponentType } from 'react';

const loaders: (() => Promise<void>)[] = [];
let isWhole = false;

/** A part of the window that the first row does not need: it is drawn once it is loaded, and nothing until then. */
export const later = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> => {
  let loaded: ComponentType<P> | null = null;
  const listeners = new Set<() => void>();
  loaders.push(async () => {
    if (loaded !== null) return;
    loaded = await load();
    listeners.forEach((changed) => changed());
  });
  const watch = (changed: () => void): (() => void) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  };
  return (props) => {
    const Part = useSyncExternalStore(watch, () => loaded);
    return Part === null ? null : <Part {...props} />;
  };
};

/** Loads every such part, in the order of their files. */
export const loadTheRest = async (): Promise<void> => {
  await Promise.all(loaders.map((load) => load()));
  isWhole = true;
};

/** Whether every such part is there. */
export const isWholeWindow = (): boolean => isWhole;
