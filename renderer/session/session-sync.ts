import type { WindowApi } from '#app/ipc/derive.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import { isDelta } from '#app/session/is-delta.ts';
import { sessionEvents } from './session-store.ts';

/** Runs a function when the next frame is drawn. */
type BeforeFrame = (run: () => void) => unknown;

/**
 * Keeps the session store equal to main's state. It listens first and asks for the snapshot then; what arrives
 * meanwhile waits. A gap in the revisions, or a delta that breaks the contract, makes it ask again. What a frame shows is
 * acknowledged, so that main does not tell more than is drawn. The returned function stops it.
 */
export const startSessionSync = (
  api: Pick<WindowApi, 'session'>,
  beforeFrame: BeforeFrame = requestAnimationFrame,
): (() => void) => {
  let revision: number | null = null;
  let waiting: NumberedDelta[] = [];
  let asking = false;
  let stopped = false;
  let acknowledging = false;

  const acknowledge = (): void => {
    if (acknowledging) return;
    acknowledging = true;
    beforeFrame(() => {
      acknowledging = false;
      if (revision !== null && !stopped) void api.session.acknowledge(revision);
    });
  };

  const take = ({ revision: next, delta }: NumberedDelta): boolean => {
    if (revision === null) return false;
    if (next <= revision) return true;
    if (next !== revision + 1) return false;
    revision = next;
    sessionEvents.deltaArrived(delta);
    acknowledge();
    return true;
  };

  const takeWaiting = (): void => {
    const deltas = waiting.toSorted((a, b) => a.revision - b.revision);
    const gap = deltas.findIndex((delta) => !take(delta));
    waiting = gap === -1 ? [] : deltas.slice(gap);
    if (gap !== -1) ask();
  };

  const ask = (): void => {
    revision = null;
    if (asking) return;
    asking = true;
    void api.session.snapshot().then((answer) => {
      asking = false;
      if (stopped) return;
      if (!answer.ok) return sessionEvents.snapshotRefused(answer.fault);
      revision = answer.value.revision;
      sessionEvents.snapshotArrived(answer.value);
      acknowledge();
      takeWaiting();
    });
  };

  const stopListening = api.session.onDelta((delta) => {
    if (!isDelta(delta)) return ask();
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
