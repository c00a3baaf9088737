import { useSyncExternalStore } from 'react';
import { ageWords, agoWords } from '#app/words/window.ts';
import { sessionMs } from '../state/session-store.ts';
import { timeOf } from './times.ts';

/** Words go by minutes, so that many rows change together and seldom. */
const tickMs = 10_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for every age on the screen; it runs only while one is shown. */
const onTick = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((listen) => listen()), tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** How long ago, in words; renders again only when the words change. `ms`: on the session's monotonic clock. */
export const useAge = (ms: number): string => useSyncExternalStore(onTick, () => ageWords(sessionMs() - ms));

/**
 * The same of a wall-clock time. `ms`: that moment on the session's monotonic clock, where it is known, because the other
 * clock may have been set since. A wall-clock time that seems to lie ahead is written as it is.
 */
export const useAgo = (at: number, ms?: number): string =>
  useSyncExternalStore(onTick, () => {
    if (ms !== undefined) return agoWords(sessionMs() - ms);
    const age = Date.now() - at;
    return age < 0 ? timeOf(at) : agoWords(age);
  });
