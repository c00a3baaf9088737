import { useSyncExternalStore } from 'react';
import type { ComponentType, ReactNode } from 'react';

const loaders: (() => Promise<void>)[] = [];
const listeners = new Set<() => void>();
let isWhole = false;

const watch = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/**
 * A part of the window that the first row does not need, the one export of its file: it is drawn once it is loaded, and
 * `meanwhile` keeps its room.
 */
export const later = <Name extends string, P extends object>(
  load: () => Promise<Readonly<Record<Name, ComponentType<P>>>>,
  meanwhile: ReactNode = null,
): ComponentType<P> => {
  let loaded: ComponentType<P> | null = null;
  loaders.push(async () => {
    const [part, another] = Object.values<ComponentType<P>>(await load());
    if (part === undefined || another !== undefined)
      throw new Error('a later part is the one export of its file');
    loaded = part;
  });
  return (props) => {
    const Part = useSyncExternalStore(watch, () => loaded);
    return Part === null ? meanwhile : <Part {...props} />;
  };
};

/** Loads every such part, in the order of their files, and has them drawn at once. */
export const loadTheRest = async (): Promise<void> => {
  await Promise.all(loaders.map((load) => load()));
  isWhole = true;
  listeners.forEach((changed) => changed());
};

/** Whether every such part is there. */
export const isWholeWindow = (): boolean => isWhole;
export const useIsWholeWindow = (): boolean => useSyncExternalStore(watch, isWholeWindow);
