import { confidenceOf } from '../evidence/evidence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Fact } from '../evidence/fact.ts';
import type { Teardown } from '../operations/history.ts';
import type { OperationOf } from '../operations/operation.ts';
import type { ChannelState } from '../session/state.ts';
import type { Outcome } from '../teardown/outcome.ts';
import {
  confidenceWords,
  evidenceWords,
  holderWords,
  sourceWords,
  suspicionWords,
} from '../words/evidence.ts';
import { channelJobWords } from '../words/jobs.ts';
import { outcomeWords } from '../words/outcomes.ts';
import { stepNames } from '../words/remedy-faults.ts';
import { remedyOutcomeWords } from '../words/remedy-outcomes.ts';
import { channelWords, statusWords } from '../words/status.ts';
import { doneWords, ticketWords as words } from '../words/ticket.ts';
import { existsWords } from '../words/window.ts';
import { labelled, listed } from './layout.ts';

/** A moment as it is written in the ticket. */
export type Timestamp = (at: number) => string;

const { labels } = words;

const factText = <T>(fact: Fact<T>, text: (value: T) => string, stamp: Timestamp): string => {
  if (fact.value === null) return words.notKnown;
  const parts = [
    confidenceWords[fact.confidence],
    fact.source === null ? null : sourceWords[fact.source],
    fact.at === null ? null : stamp(fact.at),
  ];
  return `${text(fact.value)} (${parts.filter((part) => part !== null).join(', ')})`;
};

export const evidenceLines = (label: string, evidence: readonly Evidence[], stamp: Timestamp): string[] =>
  listed(
    label,
    evidence
      .toSorted((a, b) => b.at - a.at)
      .map(
        (piece) =>
          `${stamp(piece.at)}, ${confidenceWords[confidenceOf(piece)]}, ${sourceWords[piece.source]}: ${evidenceWords(piece)}`,
      ),
  );

const statusOf = (outcome: Outcome): string => {
  if (outcome.kind !== 'failed') return statusWords(outcome.ntstatus);
  return 'ntstatus' in outcome.fault ? statusWords(outcome.fault.ntstatus) : words.noStatus;
};

/** One attempt to close a channel: what was done, what came of it, and the driver's status. */
export const attemptLines = (at: number, outcome: Outcome, channel: string, stamp: Timestamp): string[] => {
  const { sentence, nextStep } = outcomeWords(outcome, channel);
  return [
    ...labelled(labels.done, `${stamp(at)}: ${doneWords(outcome)}`),
    ...labelled(labels.outcome, sentence),
    ...labelled(labels.ntstatus, statusOf(outcome)),
    ...(nextStep === null ? [] : labelled(labels.next, nextStep)),
  ];
};

type Step = OperationOf<'remedy'>;

/** One step of the ladder: what was done, to what, and its outcome. */
const stepLines = (
  { step, target, startedAt, outcome }: Step,
  channel: string,
  stamp: Timestamp,
): string[] => {
  if (outcome === null || outcome.kind === 'not-needed') return [];
  const { sentence, nextStep } = remedyOutcomeWords(outcome, step, target, channel);
  return [
    ...labelled(labels.done, `${stamp(startedAt)}: ${stepNames[step]}, ${target}`),
    ...labelled(labels.outcome, sentence),
    ...(nextStep === null ? [] : labelled(labels.next, nextStep)),
  ];
};

/** Attempts outlive the messages that told of them: of a channel still there the last one is known by itself. */
const attemptsOf = (
  channel: ChannelState,
  teardowns: readonly Teardown[],
): readonly Pick<Teardown, 'at' | 'outcome'>[] => {
  const told = teardowns.filter(({ key }) => key === channel.key);
  return told.length === 0 && channel.lastTeardown !== null ? [channel.lastTeardown] : told;
};

const phaseText = ({ phase }: ChannelState): string[] => {
  if (phase.kind === 'seen') return [];
  return labelled(labels.status, phase.kind === 'gone' ? words.isGone : words.isClosing);
};

export const channelSection = (
  channel: ChannelState,
  teardowns: readonly Teardown[],
  steps: readonly Step[],
  stamp: Timestamp,
): string[] => {
  const { facts, hostSocket, evidence, suspicion, firstSeenAt } = channel;
  const name = channelWords(facts.service.value, hostSocket);
  const mark = facts.service.value === null ? '' : ` (service ${confidenceWords[facts.service.confidence]})`;
  const attempts = attemptsOf(channel, teardowns);
  const run = steps.filter(({ channelKey }) => channelKey === channel.key);
  return [
    words.heads.channel,
    ...labelled(labels.channel, `${name}${mark}`),
    ...phaseText(channel),
    ...labelled(labels.exists, factText(facts.exists, existsWords, stamp)),
    ...labelled(labels.peripheral, factText(facts.peripheralSocket, String, stamp)),
    ...labelled(labels.holder, factText(facts.holder, holderWords, stamp)),
    ...labelled(
      labels.job,
      factText(facts.job, () => channelJobWords(facts) ?? '', stamp),
    ),
    ...labelled(labels.firstSeen, stamp(firstSeenAt)),
    ...labelled(labels.why, suspicionWords(suspicion) ?? words.noSuspicion),
    ...(evidence.length === 0
      ? labelled(labels.evidence, words.noEvidence)
      : evidenceLines(labels.evidence, evidence, stamp)),
    ...(attempts.length + run.length === 0 ? labelled(labels.done, words.nothingDone) : []),
    ...run.flatMap((step) => stepLines(step, name, stamp)),
    ...attempts.flatMap(({ at, outcome }) => attemptLines(at, outcome, name, stamp)),
  ];
};

/** A channel whose row has left: what was done to it is remembered, its evidence is not. */
export const leftChannelSection = (
  attempts: readonly Teardown[],
  steps: readonly Step[],
  stamp: Timestamp,
): string[] => {
  const [first] = attempts;
  if (first === undefined) return [];
  const name = channelWords(first.service, first.hostSocket);
  return [
    words.heads.leftChannel,
    ...labelled(labels.channel, name),
    ...labelled(labels.evidence, words.evidenceLeft),
    ...steps
      .filter(({ channelKey }) => channelKey === first.key)
      .flatMap((step) => stepLines(step, name, stamp)),
    ...attempts.flatMap(({ at, outcome }) => attemptLines(at, outcome, name, stamp)),
  ];
};
