import { maxChannels } from '../dot4/sockets.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Holder } from '../evidence/facts.ts';
import { findingsOf, ofTry, wantsPerson } from '../evidence/findings.ts';
import { mayHold } from '../evidence/holder-rules.ts';
import { namesSameJob } from '../evidence/job.ts';
import type { Job } from '../evidence/job.ts';
import type { Suspicion } from '../evidence/suspicion.ts';
import { jobsIn } from '../operations/confirmed.ts';
import { sameData } from '../same-data.ts';
import { liveChannels } from '../session/channels.ts';
import type { ChannelState, DeviceState, SessionState } from '../session/state.ts';
import { functionOf } from './complaints.ts';
import type { Complaint } from './complaints.ts';
import { mendingSteps } from './mending-steps.ts';
import { questionAbout } from './question.ts';
import { explanationKinds } from './verdict.ts';
import type { ChannelRef, Explanation } from './verdict.ts';

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

const refOf = ({ key, hostSocket, generation, facts }: ChannelState): ChannelRef => ({
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

/** The jobs of a device, on whichever of its channels. */
export const jobsOfDevice = (state: SessionState, { device, evidence }: DeviceState): readonly Job[] => [
  ...jobsIn(evidence),
  ...liveChannels(state, device.id).flatMap((channel) => jobsIn(channel.evidence)),
];

const whyQueueStands = {
  'queue-paused': 'paused',
  'printer-offline': 'offline',
  'printer-wants-a-person': 'error',
} as const;

/** Of a fax only its job shows; which queue is a fax's does not. */
const byPersonExplanations = (
  state: SessionState,
  device: DeviceState,
  complaint: Complaint,
): Explanation[] => {
  const common = { kind: 'person-needed', ...byPerson } as const;
  const isMeant = (kind: Job['kind']): boolean => complaint === 'unknown' || complaint === kind;
  const channels = liveChannels(state, device.device.id);
  /** The channel that it keeps is named, which a step of the ladder frees. */
  const isOnStuckChannel = (job: Job): boolean =>
    channels.some(
      ({ facts, suspicion }) =>
        suspicion.rule === 'job-being-deleted-stays' &&
        facts.job.value !== null &&
        namesSameJob(facts.job.value, job),
    );
  return findingsOf(device, channels, state.thresholds).flatMap(({ kind, on }): Explanation[] => {
    if (on.kind === 'service' && isMeant('print')) {
      const cause = { kind: 'service-stopped', service: on.service.name } as const;
      return [{ ...common, blocks: 'print', cause, grounds: [on] }];
    }
    if (on.kind === 'job' && isMeant(on.job.kind)) {
      const { job } = on;
      if (kind === 'job-being-deleted' && isOnStuckChannel(job)) return [];
      return [{ ...common, blocks: job.kind, cause: { kind: 'job-wants-person', job }, grounds: [on] }];
    }
    if (on.kind !== 'queue' || !isMeant('print') || !(kind in whyQueueStands)) return [];
    const because = whyQueueStands[kind as keyof typeof whyQueueStands];
    const { queue } = on;
    return [{ ...common, blocks: 'print', cause: { kind: 'queue-stands', queue, because }, grounds: [on] }];
  });
};

/** What of a device itself explains every complaint about it. */
const deviceExplanations = (known: DeviceState): Explanation[] => {
  const { device, presence, evidence } = known;
  const common = { kind: 'person-needed', blocks: null, ...byPerson } as const;
  if (presence === 'gone') return [{ ...common, cause: { kind: 'device-gone' }, grounds: [] }];
  const { problemCode: code } = device;
  const grounds = evidence.filter(({ kind }) => kind === 'node');
  return [
    ...(code === null || code === 0
      ? []
      : [{ ...common, cause: { kind: 'problem-code' as const, code }, grounds }]),
    ...ofTry(known).flatMap(({ on }): Explanation[] =>
      on.kind === 'printer-tried'
        ? [
            {
              ...common,
              kind: 'printer-does-not-answer',
              cause: { kind: 'no-answer', service: on.service },
              grounds: [on],
            },
          ]
        : [],
    ),
  ];
};

/** How a channel stands to a complaint; `near`: it carries neither this nor another thing that people complain of. */
const relationOf = (complaint: Complaint, service: string | null): 'same' | 'near' | 'other' => {
  const own = functionOf(service);
  if (complaint === 'unknown' || own === complaint) return 'same';
  return own === null ? 'near' : 'other';
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
  channels
    .flatMap((channel): Suspect[] => {
      const { facts, suspicion } = channel;
      const { rule, level } = suspicion;
      const isOne = rule !== null && (level === 'stuck' || level === 'suspect');
      // whoever waits for a person is named by what the person has to do
      const isNamedElsewhere = facts.job.value !== null && wantsPerson(facts.job.value);
      if (!isOne || facts.exists.value === false || isNamedElsewhere) return [];
      return [{ channel, rule, relation: relationOf(complaint, facts.service.value) }];
    })
    .toSorted(
      (a, b) =>
        Number(b.channel.suspicion.level === 'stuck') - Number(a.channel.suspicion.level === 'stuck') ||
        relations.indexOf(a.relation) - relations.indexOf(b.relation) ||
        a.channel.hostSocket - b.channel.hostSocket,
    );

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
  for (const suspect of suspectsOf(liveChannels(state, device.device.id), complaint)) {
    const alike = groups.find(([first]) => first !== undefined && isAlike(first.channel, suspect.channel));
    if (alike === undefined) groups.push([suspect]);
    else alike.push(suspect);
  }
  return groups.flatMap((group): Explanation[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { channel, rule, relation } = first;
    const { facts, suspicion } = channel;
    const own = functionOf(facts.service.value);
    const isStuck = suspicion.level === 'stuck';
    return [
      {
        kind: isStuck && relation === 'same' ? 'blocked' : 'suspected',
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

/** Every number is taken: whatever wants another channel gets none, whoever is to blame. */
const channelsTaken = (state: SessionState, device: DeviceState, complaint: Complaint): Explanation[] => {
  const taken = liveChannels(state, device.device.id).filter(({ facts }) => facts.exists.value === true);
  if (taken.length < maxChannels) return [];
  return [
    {
      kind: 'blocked',
      blocks: complaint === 'unknown' ? null : complaint,
      cause: { kind: 'channels-taken' },
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
    ...byPersonExplanations(state, device, complaint),
    ...channelExplanations(state, device, complaint),
    ...channelsTaken(state, device, complaint),
  ].toSorted((a, b) => explanationKinds.indexOf(a.kind) - explanationKinds.indexOf(b.kind));
