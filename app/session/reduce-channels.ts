import type { Evidence } from '../evidence/evidence.ts';
import type { Thresholds } from '../evidence/thresholds.ts';
import { sameData } from '../same-data.ts';
import {
  addChannel,
  addEvidence,
  arrived,
  judgedAgain,
  liveChannel,
  putChannel,
  withEvidence,
} from './channels.ts';
import { removeEntries } from './entries.ts';
import type { SessionEvent, Stamp } from './event.ts';
import { goneLingerMs, outcomeLingerMs } from './gone-rows.ts';
import type { ChannelState, SessionState } from './state.ts';

type Event<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

const saysGone = (evidence: Evidence): boolean =>
  evidence.kind === 'probe-refused' || evidence.kind === 'own-channel-ended';
const saysThere = (evidence: Evidence): boolean =>
  evidence.kind === 'probe-pended' ||
  evidence.kind === 'probe-caught-channel' ||
  evidence.kind === 'own-channel' ||
  evidence.kind === 'own-channel-left';

/** The driver gave us a number that a row still shows: what the row showed must have gone before. */
const takenByUs = (state: SessionState, live: ChannelState, evidence: Evidence, stamp: Stamp): SessionState =>
  addChannel(
    putChannel(state, { ...live, phase: { kind: 'gone', at: evidence.at, ms: stamp.ms } }),
    live.deviceId,
    live.hostSocket,
    [evidence],
    stamp,
  );

/** A look at one socket: it makes a row, keeps one, or ends one. A row being closed is ended by its close only. */
export const socketLookedAt = (
  state: SessionState,
  event: Event<'socket-looked-at'> & Stamp,
): SessionState => {
  const { deviceId, hostSocket } = event;
  const evidence = arrived(event.evidence, event);
  const live = liveChannel(state, deviceId, hostSocket);
  if (live !== null && evidence.kind === 'own-channel') return takenByUs(state, live, evidence, event);
  if (live === null) {
    return saysThere(evidence) ? addChannel(state, deviceId, hostSocket, [evidence], event) : state;
  }
  const seen = withEvidence(
    live,
    addEvidence(live.evidence, evidence),
    state.devices[deviceId]?.evidence ?? [],
    state.thresholds,
  );
  if (saysThere(evidence))
    return putChannel(state, { ...seen, lastSeenAt: evidence.at, lastSeenMs: event.ms });
  if (saysGone(evidence) && live.phase.kind !== 'closing') {
    return putChannel(state, { ...seen, phase: { kind: 'gone', at: evidence.at, ms: event.ms } });
  }
  return putChannel(state, seen);
};

/** What other thresholds make of what is known already. */
export const thresholdsSet = (state: SessionState, thresholds: Thresholds): SessionState => {
  const next = { ...state, thresholds };
  return Object.values(next.channels)
    .map((channel) => judgedAgain(next, channel))
    .filter(({ key, suspicion }) => !sameData(suspicion, next.channels[key]?.suspicion))
    .reduce(putChannel, next);
};

/** Removes rows that have been gone for as long as they linger. */
export const swept = (state: SessionState, { ms }: Stamp): SessionState => {
  const over = Object.values(state.channels).filter(
    ({ phase, lastTeardown }) =>
      phase.kind === 'gone' && ms - phase.ms >= (lastTeardown === null ? goneLingerMs : outcomeLingerMs),
  );
  if (over.length === 0) return state;
  const keys = over.map(({ key }) => key);
  return { ...state, channels: removeEntries(state.channels, keys) };
};
