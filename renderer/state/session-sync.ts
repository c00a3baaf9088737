import { useLayoutEffect } from 'react';
import type { WindowApi } from '#app/ipc/derive.ts';
import { isNumberedDelta } from '#app/session/delta.ts';
import type { Drawn, NumberedDelta } from '#app/session/delta.ts';
import { sessionEvents } from './session-store.ts';
import { useConnectAttempt } from './view-store.ts';

/** Runs a function when the next frame is drawn. */
type BeforeFrame = (run: () => void) => unknown;

/**
 * Keeps the session store equal to main's state. It listens first and asks for the snapshot then; what arrives
 * meanwhile waits. A gap in the revisions or another epoch makes it ask again; deltas of an epoch that is over are nothing
 * to it. What a frame shows is acknowledged, so that main does not send more than is drawn. The returned function stops it.
 *
 * `checksDeltas`: whether deltas are held to the contract. Main and the window are built together, so this finds our bugs
 * only, and for thousands of rows it takes as long as their way between the processes.
 */
export const startSessionSync = (
  api: Pick<WindowApi, 'session'>,
  beforeFrame: BeforeFrame = requestAnimationFrame,
  checksDeltas: boolean = import.meta.env.DEV,
): (() => void) => {
  let held: Drawn | null = null;
  let waiting: NumberedDelta[] = [];
  let asking = false;
  let stopped = false;
  let acknowledging = false;

  const acknowledge = (): void => {
    if (acknowledging) return;
    acknowledging = true;
    beforeFrame(() => {
      acknowledging = false;
      if (held !== null && !stopped) void api.session.acknowledge(held);
    });
  };

  /** False: it does not lead on from what is held. */
  const take = ({ epoch, revision, delta }: NumberedDelta): boolean => {
    if (held === null || epoch > held.epoch) return false;
    if (epoch < held.epoch || revision <= held.revision) return true;
    if (revision !== held.revision + 1) return false;
    held = { epoch, revision };
    sessionEvents.deltaArrived(delta);
    acknowledge();
    return true;
  };

  const takeWaiting = (): void => {
    const deltas = waiting.toSorted((a, b) => a.epoch - b.epoch || a.revision - b.revision);
    const gap = deltas.findIndex((delta) => !take(delta));
    waiting = gap === -1 ? [] : deltas.slice(gap);
    if (gap !== -1) ask();
  };

  const ask = (): void => {
    held = null;
    if (asking) return;
    asking = true;
    void api.session.snapshot().then((answer) => {
      asking = false;
      if (stopped) return;
      if (!answer.ok) return sessionEvents.snapshotRefused(answer.fault);
      const { epoch, revision } = answer.value;
      held = { epoch, revision };
      sessionEvents.snapshotArrived(answer.value);
      acknowledge();
      takeWaiting();
    });
  };

  const stopListening = api.session.onDelta((delta) => {
    if (checksDeltas && !isNumberedDelta(delta)) return ask();
    if (take(delta)) return;
    waiting.push(delta);
    ask();
  });
  ask();
  return () => {
    stopped = true;
    stopListening();
  };
};

export const useSessionSync = (api: WindowApi): void => {
  const attempt = useConnectAttempt();
  useLayoutEffect(() => startSessionSync(api), [api, attempt]);
};
