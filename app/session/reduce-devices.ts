import type { Evidence, Observation } from '../evidence/evidence.ts';
import type { Job } from '../evidence/job.ts';
import { isJob, jobName } from '../operations/confirmed.ts';
import { factsFrom } from '../evidence/facts.ts';
import { lastTry } from '../evidence/findings.ts';
import { tieJobs } from '../evidence/service-number.ts';
import { followed, isWatched } from '../evidence/watched.ts';
import { notMeasured } from '../dot4/profile.ts';
import { isServiceProbe, withServiceProbes } from '../probe/service-facts.ts';
import { sameData } from '../same-data.ts';
import {
  addChannel,
  addEvidence,
  arrived,
  liveChannel,
  liveChannels,
  putChannel,
  withEvidence,
} from './channels.ts';
import type { Profiles, SessionEvent, Stamp } from './event.ts';
import type { ChannelState, DeviceState, SessionState } from './state.ts';

type Event<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

const putDevice = (state: SessionState, device: DeviceState): SessionState => ({
  ...state,
  devices: { ...state.devices, [device.device.id]: device },
});

export const discovered = (state: SessionState, event: Event<'discovered'> & Stamp): SessionState => {
  const { at, discovery, profiles } = event;
  let next: SessionState = {
    ...state,
    discovery: { at, driverPackage: discovery.driverPackage, fault: null },
  };
  const found = new Set(discovery.devices.map((device) => device.id));
  for (const device of discovery.devices) {
    // out and in again between two looks: what was known of its sockets went with the first
    const before = next.devices[device.id];
    if (before !== undefined && before.device.arrivedAt !== device.arrivedAt)
      next = deviceLeft(next, device.id, at, event);
    const known = next.devices[device.id];
    const profile = profiles[device.id] ?? known?.profile ?? notMeasured;
    if (known?.presence === 'present' && sameData([known.device, known.profile], [device, profile])) continue;
    next = putDevice(next, {
      device,
      profile,
      presence: 'present',
      seenAt: at,
      scan: known?.presence === 'present' ? known.scan : { kind: 'never' },
      evidence: known?.presence === 'present' ? known.evidence : [],
      sources: known?.presence === 'present' ? known.sources : [],
      generations: known?.generations ?? {},
    });
  }
  for (const { device, presence } of Object.values(next.devices)) {
    if (presence === 'present' && !found.has(device.id)) next = deviceLeft(next, device.id, at, event);
  }
  return next;
};

export const profilesRead = (state: SessionState, profiles: Profiles): SessionState =>
  Object.values(state.devices).reduce((next, device) => {
    const profile = profiles[device.device.id];
    return profile === undefined || device.presence === 'gone' || sameData(device.profile, profile)
      ? next
      : putDevice(next, { ...device, profile });
  }, state);

/** The channels of a device that left are gone with it; one being closed ends when its request does. */
export const deviceLeft = (state: SessionState, deviceId: string, at: number, stamp: Stamp): SessionState => {
  const device = state.devices[deviceId];
  if (device === undefined || device.presence === 'gone') return state;
  let next = putDevice(state, {
    ...device,
    presence: 'gone',
    seenAt: at,
    scan: { kind: 'never' },
    evidence: [],
    sources: [],
  });
  const left = arrived({ kind: 'device-left', source: 'device-node', at }, stamp);
  for (const channel of liveChannels(next, deviceId)) {
    const seen = withEvidence(channel, addEvidence(channel.evidence, left), [], next.thresholds);
    next = putChannel(
      next,
      channel.phase.kind === 'closing' ? seen : { ...seen, phase: { kind: 'gone', at, ms: stamp.ms } },
    );
  }
  return next;
};

const isAnswer = (piece: Evidence): boolean => isServiceProbe(piece) || piece.kind === 'printer-tried';

const isSurroundings = (piece: Evidence): boolean =>
  piece.source === 'spooler' || piece.source === 'processes';

/** A row that only a job spoke for ends with the job. */
const onlyJobSpokeForIt = (channel: ChannelState): boolean =>
  channel.facts.exists.confidence === 'inferred' && channel.facts.exists.source === 'spooler';

/** Whether a look taught anything about a channel: most looks change little, and a row that is kept costs nothing further on. */
const sameChannel = (before: ChannelState, after: ChannelState): boolean =>
  sameData(before.evidence, after.evidence) &&
  sameData([before.facts, before.suspicion], [after.facts, after.suspicion]);

const evidenceBySocket = (observations: readonly Observation[], stamp: Stamp): Map<number, Evidence[]> => {
  const bySocket = new Map<number, Evidence[]>();
  for (const { hostSocket, evidence } of observations) {
    if (hostSocket === null) continue;
    bySocket.set(hostSocket, [...(bySocket.get(hostSocket) ?? []), arrived(evidence, stamp)]);
  }
  return bySocket;
};

/** Jobs by the socket that carries them; what waits for a socket that has no row stays with the device. */
const withRows = (
  state: SessionState,
  deviceId: string,
  observations: readonly Observation[],
  stamp: Stamp,
): readonly Observation[] => {
  const device = state.devices[deviceId];
  if (device === undefined) return observations;
  const tied = tieJobs(observations, device, liveChannels(state, deviceId));
  const bySocket = evidenceBySocket(tied, stamp);
  const hasRow = (hostSocket: number): boolean =>
    liveChannel(state, deviceId, hostSocket) !== null ||
    factsFrom(bySocket.get(hostSocket) ?? []).exists.value === true;
  return tied.map((one) =>
    one.evidence.kind === 'job' && one.hostSocket !== null && !hasRow(one.hostSocket)
      ? { ...one, hostSocket: null }
      : one,
  );
};

/** That a process has ended is first seen once: a later look that says so again is no later finding. */
const firstSeenEnded = (piece: Evidence, before: readonly Evidence[]): Evidence => {
  if (piece.kind !== 'process' || piece.process.endedAt === null) return piece;
  const { pid, startedAt } = piece.process;
  const known = before.find(
    (other) =>
      other.kind === 'process' &&
      other.process.endedAt !== null &&
      other.process.pid === pid &&
      other.process.startedAt === startedAt,
  );
  return known === undefined ? piece : { ...piece, seq: known.seq, ms: known.ms };
};

/** The last process that had the device open has let go of it, at this look or one before; or nobody saw who had it. */
const lastLetGo = (piece: Evidence, { evidence, sources }: DeviceState): Evidence => {
  if (piece.kind !== 'holders-counted' || piece.holders > 0) return piece;
  const known = evidence.find((other) => other.kind === 'holders-counted');
  const isFirstLook = sources.length === 0;
  const letGoSeq = known?.holders === 0 || isFirstLook ? known?.letGoSeq : piece.seq;
  return letGoSeq === undefined ? piece : { ...piece, letGoSeq };
};

const jobInProgress = (pieces: readonly Evidence[]): Job | null =>
  pieces.flatMap((piece) => (piece.kind === 'job' && piece.job.inProgress ? [piece.job] : []))[0] ?? null;

/** Its socket was destroyed, and the job that is seen now was not on it: that job has a socket of its own. */
const isAnotherChannel = (channel: ChannelState, pieces: readonly Evidence[]): boolean => {
  const job = jobInProgress(pieces);
  return (
    channel.phase.kind === 'seen' &&
    channel.facts.exists.value === false &&
    job !== null &&
    !channel.evidence.some((piece) => piece.kind === 'job' && isJob(jobName(piece.job), job))
  );
};

/** A row that only jobs spoke for ends when none does: with the job, or once its socket was destroyed. */
const endsUnspoken = (before: ChannelState, after: ChannelState): boolean =>
  after.phase.kind === 'seen' &&
  after.facts.exists.value !== true &&
  (onlyJobSpokeForIt(before) || (before.facts.exists.value === false && !wasProbed(before)));

const wasProbed = ({ evidence }: ChannelState): boolean =>
  evidence.some(({ kind }) => kind.startsWith('probe-') || kind.startsWith('own-channel'));

/** A look: what is followed from one to the next has stood for longer, or moved. */
export const observed = (state: SessionState, event: Event<'observed'> & Stamp): SessionState => {
  const { observations, sources } = event;
  const before = state.devices[event.deviceId]?.evidence ?? [];
  return lookedAround(state, event, followed(observations, sources, before, event));
};

/** What the system says of a device replaces what it said before. It may make a row, never one that it only names. */
const lookedAround = (
  state: SessionState,
  event: Event<'observed'> & Stamp,
  watched: readonly Evidence[],
): SessionState => {
  const device = state.devices[event.deviceId];
  if (device === undefined || device.presence === 'gone') return state;
  const observations = withRows(state, event.deviceId, event.observations, event);
  const ofDevice = observations
    .filter(({ hostSocket, evidence: piece }) => hostSocket === null && !isWatched(piece))
    .map((observation) => firstSeenEnded(arrived(observation.evidence, event), device.evidence))
    .map((piece) => lastLetGo(piece, device));
  // What driver and printer answered is not seen again by looking around them: it stays, with its time.
  const evidence = [...ofDevice, ...watched, ...device.evidence.filter(isAnswer)];
  const sources = [...event.sources];
  const sameDeviceEvidence = sameData([device.evidence, device.sources], [evidence, sources]);
  let next = sameDeviceEvidence ? state : putDevice(state, { ...device, evidence, sources });
  const bySocket = evidenceBySocket(observations, event);
  const gone = { kind: 'gone' as const, at: event.at, ms: event.ms };
  for (const channel of liveChannels(next, event.deviceId)) {
    const pieces = bySocket.get(channel.hostSocket) ?? [];
    if (isAnotherChannel(channel, pieces)) {
      next = putChannel(next, { ...channel, phase: gone });
      continue;
    }
    const kept = channel.evidence.filter((piece) => !isSurroundings(piece));
    const isNews = pieces.length > 0 || kept.length < channel.evidence.length;
    const all = isNews ? pieces.reduce(addEvidence, kept) : channel.evidence;
    const seen = withEvidence(channel, all, evidence, next.thresholds);
    const ends = endsUnspoken(channel, seen);
    if (!ends && sameChannel(channel, seen)) continue;
    next = putChannel(next, ends ? { ...seen, phase: gone } : seen);
  }
  for (const [hostSocket, pieces] of bySocket) {
    if (liveChannel(next, event.deviceId, hostSocket) !== null) continue;
    if (factsFrom(pieces).exists.value === true)
      next = addChannel(next, event.deviceId, hostSocket, pieces, event);
  }
  return next;
};

/**
 * That a service is in use does not say by which socket. That the printer does not know it takes its name from the
 * customary number, and the jobs with it: what was last seen around the device is read once more.
 */
export const servicesProbed = (
  state: SessionState,
  event: Event<'services-probed'> & Stamp,
): SessionState => {
  const { deviceId } = event;
  const device = state.devices[deviceId];
  if (device === undefined || device.presence === 'gone' || event.evidence.length === 0) return state;
  const probes = event.evidence.map((piece) => arrived(piece, event));
  const evidence = withServiceProbes(device.evidence, probes);
  const observations: Observation[] = [
    ...device.evidence
      .filter((piece) => !isAnswer(piece) && !isWatched(piece))
      .map((piece) => ({ hostSocket: null, evidence: piece })),
    ...liveChannels(state, deviceId).flatMap(({ hostSocket, evidence: pieces }) =>
      pieces.filter(isSurroundings).map((piece) => ({ hostSocket, evidence: piece })),
    ),
  ];
  const { sources } = device;
  const { seq, ms } = event;
  const at = event.evidence.at(-1)?.at ?? device.seenAt;
  return lookedAround(
    putDevice(state, { ...device, evidence }),
    { type: 'observed', at, deviceId, observations, sources, seq, ms },
    device.evidence.filter(isWatched),
  );
};

/** What a channel of ours showed of the printer counts until the next scan, which asks everything anew. */
export const tryForgotten = (state: SessionState, deviceId: string): SessionState => {
  const device = state.devices[deviceId];
  if (device === undefined || lastTry(device) === null) return state;
  const evidence = device.evidence.filter(({ kind }) => kind !== 'printer-tried');
  return putDevice(state, { ...device, evidence });
};

export const printerTried = (state: SessionState, deviceId: string, tried: Evidence): SessionState => {
  const next = tryForgotten(state, deviceId);
  const device = next.devices[deviceId];
  return device === undefined || device.presence === 'gone'
    ? next
    : putDevice(next, { ...device, evidence: [...device.evidence, tried] });
};
