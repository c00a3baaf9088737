import type { DriverProfile } from '../dot4/profile.ts';
import { possibleHolders } from '../evidence/facts.ts';
import type { Facts } from '../evidence/facts.ts';
import { serviceAt } from '../evidence/service-number.ts';
import type { Job } from '../evidence/job.ts';
import { jobsVisible } from '../evidence/source-report.ts';
import { jobsIn } from '../operations/confirmed.ts';
import type { ChannelState, DeviceState, SessionState } from '../session/state.ts';
import { cutOffByClose } from '../remedy/cut-off.ts';
import type { CutOff } from '../remedy/cut-off.ts';
import { foreignDestroyOf, whyNoProbe } from '../teardown/permissions.ts';
import { questionAbout } from '../verdict/question.ts';
import { holderWords, suspicionWords } from './evidence.ts';
import { profileReasonWords } from './faults.ts';
import { channelJobWords, jobWords, untiedJobWords } from './jobs.ts';
import { printerName } from './printer-names.ts';

/** What a person must know before a socket is destroyed. Values that are not known say so. */
export interface ConfirmationWords {
  readonly device: string;
  readonly service: string;
  readonly socket: string;
  readonly holder: string;
  readonly job: string;
  readonly suspicion: string | null;
  readonly consequence: string;
  readonly recheck: string;
  /** Each job that would be cut off, and whether there may be others; empty: none. Any of them takes an express yes. */
  readonly cutsOff: readonly string[];
}

/** What a person must know of a channel that may be in use, for no program can. */
const onlyIf: Readonly<Record<NonNullable<ReturnType<typeof questionAbout>>, string>> = {
  scanning: 'Only if no one is scanning on this printer now.',
  printing: 'Only if nothing is coming out of this printer now.',
  faxing: 'Only if no fax is being sent or received now.',
  'in-use': 'Only if no one uses this printer now.',
};

const consequenceOf = (service: string | null, facts: Facts | null): string => {
  const job = facts?.job.value;
  if (job?.inProgress === true) return `The ${job.kind} job in progress is cut off.`;
  switch (service) {
    case 'PRINT':
      return 'Anything that is being printed is cut off, and its program gets an error.';
    case 'HP-SCAN':
      return 'A scan that is running is cut off.';
    case 'HP-FAX-SEND':
    case 'HP-FAX-RECEIVE':
      return 'A fax that is being sent or received is cut off.';
    default:
      return 'Any program that uses it is cut off and gets an error.';
  }
};

/** A line for each job in progress that would be cut off, and one for jobs that cannot be seen. */
export const cutsOffWords = (
  { jobs, unseen }: CutOff,
  isTied: (job: Job) => boolean = () => true,
): readonly string[] => [
  ...jobs.map((job) =>
    isTied(job)
      ? `In progress, and would be cut off: ${jobWords(job)}.`
      : `In progress on this printer, and perhaps there: ${jobWords(job)}. It would be cut off.`,
  ),
  ...(unseen ? ['There may be a job that cannot be seen; it would be cut off.'] : []),
];

const unseenJobOf = (device: DeviceState): string => {
  const untied = untiedJobWords(device, 'all');
  if (untied !== null) return `not known: nothing shows which channel carries ${untied}`;
  return jobsVisible(device.sources) ? 'none seen' : 'not known: not all jobs can be seen';
};

/** The one that comes into question, or all that do: with several nobody is named. */
const holderOf = (channel: ChannelState | null, device: DeviceState): string => {
  if (channel === null) return 'not known';
  const { facts, evidence } = channel;
  if (facts.holder.value !== null) return `${holderWords(facts.holder.value)}, ${facts.holder.confidence}`;
  const possible = possibleHolders(evidence, device.evidence, facts).map((process) =>
    holderWords({ kind: 'process', process }),
  );
  return possible.length === 0 ? 'not known' : `one of ${possible.join(', ')}`;
};

const recheckOf = (profile: DriverProfile): readonly string[] => {
  const probeForbidden = whyNoProbe(profile);
  return probeForbidden === null
    ? [
        'Unjam checks right before and right after. The check shows that the number is in use, not who uses it.',
      ]
    : [
        `Nothing can be re-checked afterwards: ${profileReasonWords(probeForbidden)}.`,
        'If the driver says success, the outcome will be called unconfirmed.',
      ];
};

const foreignOf = (profile: DriverProfile): readonly string[] => {
  switch (foreignDestroyOf(profile)) {
    case 'allowed':
      return [];
    case 'refused':
      return ['This driver refuses to destroy the socket of another program: it will not be sent.'];
    case 'unknown':
      return ['It is not known whether this driver lets one program destroy the socket of another.'];
  }
};

/** `devices`: all that are known, for the printer's name must tell it apart. */
export const confirmationWords = (
  channel: ChannelState | null,
  hostSocket: number,
  device: DeviceState,
  devices: SessionState['devices'],
): ConfirmationWords => {
  const facts = channel?.facts ?? null;
  const service = serviceAt(facts, hostSocket, device);
  const seen = facts === null ? null : channelJobWords(facts);
  const question = channel === null ? null : questionAbout(channel);
  const tied = jobsIn(channel?.evidence ?? []);
  return {
    device: printerName(device.device.id, devices),
    service: service === null ? 'unknown service' : `${service} (${facts?.service.confidence ?? 'inferred'})`,
    socket: `host socket ${hostSocket}`,
    holder: holderOf(channel, device),
    job: seen ?? unseenJobOf(device),
    suspicion: channel === null ? null : suspicionWords(channel.suspicion),
    consequence: [...(question === null ? [] : [onlyIf[question]]), consequenceOf(service, facts)].join(' '),
    recheck: [...recheckOf(device.profile), ...foreignOf(device.profile)].join(' '),
    cutsOff: cutsOffWords(cutOffByClose(channel, hostSocket, device), (job) => tied.includes(job)),
  };
};
