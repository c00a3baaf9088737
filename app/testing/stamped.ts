import { noPolicy } from '../policy/policy.ts';
import type { SessionEvent, StampedEvent } from '../session/event.ts';
import { reduce } from '../session/reduce.ts';
import { initialState } from '../session/state.ts';
import type { Environment, SessionState } from '../session/state.ts';

export const environment: Environment = {
  mode: 'simulator',
  scenario: 'office',
  simulationReason: 'asked',
  devicesForbidden: 'platform',
  runtime: { name: 'Node.js', version: '20.0.0', verified: true },
  platform: 'linux',
  elevated: false,
  remote: null,
  computer: 'DESK-7',
  user: 'ines',
  version: '0.0.0',
  policy: noPolicy,
};

/** An event of a test; `ms`: the moment on the monotonic clock, where another than its wall-clock time is meant. */
export type TestEvent = SessionEvent & { readonly ms?: number };

const wallTimeOf = (event: SessionEvent): number | null => {
  if ('at' in event) return event.at;
  return event.type === 'socket-looked-at' ? event.evidence.at : null;
};

/** Events with the stamps that a session would give them: in this order, each at its wall-clock time unless it says otherwise. */
export const stamped = (events: readonly TestEvent[], firstSeq = 1): readonly StampedEvent[] => {
  let ms = 0;
  return events.map((event, index) => {
    ms = event.ms ?? wallTimeOf(event) ?? ms;
    return { ...event, seq: firstSeq + index, ms };
  });
};

/** Events that follow on a state are later than all that made it. */
let nextSeq = 1;

export const afterEvents = (events: readonly TestEvent[], from?: SessionState): SessionState => {
  const all = stamped(events, nextSeq);
  nextSeq += all.length;
  return all.reduce(reduce, from ?? initialState(environment));
};
