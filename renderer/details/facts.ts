import { newestFirst } from '#app/evidence/evidence.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Fact } from '#app/evidence/fact.ts';
import type { Facts } from '#app/evidence/facts.ts';
import { namesSameJob } from '#app/evidence/job.ts';
import { isServiceProbe } from '#app/probe/service-facts.ts';
import { confidenceWords, holderWords, sourceWords } from '#app/words/evidence.ts';
import { channelJobWords } from '#app/words/jobs.ts';
import { existsWords, windowWords } from '#app/words/window.ts';

const words = windowWords.details;

type FactName = keyof typeof words.fact;

export interface FactLine {
  readonly name: FactName;
  readonly label: string;
  readonly value: string | null;
  readonly isInferred: boolean;
  /** How sure, and from which source. */
  readonly how: string;
  /** As of when; null: nothing is known. */
  readonly at: number | null;
}

const valueOf: { readonly [N in FactName]: (facts: Facts) => string | null } = {
  exists: ({ exists }) => (exists.value === null ? null : existsWords(exists.value)),
  service: ({ service }) => service.value,
  peripheralSocket: ({ peripheralSocket }) => peripheralSocket.value?.toString() ?? null,
  holder: ({ holder }) => (holder.value === null ? null : holderWords(holder.value)),
  job: channelJobWords,
};

const howOf = ({ confidence, source }: Fact<unknown>): string =>
  [confidenceWords[confidence], source === null ? null : sourceWords[source]]
    .filter((part) => part !== null)
    .join(', ');

const factNames = Object.keys(words.fact) as FactName[];

export const factLines = (facts: Facts): FactLine[] =>
  factNames.map((name) => ({
    name,
    label: words.fact[name],
    value: valueOf[name](facts),
    isInferred: facts[name].confidence === 'inferred',
    how: howOf(facts[name]),
    at: facts[name].at,
  }));

export interface EvidenceLine {
  readonly key: string;
  readonly evidence: Evidence;
  /** The facts that rest on this piece, with how sure they are. */
  readonly tells: string | null;
}

/** Of the services that were probed, the one this channel seems to belong to. */
const concerns = (facts: Facts, piece: Evidence): boolean =>
  !isServiceProbe(piece) || piece.service === facts.service.value;

/** The kinds of evidence that each fact is taken from (app/evidence/facts.ts). */
const restsOn: Readonly<Record<FactName, readonly Evidence['kind'][]>> = {
  exists: [
    ...(['probe-pended', 'probe-refused', 'probe-caught-channel', 'device-left'] as const),
    ...(['own-channel', 'own-channel-ended', 'own-channel-left', 'destroy-answered', 'job'] as const),
  ],
  service: ['own-channel', 'static-socket', 'customary-number'],
  peripheralSocket: ['own-channel'],
  holder: ['own-channel', 'process', 'job'],
  job: ['job'],
};

/** All pieces of one look have the same time: of its jobs the fact names one. */
const restsOnThis = (facts: Facts, name: FactName, evidence: Evidence): boolean => {
  const { value, source, at, seq } = facts[name];
  if (value === null || source !== evidence.source || at !== evidence.at) return false;
  if (!restsOn[name].includes(evidence.kind) || (seq ?? 0) !== (evidence.seq ?? 0)) return false;
  const { job } = facts;
  return evidence.kind !== 'job' || (job.value !== null && namesSameJob(evidence.job, job.value));
};

const tellsOf = (facts: Facts, evidence: Evidence): string | null => {
  const resting = factNames.filter((name) => restsOnThis(facts, name, evidence));
  if (resting.length === 0) return null;
  return resting
    .map((name) => `${words.fact[name].toLowerCase()} (${confidenceWords[facts[name].confidence]})`)
    .join(', ');
};

export const evidenceLines = (facts: Facts, pieces: readonly Evidence[]): EvidenceLine[] =>
  newestFirst(pieces.filter((piece) => concerns(facts, piece))).map((evidence, index) => ({
    key: `${index} ${evidence.kind} ${evidence.at}`,
    evidence,
    tells: tellsOf(facts, evidence),
  }));
