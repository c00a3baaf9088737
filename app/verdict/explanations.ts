import { maxChannels } from '../dot4/sockets.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { onlyProgram } from '../evidence/facts.ts';
import type { Holder } from '../evidence/facts.ts';
import { findingsOf, wantsPerson, whyQueueStands } from '../evidence/findings.ts';
import type { Finding } from '../evidence/findings.ts';
import { mayHold } from '../evidence/holder-rules.ts';
import { namesSameJob } from '../evidence/job.ts';
import type { Job } from '../evidence/job.ts';
import type { Suspicion } from '../evidence/suspicion.ts';
import { jobsIn } from '../operations/confirmed.ts';
import { sameData } from '../same-data.ts';
import { liveChannels } from '../session/channels.ts';
import type { ChannelState, DeviceState, SessionState } from '../session/state.ts';
import { functionOf, relationOf } from './complaints.ts';
import type { Complaint } from './complaints.ts';
import { mendingSteps } from './mending-steps.ts';
import { questionAbout } from './question.ts';
import { explanationKinds } from './verdict.ts';
import type { CauseBeside, ChannelRef, Explanation } from './verdict.ts';

type Rule = NonNullable<Suspicion['rule']>;

const existenceKinds: readonly Evidence['kind'][] = [
  ...(['probe-pended', 'probe-caught-channel', 'own-channel-left'] as const),
  ...(['customary-number', 'static-socket'] as const),
];

/** What each rule draws on, beside that the socket exists and what its service is. */
const groundsOf: Readonly<Record<Rule, readonly Evidence['kind'][]>> = {
  'job-does-not-move': ['job-still', 'queue'],
  'job-being-deleted-stays': ['job-still', 'queue'],
  'job-in-progress': ['job'],
  'holder-ended': ['process', 'holders-counted'],
  'one-of-holders-ended': ['process', 'holders-counted'],
  'one-of-holders-hangs': ['process', 'process-use'],
  'job-waits': ['job', 'queue'],
  'service-stopped': ['service', 'holders-counted'],
  'no-holder-seen': ['holders-counted'],
  'holder-hangs': ['process', 'process-use'],
  'holder-does-not-respond': ['process', 'process-use'],
  'holder-idle': ['process', 'process-use'],
  'channel-idle-long': ['process', 'process-use'],
};

export const refOf = ({ key, hostSocket, generation, facts }: ChannelState): ChannelRef => ({
  key,
  hostSocket,
  generation,
  service: facts.service.value,
});

/** Of an explanation that no step of the ladder mends. */
const byPerson: Pick<Explanation, 'channels' | 'question' | 'first' | 'next'> = {
  channels: [],
  question: null,
  first: null,
  next: [],
};

/** The parts of a session that the kind of a verdict follows from. */
export type Known = Pick<SessionState, 'devices' | 'channels' | 'thresholds'>;

/** The jobs of a device, on whichever of its channels. */
export const jobsOfDevice = (state: Known, { device, evidence }: DeviceState): readonly Job[] => [
  ...jobsIn(evidence),
  ...liveChannels(state, device.id).flatMap((channel) => jobsIn(channel.evidence)),
];

/** Of what is no matter of channels. */
type ExplanationBeside = Explanation & { readonly cause: CauseBeside };

/** Of a fax only its job shows; which queue is a fax's does not. */
const explanationOf = ({ on }: Finding): ExplanationBeside => {
  const common = { kind: 'person-needed' as const, ...byPerson, grounds: [on] };
  switch (on.kind) {
    case 'printer-tried': {
      const cause = { kind: 'no-answer', service: on.service } as const;
      return { ...common, kind: 'printer-does-not-answer', blocks: null, cause };
    }
    case 'service':
      return { ...common, blocks: 'print', cause: { kind: 'service-stopped', service: on.service.name } };
    case 'job':
      return { ...common, blocks: on.job.kind, cause: { kind: 'job-wants-person', job: on.job } };
    case 'queue': {
      const because = whyQueueStands(on.queue);
      if (because === null) throw new Error('a finding on a queue that does not stand');
      return { ...common, blocks: 'print', cause: { kind: 'queue-stands', queue: on.queue, because } };
    }
  }
};

/** What is found of a device beside its channels, and how that explains a complaint. */
export const explainedFindings = (
  state: Known,
  device: DeviceState,
): readonly (readonly [Finding, ExplanationBeside])[] => {
  const channels = liveChannels(state, device.device.id);
  /** The channel that it keeps, or waits for, is named, which a step of the ladder frees. */
  const isOnStuckChannel = ({ kind, on }: Finding): boolean =>
    (kind === 'job-being-deleted' || kind === 'job-does-not-begin') &&
    on.kind === 'job' &&
    channels.some(
      ({ facts, suspicion }) =>
        (suspicion.rule === 'job-being-deleted-stays' || suspicion.rule === 'job-waits') &&
        facts.job.value !== null &&
        namesSameJob(facts.job.value, on.job),
    );
  const isWithoutChannel = ({ kind }: Finding): boolean =>
    kind === 'job-does-not-begin' && allTaken(channels).length > 0;
  return findingsOf(device, channels, state.thresholds)
    .filter((finding) => !isOnStuckChannel(finding) && !isWithoutChannel(finding))
    .map((finding) => [finding, explanationOf(finding)]);
};

const findingExplanations = (state: Known, device: DeviceState, complaint: Complaint): Explanation[] =>
  explainedFindings(state, device)
    .map(([, explanation]) => explanation)
    .filter(({ blocks }) => complaint === 'unknown' || blocks === null || blocks === complaint);

/** What of a device itself explains every complaint about it. */
const deviceExplanations = ({ device, presence, evidence }: DeviceState): Explanation[] => {
  const common = { kind: 'person-needed', blocks: null, ...byPerson } as const;
  if (presence === 'gone') return [{ ...common, cause: { kind: 'device-gone' }, grounds: [] }];
  const { problemCode: code } = device;
  if (code === null || code === 0) return [];
  const grounds = evidence.filter(({ kind }) => kind === 'node');
  return [{ ...common, cause: { kind: 'problem-code', code }, grounds }];
};

const relations = ['same', 'near', 'other'] as const;

/** Of answers that repeat themselves the last. */
const groundsFor = (rule: Rule, { evidence }: ChannelState, device: DeviceState): Evidence[] => {
  const kinds = [...existenceKinds, ...groundsOf[rule]];
  const pieces = [...evidence, ...device.evidence].filter(({ kind }) => kinds.includes(kind));
  return pieces.filter(
    (piece, index) =>
      piece.source !== 'driver-answer' ||
      pieces.findLastIndex(({ source }) => source === 'driver-answer') === index,
  );
};

interface Suspect {
  readonly channel: ChannelState;
  readonly rule: Rule;
  readonly relation: (typeof relations)[number];
}

const suspectsOf = (channels: readonly ChannelState[], complaint: Complaint): readonly Suspect[] =>
  channels.flatMap((channel): Suspect[] => {
    const { facts, suspicion } = channel;
    const { rule, level } = suspicion;
    const isOne = rule !== null && (level === 'stuck' || level === 'suspect');
    // whoever waits for a person is named by what the person has to do
    const isNamedElsewhere = facts.job.value !== null && wantsPerson(facts.job.value);
    if (!isOne || facts.exists.value === false || isNamedElsewhere) return [];
    return [{ channel, rule, relation: relationOf(complaint, facts.service.value) }];
  });

const byWorst = (a: Suspect, b: Suspect): number =>
  Number(b.channel.suspicion.level === 'stuck') - Number(a.channel.suspicion.level === 'stuck') ||
  relations.indexOf(a.relation) - relations.indexOf(b.relation) ||
  a.channel.hostSocket - b.channel.hostSocket;

const kindOfSuspect = ({ channel, relation }: Suspect): Explanation['kind'] =>
  channel.suspicion.level === 'stuck' && relation === 'same' ? 'blocked' : 'suspected';

/** One explanation for all that one thing explains. */
const isAlike = (one: ChannelState, other: ChannelState): boolean =>
  one.suspicion.rule === other.suspicion.rule &&
  one.suspicion.level === other.suspicion.level &&
  functionOf(one.facts.service.value) === functionOf(other.facts.service.value) &&
  sameData(one.facts.holder.value, other.facts.holder.value);

/** Who holds it, or may. */
const holderOf = (
  { facts }: ChannelState,
  { evidence }: DeviceState,
  { thresholds }: SessionState,
): Holder | null => {
  if (facts.holder.value !== null) return facts.holder.value;
  const process = mayHold({ facts, deviceEvidence: evidence, thresholds });
  return process === null ? null : { kind: 'process', process };
};

const channelExplanations = (
  state: SessionState,
  device: DeviceState,
  complaint: Complaint,
): Explanation[] => {
  const groups: Suspect[][] = [];
  for (const suspect of suspectsOf(liveChannels(state, device.device.id), complaint).toSorted(byWorst)) {
    const alike = groups.find(([first]) => first !== undefined && isAlike(first.channel, suspect.channel));
    if (alike === undefined) groups.push([suspect]);
    else alike.push(suspect);
  }
  return groups.flatMap((group): Explanation[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { channel, rule } = first;
    const { facts, suspicion } = channel;
    const own = functionOf(facts.service.value);
    return [
      {
        kind: kindOfSuspect(first),
        blocks: complaint === 'unknown' ? own : complaint,
        cause: { kind: 'channel', suspicion, holder: holderOf(channel, device, state), job: facts.job.value },
        channels: group.map((one) => refOf(one.channel)),
        grounds: groundsFor(rule, channel, device),
        question: questionAbout(channel),
        ...mendingSteps(
          group.map((one) => one.channel),
          device,
          state,
        ),
      },
    ];
  });
};

/** All of them where every number is taken: whatever wants another channel gets none, whoever is to blame. */
const allTaken = (channels: readonly ChannelState[]): readonly ChannelState[] => {
  const taken = channels.filter(({ facts }) => facts.exists.value === true);
  return taken.length < maxChannels ? [] : taken;
};

const channelsTaken = (state: SessionState, device: DeviceState, complaint: Complaint): Explanation[] => {
  const taken = allTaken(liveChannels(state, device.device.id));
  if (taken.length === 0) return [];
  const process = onlyProgram(device.evidence);
  return [
    {
      kind: 'blocked',
      blocks: complaint === 'unknown' ? null : complaint,
      cause: { kind: 'channels-taken', holder: process === null ? null : { kind: 'process', process } },
      channels: taken.map(refOf),
      grounds: device.evidence.filter(({ kind }) => kind === 'process' || kind === 'holders-counted'),
      question: 'in-use',
      ...mendingSteps(taken, device, state),
    },
  ];
};

/** What was found of a device that explains a complaint, worst first. Pure: it asks nothing and changes nothing. */
export const explanationsOf = (
  state: SessionState,
  device: DeviceState,
  complaint: Complaint,
): readonly Explanation[] =>
  [
    ...deviceExplanations(device),
    ...findingExplanations(state, device, complaint),
    ...channelExplanations(state, device, complaint),
    ...channelsTaken(state, device, complaint),
  ].toSorted((a, b) => explanationKinds.indexOf(a.kind) - explanationKinds.indexOf(b.kind));

/** The kind of the first of these; null: there is none. Without grounds and steps it can be asked with each change. */
export const worstKindOf = (
  state: Known,
  device: DeviceState,
  complaint: Complaint,
): Explanation['kind'] | null => {
  const channels = liveChannels(state, device.device.id);
  const kinds = suspectsOf(channels, complaint).map(kindOfSuspect);
  if (kinds.includes('blocked') || allTaken(channels).length > 0) return 'blocked';
  for (const { kind } of [...deviceExplanations(device), ...findingExplanations(state, device, complaint)])
    kinds.push(kind);
  return explanationKinds.find((kind) => kinds.includes(kind)) ?? null;
};
