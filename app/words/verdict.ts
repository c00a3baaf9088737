import type { Evidence } from '../evidence/evidence.ts';
import { confidenceOf } from '../evidence/evidence.ts';
import type { Complaint } from '../verdict/complaints.ts';
import type { Explanation, Verdict } from '../verdict/verdict.ts';
import { adviceWords } from './advice.ts';
import { causeWords, closable, closeWords, questionWords } from './causes.ts';
import { causeDisproof } from './disproof.ts';
import { confidenceWords, evidenceWords, sourceWords } from './evidence.ts';
import { gapWords } from './gaps.ts';
import type { GapWords } from './gaps.ts';
import { jobWords } from './jobs.ts';
import { counted, plural } from './plural.ts';
import { stepNames } from './remedy-faults.ts';
import { sourceResultWords } from './sources.ts';

/** What a person reads of an explanation. */
export interface ExplanationWords {
  /** One sentence that a user on the phone understands. */
  readonly sentence: string;
  /** What is to be known or done beside the button; null: nothing. */
  readonly advice: string | null;
  /** What only a person can see: “yes” means that nothing is to be ended. */
  readonly question: string | null;
  /** The mildest step, and those after it. */
  readonly first: string | null;
  readonly next: readonly string[];
  /** Each piece of evidence that it rests on. */
  readonly grounds: readonly string[];
  /** What would show that it is not so; null: nothing was concluded. */
  readonly disproof: string | null;
}

export interface VerdictWords extends ExplanationWords {
  readonly others: readonly ExplanationWords[];
  readonly missing: readonly GapWords[];
  readonly looked: readonly string[];
}

/** A moment as it is written where the words stand. */
type Stamp = (at: number) => string;

const groundWords = (piece: Evidence, stamp: Stamp): string =>
  `${evidenceWords(piece)} (${sourceWords[piece.source]}, ${confidenceWords[confidenceOf(piece)]}, ${stamp(piece.at)})`;

/** An explanation of this verdict. */
export const explanationWords = (
  explanation: Explanation,
  verdict: Verdict,
  stamp: Stamp,
): ExplanationWords => {
  const [sentence, advice] = causeWords(explanation, verdict);
  const { question, first, next, grounds } = explanation;
  return {
    sentence,
    advice,
    question: question === null ? null : questionWords[question],
    first: first === null ? null : stepNames[first],
    next: next.map((step) => stepNames[step]),
    grounds: grounds.map((piece) => groundWords(piece, stamp)),
    disproof: causeDisproof(explanation.cause),
  };
};

const complaintWords: Readonly<
  Record<Complaint, readonly [nothing: (printer: string) => string, unclear: (printer: string) => string]>
> = {
  scan: [
    (printer) => `Nothing was found that blocks scanning on ${printer}.`,
    (printer) => `Unjam cannot tell whether scanning on ${printer} is blocked.`,
  ],
  print: [
    (printer) => `Nothing was found that blocks printing on ${printer}.`,
    (printer) => `Unjam cannot tell whether printing on ${printer} is blocked.`,
  ],
  fax: [
    (printer) => `Nothing was found that blocks faxing on ${printer}.`,
    (printer) => `Unjam cannot tell whether faxing on ${printer} is blocked.`,
  ],
  unknown: [
    (printer) => `Nothing stuck was found on ${printer}.`,
    (printer) => `Unjam cannot tell whether something is stuck on ${printer}.`,
  ],
};

/** `isStillFailing`: what was done before it did not help. */
const nothingWords = (
  verdict: Verdict,
  isStillFailing = false,
): Pick<ExplanationWords, 'sentence' | 'advice'> => {
  const { kind, complaint, printer, working, answered } = verdict;
  const [nothing, unclear] = complaintWords[complaint];
  const isClear = kind === 'nothing-found';
  const programs = closable(verdict);
  const advice = [
    ...(working.length === 0
      ? []
      : [
          `${plural(working.length, 'This job is', 'These jobs are')} in progress: ${working.map(jobWords).join('; ')}.`,
        ]),
    ...closeWords(programs),
    ...(isClear && programs.length === 0 && !isStillFailing
      ? ['Let the user try again, and read what the program says.']
      : []),
    ...(answered === true ? ['The printer answers on a channel of Unjam.'] : []),
    ...(isStillFailing || (isClear && answered === null) ? [adviceWords.ifStillFails] : []),
  ];
  return {
    sentence: isClear ? nothing(printer) : unclear(printer),
    advice: advice.length === 0 ? null : advice.join(' '),
  };
};

const lookedWords = ({ sources, scanned, answered }: Verdict, stamp: Stamp): string[] => [
  ...sources.map(
    (report) => `${stamp(report.at)}, ${sourceWords[report.source]}: ${sourceResultWords(report)}.`,
  ),
  ...(scanned === null
    ? []
    : [`${stamp(scanned.at)}, the driver: ${counted(scanned.found, 'socket exists', 'sockets exist')}.`]),
  ...(answered === null
    ? []
    : [
        answered
          ? 'The printer answered on a channel of Unjam.'
          : 'The printer did not answer on a channel of Unjam.',
      ]),
];

/** The verdict in one sentence. */
export const verdictSentence = (verdict: Verdict): string =>
  verdict.explanation === null ? nothingWords(verdict).sentence : causeWords(verdict.explanation, verdict)[0];

/** A verdict as a person reads it. It never claims more than was seen. */
export const verdictWords = (verdict: Verdict, stamp: Stamp, isStillFailing = false): VerdictWords => {
  const { explanation, others, missing } = verdict;
  const nothing = { question: null, first: null, next: [], grounds: [], disproof: null };
  return {
    ...(explanation === null
      ? { ...nothingWords(verdict, isStillFailing), ...nothing }
      : explanationWords(explanation, verdict, stamp)),
    others: others.map((other) => explanationWords(other, verdict, stamp)),
    missing: missing.map(gapWords),
    looked: lookedWords(verdict, stamp),
  };
};
