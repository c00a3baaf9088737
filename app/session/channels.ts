import { isOfAnotherMaker } from '../dot4/maker.ts';
import { customaryService } from '../dot4/sockets.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { factsFrom } from '../evidence/facts.ts';
import { namesSameJob } from '../evidence/job.ts';
import { tieJobs } from '../evidence/service-number.ts';
import { suspicionFrom } from '../evidence/suspicion.ts';
import type { Thresholds } from '../evidence/thresholds.ts';
import type { Fault } from '../faults/fault.ts';
import { putEntry } from './entries.ts';
import { channelKey } from './state.ts';
import type { Stamp } from './event.ts';
import type { ChannelState, DeviceState, SessionState } from './state.ts';

/**
 * Evidence kept for one channel: the newest of each kind but for the driver's answers, of which the last few stay
 * as a timeline; of an answer that repeats itself the first and the last.
 */
const keptAnswers = 16;

const sameKind = (a: Evidence, b: Evidence): boolean =>
  a.kind === b.kind &&
  (a.kind !== 'process' ||
    b.kind !== 'process' ||
    (a.process.pid === b.process.pid && a.process.startedAt === b.process.startedAt)) &&
  (a.kind !== 'job' || b.kind !== 'job' || namesSameJob(a.job, b.job));

/** What an answer says beside its kind. */
const saidBy = (answer: Evidence): number | boolean | null =>
  'ntstatus' in answer
    ? (answer.ntstatus?.code ?? null)
    : 'closedAgain' in answer
      ? answer.closedAgain
      : null;

const sameAnswer = (a: Evidence | undefined, b: Evidence | undefined): boolean =>
  a !== undefined && b !== undefined && a.kind === b.kind && saidBy(a) === saidBy(b);

export const addEvidence = (kept: readonly Evidence[], piece: Evidence): Evidence[] => {
  if (piece.source !== 'driver-answer') return [...kept.filter((other) => !sameKind(other, piece)), piece];
  const before = kept.filter((other) => other.source === 'driver-answer');
  const repeats = sameAnswer(before.at(-2), before.at(-1)) && sameAnswer(before.at(-1), piece);
  const answers = [...(repeats ? before.slice(0, -1) : before), piece].slice(-keptAnswers);
  return [...kept.filter((other) => other.source !== 'driver-answer'), ...answers];
};

/** The generation of a host socket that is not seen gone, if there is one. */
export const liveChannel = (
  state: Pick<SessionState, 'channels' | 'devices'>,
  deviceId: string,
  hostSocket: number,
): ChannelState | null => {
  const generation = state.devices[deviceId]?.generations[hostSocket];
  if (generation === undefined) return null;
  const channel = state.channels[channelKey(deviceId, hostSocket, generation)];
  return channel === undefined || channel.phase.kind === 'gone' ? null : channel;
};

/** Why a row of this generation is not there: none was seen yet, or its number has moved on. */
export const whyNotThisRow = (
  device: DeviceState | undefined,
  row: { readonly deviceId: string; readonly hostSocket: number; readonly generation: number },
): Fault => {
  const { deviceId, hostSocket, generation } = row;
  const last = device?.generations[hostSocket] ?? 0;
  return { kind: generation > last ? 'unknown-channel' : 'generation-moved', deviceId, hostSocket };
};

/** The channels of a device that are not seen gone: at most one for each of its host sockets. */
export const liveChannels = (
  state: Pick<SessionState, 'channels' | 'devices'>,
  deviceId: string,
): ChannelState[] =>
  Object.keys(state.devices[deviceId]?.generations ?? {}).flatMap(
    (hostSocket) => liveChannel(state, deviceId, Number(hostSocket)) ?? [],
  );

/** Whether the device of a row has left since the row was made: whoever has its number now, it is not that row. */
export const hasLeft = (evidence: readonly Evidence[]): boolean =>
  evidence.some(({ kind }) => kind === 'device-left');

/** Evidence as it is kept: with its place in the order of arrival, and its monotonic time. */
export const arrived = (piece: Evidence, { seq, ms }: Stamp): Evidence =>
  piece.seq === undefined ? { ...piece, seq, ms } : piece;

/** Facts and suspicion follow from the evidence of the channel and of its device. */
export const withEvidence = (
  channel: ChannelState,
  evidence: Evidence[],
  deviceEvidence: readonly Evidence[],
  thresholds: Thresholds,
): ChannelState => {
  const facts = factsFrom(evidence, deviceEvidence);
  const suspicion = suspicionFrom(facts, deviceEvidence, thresholds);
  const { level, rule } = channel.suspicion;
  // a rule that still holds has held since it was first seen to
  const goesOn = rule !== null && rule === suspicion.rule && level === suspicion.level;
  return { ...channel, evidence, facts, suspicion: goesOn ? channel.suspicion : suspicion };
};

/** The same evidence, seen with what is known now of its device. */
export const judgedAgain = (state: SessionState, channel: ChannelState): ChannelState =>
  withEvidence(channel, channel.evidence, state.devices[channel.deviceId]?.evidence ?? [], state.thresholds);

export const putChannel = (state: SessionState, channel: ChannelState): SessionState => ({
  ...state,
  channels: putEntry(state.channels, channel.key, channel),
});

/** A socket that was not there at the last look starts a new generation of its number. */
export const addChannel = (
  state: SessionState,
  deviceId: string,
  hostSocket: number,
  evidence: readonly Evidence[],
  stamp: Stamp,
): SessionState => {
  const device = state.devices[deviceId];
  if (device === undefined) return state;
  const generation = (device.generations[hostSocket] ?? 0) + 1;
  const at = evidence.at(-1)?.at ?? 0;
  const service = isOfAnotherMaker(device.device) ? null : customaryService(hostSocket);
  const named: Evidence[] =
    service === null ? [] : [{ kind: 'customary-number', source: 'socket-number', at, service }];
  const waiting = tieJobs(
    device.evidence.map((piece) => ({ hostSocket: null, evidence: piece })),
    device,
    liveChannels(state, deviceId),
  ).flatMap((one) => (one.hostSocket === hostSocket ? [one.evidence] : []));
  const all = [...evidence, ...named.map((piece) => arrived(piece, stamp)), ...waiting];
  const generations = { ...device.generations, [hostSocket]: generation };
  const deviceEvidence =
    waiting.length === 0 ? device.evidence : device.evidence.filter((piece) => !waiting.includes(piece));
  const withGeneration = {
    ...state,
    devices: {
      ...state.devices,
      [deviceId]: { ...device, generations, evidence: deviceEvidence },
    },
  };
  const facts = factsFrom(all, deviceEvidence);
  return putChannel(withGeneration, {
    key: channelKey(deviceId, hostSocket, generation),
    deviceId,
    hostSocket,
    generation,
    phase: { kind: 'seen' },
    firstSeenAt: at,
    firstSeenMs: stamp.ms,
    lastSeenAt: at,
    lastSeenMs: stamp.ms,
    facts,
    suspicion: suspicionFrom(facts, deviceEvidence, state.thresholds),
    evidence: all,
    lastTeardown: null,
  });
};
