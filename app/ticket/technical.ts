import { confidenceOf } from '../evidence/evidence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Fact } from '../evidence/fact.ts';
import type { Suspicion } from '../evidence/suspicion.ts';
import type { ChannelState, DeviceState, SessionState } from '../session/state.ts';
import { profileWords } from '../words/environment.ts';
import {
  confidenceWords,
  evidenceWords,
  holderWords,
  sourceWords,
  suspicionWords,
} from '../words/evidence.ts';
import { unsuspectedSentence } from '../words/details.ts';
import { suspicionDisproof } from '../words/disproof.ts';
import { channelJobWords } from '../words/jobs.ts';
import { sourceResultWords } from '../words/sources.ts';
import { channelWords, statusWords } from '../words/status.ts';
import { ticketWords as words } from '../words/ticket.ts';
import { deviceProblemWords, driverWords, existsWords } from '../words/window.ts';
import { atFirst } from './cases.ts';
import type { Case } from './cases.ts';
import { answerTo, titleOf } from './groups.ts';
import type { Group } from './groups.ts';
import { labelled, listed } from './layout.ts';

/** A moment as it is written in the ticket. */
export type Timestamp = (at: number) => string;

const { labels } = words;

const profileText = ({ profile }: DeviceState, stamp: Timestamp): string =>
  profile.measuredAt === null
    ? profileWords(profile)
    : words.measuredAt(profileWords(profile), stamp(profile.measuredAt));

const statusText = ({ presence, device }: DeviceState): string => {
  if (presence === 'gone') return words.deviceGone;
  return device.problemCode ? deviceProblemWords(device.problemCode) : words.present;
};

/** Pieces that say the same are one line, with when and how often. */
const evidenceLines = (label: string, evidence: readonly Evidence[], stamp: Timestamp): string[] => {
  const times = new Map<string, number[]>();
  for (const piece of evidence) {
    const line = `${confidenceWords[confidenceOf(piece)]}, ${sourceWords[piece.source]}: ${evidenceWords(piece)}`;
    times.set(line, [...(times.get(line) ?? []), piece.at]);
  }
  const latest = (at: readonly number[]): number => Math.max(...at);
  return listed(
    label,
    [...times]
      .sort(([, a], [, b]) => latest(b) - latest(a))
      .map(([line, at]) => {
        const [from, to] = [stamp(Math.min(...at)), stamp(latest(at))];
        return `${at.length === 1 ? to : words.between(from, to, at.length)}, ${line}`;
      }),
  );
};

/** Which device, with which driver, and what was seen around it. */
export const deviceSection = (device: DeviceState, stamp: Timestamp): string[] => [
  ...labelled(labels.device, device.device.name),
  ...labelled(labels.instance, device.device.instanceId),
  ...labelled(labels.driver, driverWords(device)),
  ...labelled(labels.profile, profileText(device, stamp)),
  ...labelled(labels.status, statusText(device)),
  ...evidenceLines(labels.around, device.evidence, stamp),
];

const oneLine = (channel: ChannelState): string =>
  `${channelWords(channel.facts.service.value, channel.hostSocket)}: ${suspicionWords(channel.suspicion) ?? unsuspectedSentence(channel)}`;

/** The channels of a device, and where Unjam looked. */
export const overview = (device: DeviceState, state: SessionState): string[] => {
  const channels = Object.values(state.channels)
    .filter(({ deviceId, phase }) => deviceId === device.device.id && phase.kind !== 'gone')
    .sort((a, b) => a.hostSocket - b.hostSocket);
  return [
    ...(channels.length === 0
      ? labelled(labels.channels, words.noChannels)
      : listed(labels.channels, channels.map(oneLine))),
    ...listed(
      labels.sources,
      device.sources.map((report) => `${sourceWords[report.source]}: ${sourceResultWords(report)}`),
    ),
  ];
};

const factText = <T>(fact: Fact<T>, text: (value: T) => string, stamp: Timestamp): string => {
  if (fact.value === null) return words.notKnown;
  const parts = [
    confidenceWords[fact.confidence],
    fact.source === null ? null : sourceWords[fact.source],
    fact.at === null ? null : stamp(fact.at),
  ];
  return `${text(fact.value)} (${parts.filter((part) => part !== null).join(', ')})`;
};

const phaseText = ({ phase }: ChannelState): string[] => {
  if (phase.kind === 'seen') return [];
  return labelled(labels.status, phase.kind === 'gone' ? words.isGone : words.isClosing);
};

const answerLines = ({ cases: [{ attempts }] }: Group): string[] =>
  attempts.flatMap((attempt) => {
    const answer = answerTo(attempt);
    return answer === null ? [] : [`${titleOf(attempt)}: ${statusWords(answer)}`];
  });

/** What the device’s own section does not say, or no longer. */
const seenThen = ({ cases: [first] }: Group, device: DeviceState | undefined): readonly Evidence[] => {
  const now = new Set(device?.evidence.map(evidenceWords));
  return (first.attempts[0]?.around ?? []).filter((piece) => !now.has(evidenceWords(piece)));
};

/** How to check it, as long as nothing was done about it. */
const disproofLines = ({ channel, attempts }: Case, suspicion: Suspicion): string[] => {
  const isOpen = channel?.phase.kind === 'seen' && attempts.length === 0;
  const disproof = isOpen ? suspicionDisproof(suspicion) : null;
  return disproof === null ? [] : labelled(labels.disproof, disproof);
};

/** What was known of the channels of a group when the story began, and the driver’s answers since. */
export const groupSection = (group: Group, device: DeviceState | undefined, stamp: Timestamp): string[] => {
  const { cases, name } = group;
  const [first] = cases;
  const known = atFirst(first);
  const services = cases.flatMap(({ service, hostSocket }) =>
    service === null ? [] : [`${service} ${hostSocket}`],
  );
  const all = cases.flatMap((one) => [
    ...(atFirst(one)?.evidence ?? []),
    ...one.attempts.flatMap(({ done }) => (done.kind === 'close' ? done.closing.evidence : [])),
  ]);
  return [
    ...labelled(labels.channel, name),
    ...(cases.length > 1 && services.length > 0 ? labelled(labels.services, services.join(', ')) : []),
    ...(cases.length === 1 && first.channel !== null ? phaseText(first.channel) : []),
    ...(known === null
      ? []
      : [
          ...(cases.length > 1 ? [] : labelled(labels.service, factText(known.facts.service, String, stamp))),
          ...labelled(labels.exists, factText(known.facts.exists, existsWords, stamp)),
          ...(known.facts.peripheralSocket.value === null
            ? []
            : labelled(labels.peripheral, factText(known.facts.peripheralSocket, String, stamp))),
          ...labelled(labels.holder, factText(known.facts.holder, holderWords, stamp)),
          ...labelled(
            labels.job,
            factText(known.facts.job, () => channelJobWords(known.facts) ?? '', stamp),
          ),
          ...disproofLines(first, known.suspicion),
        ]),
    ...(first.channel === null ? [] : labelled(labels.firstSeen, stamp(first.channel.firstSeenAt))),
    ...(all.length === 0
      ? labelled(labels.evidence, words.noEvidence)
      : evidenceLines(labels.evidence, all, stamp)),
    ...evidenceLines(labels.then, seenThen(group, device), stamp),
    ...listed(labels.answer, answerLines(group)),
  ];
};
