import type { Fact } from '../evidence/fact.ts';
import type { RemedyOutcome } from '../remedy/outcome.ts';
import type { SessionState } from '../session/state.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { holderWords, suspicionWords } from '../words/evidence.ts';
import { channelJobWords } from '../words/jobs.ts';
import { outcomeWords } from '../words/outcomes.ts';
import { remedyOutcomeWords } from '../words/remedy-outcomes.ts';
import { stepTitle } from '../words/remedy.ts';
import { channelWords, statusWords } from '../words/status.ts';
import { channelsWords, ticketWords as words } from '../words/ticket.ts';
import type { NtStatus } from '../dot4/ntstatus.ts';
import { atFirst, standing } from './cases.ts';
import type { Case, Attempt } from './cases.ts';

/** Channels of one device of which all is the same but their numbers: they are listed once. */
export interface Group {
  readonly cases: readonly [Case, ...Case[]];
  /** "HP-SCAN, host socket 4", or how many and which. */
  readonly name: string;
}

/** What was done: "Stop ScanToPC.exe (4312)". */
export const titleOf = ({ done }: Attempt): string =>
  done.kind === 'close' ? words.closing : stepTitle(done.run.step, done.run.target);

/** How it ended: in a word or two, and in sentences. */
export const resultOf = ({ done }: Attempt, channel: string): { label: string; sentence: string } | null => {
  if (done.kind === 'close') {
    const { outcome } = done.closing;
    return outcome === null ? null : outcomeWords(outcome, channel);
  }
  const { outcome, step, target } = done.run;
  return outcome === null ? null : remedyOutcomeWords(outcome, step, target, channel);
};

/** What the driver answered to DESTROY_SOCKET; null: it was not asked, or did not answer. */
export const answerTo = ({ done }: Attempt): NtStatus | null => {
  if (done.kind === 'step') return statusIn(done.run.outcome);
  const { ntstatus, outcome } = done.closing;
  return ntstatus ?? statusIn(outcome);
};

const statusIn = (outcome: Outcome | RemedyOutcome | null): NtStatus | null => {
  if (outcome === null) return null;
  if ('ntstatus' in outcome) return outcome.ntstatus;
  return outcome.kind === 'failed' && 'ntstatus' in outcome.fault ? outcome.fault.ntstatus : null;
};

const valueOf = <T>({ value, confidence }: Fact<T>, text: (value: T) => string): readonly unknown[] =>
  value === null ? [] : [text(value), confidence];

/** So many are named each by its service; of more it says how many, and which. */
const fewCases = 8;

const signatureOf = (one: Case, { devices }: Pick<SessionState, 'devices'>, isOfFew: boolean): string => {
  const first = atFirst(one);
  const answers = one.attempts.map((attempt) => {
    const answer = answerTo(attempt);
    return answer === null ? null : statusWords(answer);
  });
  return JSON.stringify([
    one.deviceId in devices ? one.deviceId : one.deviceName,
    standing(one),
    isOfFew ? one.service : null,
    first === null
      ? null
      : [
          suspicionWords(first.suspicion),
          valueOf(first.facts.exists, String),
          valueOf(first.facts.holder, holderWords),
          channelJobWords(first.facts),
        ],
    one.attempts.map((attempt) => [titleOf(attempt), resultOf(attempt, '')]),
    answers,
  ]);
};

const nameOf = (cases: Group['cases']): string => {
  const [first, ...others] = cases;
  return others.length === 0
    ? channelWords(first.service, first.hostSocket)
    : channelsWords(
        cases.map(({ service }) => service),
        cases.map(({ hostSocket }) => hostSocket),
      );
};

/** In the order of their first channel. */
export const groupsOf = (cases: readonly Case[], state: Pick<SessionState, 'devices'>): readonly Group[] => {
  const groups = new Map<string, [Case, ...Case[]]>();
  for (const one of cases) {
    const signature = signatureOf(one, state, cases.length <= fewCases);
    const group = groups.get(signature);
    if (group === undefined) groups.set(signature, [one]);
    else group.push(one);
  }
  return [...groups.values()].map((group) => ({ cases: group, name: nameOf(group) }));
};
