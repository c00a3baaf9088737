import type { Evidence } from '../evidence/evidence.ts';
import { addChannel, addEvidence, liveChannel, putChannel, withEvidence } from './channels.ts';
import { removeEntries } from './entries.ts';
import type { SessionEvent } from './event.ts';
import { goneLingerMs, keptTeardowns, outcomeLingerMs } from './gone-rows.ts';
import type { ChannelState, SessionState } from './state.ts';

type Event<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

const tellsGone = (evidence: Evidence): boolean =>
  evidence.kind === 'probe-refused' || evidence.kind === 'own-channel-ended';
const tellsThere = (evidence: Evidence): boolean =>
  evidence.kind === 'probe-pended' ||
  evidence.kind === 'probe-caught-channel' ||
  evidence.kind === 'own-channel' ||
  evidence.kind === 'own-channel-left';

/** The driver gave us a number that a row still shows: what the row showed must have gone before. */
const takenByUs = (state: SessionState, live: ChannelState, evidence: Evidence): SessionState =>
  addChannel(
    putChannel(state, { ...live, phase: { kind: 'gone', at: evidence.at } }),
    live.deviceId,
    live.hostSocket,
    [evidence],
  );

/** A look at one socket: it makes a row, keeps one, or ends one. A row being closed is ended by its teardown only. */
export const socketLookedAt = (state: SessionState, event: Event<'socket-looked-at'>): SessionState => {
  const { deviceId, hostSocket, evidence } = event;
  const live = liveChannel(state, deviceId, hostSocket);
  if (live !== null && evidence.kind === 'own-channel') return takenByUs(state, live, evidence);
  if (live === null) {
    return tellsThere(evidence) ? addChannel(state, deviceId, hostSocket, [evidence]) : state;
  }
  const seen = withEvidence(
    live,
    addEvidence(live.evidence, evidence),
    state.devices[deviceId]?.evidence ?? [],
  );
  if (tellsThere(evidence)) return putChannel(state, { ...seen, lastSeenAt: evidence.at });
  if (tellsGone(evidence) && live.phase.kind !== 'closing') {
    return putChannel(state, { ...seen, phase: { kind: 'gone', at: evidence.at } });
  }
  return putChannel(state, seen);
};

export const teardownStarted = (state: SessionState, key: string, at: number): SessionState => {
  const channel = state.channels[key];
  return channel === undefined
    ? state
    : putChannel(state, { ...channel, phase: { kind: 'closing', since: at } });
};

export const teardownAbandoned = (state: SessionState, key: string): SessionState => {
  const channel = state.channels[key];
  return channel?.phase.kind === 'closing'
    ? putChannel(state, { ...channel, phase: { kind: 'seen' } })
    : state;
};

const phaseAfter = (
  state: SessionState,
  channel: ChannelState,
  event: Event<'teardown-ended'>,
): ChannelState['phase'] => {
  const ended = event.outcome.kind === 'freed' || event.outcome.kind === 'already-gone';
  const deviceGone = state.devices[channel.deviceId]?.presence === 'gone';
  return ended || deviceGone ? { kind: 'gone', at: event.at } : { kind: 'seen' };
};

const recordTeardown = (
  state: SessionState,
  channel: ChannelState,
  event: Event<'teardown-ended'>,
): SessionState => {
  const id = state.lastId + 1;
  const kept = Object.values(state.teardowns).slice(1 - keptTeardowns);
  const { deviceId, hostSocket, generation, key } = channel;
  const record = {
    id,
    at: event.at,
    key,
    deviceId,
    deviceName: state.devices[deviceId]?.device.name ?? deviceId,
    hostSocket,
    generation,
    service: channel.facts.service.value,
    outcome: event.outcome,
  };
  return {
    ...state,
    teardowns: Object.fromEntries([...kept, record].map((teardown) => [teardown.id, teardown])),
    lastId: id,
  };
};

export const teardownEnded = (state: SessionState, event: Event<'teardown-ended'>): SessionState => {
  const channel = state.channels[event.key];
  if (channel === undefined) return state;
  const evidence = event.evidence.reduce(addEvidence, channel.evidence);
  const ended = putChannel(state, {
    ...withEvidence(channel, evidence, state.devices[channel.deviceId]?.evidence ?? []),
    phase: phaseAfter(state, channel, event),
    lastTeardown: { at: event.at, outcome: event.outcome },
  });
  return recordTeardown(ended, channel, event);
};

/** Removes rows that have been gone for as long as they linger. */
export const swept = (state: SessionState, at: number): SessionState => {
  const over = Object.values(state.channels).filter(
    ({ phase, lastTeardown }) =>
      phase.kind === 'gone' && at - phase.at >= (lastTeardown === null ? goneLingerMs : outcomeLingerMs),
  );
  if (over.length === 0) return state;
  const keys = over.map(({ key }) => key);
  return { ...state, channels: removeEntries(state.channels, keys) };
};
