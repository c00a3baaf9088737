import { confidenceOf } from '../evidence/evidence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { endedSince } from '../evidence/holder-rules.ts';
import type { ChannelState } from '../session/state.ts';
import { programName } from './causes.ts';
import { confidenceWords, sourceWords, suspicionWords } from './evidence.ts';
import { rowWords } from './rows.ts';

export const detailsTabs = ['evidence', 'device', 'activity', 'raw'] as const;
export type DetailsTab = (typeof detailsTabs)[number];

export const detailsWords = {
  tabs: { evidence: 'Evidence', device: 'Printer and driver', activity: 'Activity', raw: 'Raw requests' },
  tabsName: 'More about it',
  ofChannel: 'About this channel, newest first',
  ofDevice: (count: number): string => `About the device as a whole (${count})`,
  ifNot: 'If that does not help',
  allTheSame: 'To free it all the same',
  wasTried: 'Tried already, in vain.',
  byHand: (step: string): string => `By hand: ${step}.`,
  byPolicy: (steps: string, because: string): string => `Not offered: ${steps} – ${because}.`,
  withRights: (steps: string): string => `Only with an administrator’s rights: ${steps}.`,
  result: {
    name: 'Result',
    title: (printer: string, how: string): string => `${printer} – ${how}`,
    copy: 'Copy ticket text',
    done: 'Done',
    show: 'Show them',
    stillNot: 'Still not working?',
    more: 'Look for other open channels, then see whether the printer answers.',
  },
} as const satisfies { tabs: Record<DetailsTab, string> } & Record<string, unknown>;

/** "HP-SCAN ? on M1522nf" where the service is inferred; the socket is named where it is not known. */
export const channelTitle = ({ facts: { service }, hostSocket }: ChannelState, device: string): string => {
  const mark = service.confidence === 'inferred' ? ` ${rowWords.inferredMark}` : '';
  return `${service.value ?? `Host socket ${hostSocket}`}${mark} on ${device}`;
};

/** What is said of a channel that no rule suspects; null: nothing is known of it. */
export const unsuspectedSentence = (channel: Pick<ChannelState, 'facts'> | null): string => {
  const ended = channel === null ? null : endedSince(channel);
  return ended === null
    ? 'No sign that it is stuck.'
    : `${programName(ended.name)} ended after this channel was seen. Whether it is still open was not looked at since: scan the sockets again.`;
};

/** Why it is suspect, in one sentence; `timeOf` writes a wall-clock time. */
export const suspicionSentence = (
  { facts, suspicion, hostSocket }: ChannelState,
  timeOf: (at: number) => string,
): string | null => {
  const holder = facts.holder.value;
  if (suspicion.rule !== 'holder-ended' || suspicion.since === null || holder?.kind !== 'process')
    return suspicionWords(suspicion);
  const { name, pid } = holder.process;
  return `Stuck: ${name} (${pid}) was seen to end at ${timeOf(suspicion.since)}, and host socket ${hostSocket} is still there.`;
};

/** "the spooler, inferred". */
export const provenance = (evidence: Evidence): string =>
  `${sourceWords[evidence.source]}, ${confidenceWords[confidenceOf(evidence)]}`;
