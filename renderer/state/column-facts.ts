import { unknownFact } from '#app/evidence/fact.ts';
import type { Fact } from '#app/evidence/fact.ts';
import type { ChannelState } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import { confidenceWords, holderWords, sourceWords, suspicionWords } from '#app/words/evidence.ts';
import { channelJobWords } from '#app/words/jobs.ts';
import { rowStateWords, rowWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { statusWords } from '#app/words/status.ts';
import type { DeviceFacts } from './device-facts.ts';
import { rowState, outcomeOf } from './row-state.ts';

/** What a cell is about. */
export interface Subject {
  readonly channel: ChannelState;
  readonly device: DeviceFacts;
}

type CellFact = Fact<string | number>;
type Read = (subject: Subject) => CellFact;

const known = (value: string | number | null, at: number | null = null): CellFact =>
  value === null ? unknownFact : { value, confidence: 'confirmed', source: null, at };

/** As sure, and from where, as the fact it is taken from. */
const partOf = <T>(fact: Fact<T>, part: (value: T) => string | number | null): CellFact => {
  const value = fact.value === null ? null : part(fact.value);
  return value === null ? unknownFact : { ...fact, value };
};

const windowsService: Read = ({ channel: { facts }, device }) => {
  const holder = facts.holder.value;
  if (holder?.kind !== 'process') return unknownFact;
  const runsIt = device.services.find(({ service }) => service.pid === holder.process.pid);
  if (runsIt === undefined) return unknownFact;
  return { value: runsIt.service.name, confidence: 'inferred', source: 'windows-service', at: runsIt.at };
};

const queue: Read = ({ channel: { facts }, device }) => {
  if (facts.job.value !== null) return partOf(facts.job, (job) => job.queue);
  const [only, another] = device.queues;
  if (facts.service.value !== 'PRINT' || only === undefined || another !== undefined) return unknownFact;
  return { value: only.name, confidence: 'inferred', source: 'spooler', at: only.at };
};

const ntstatusOf = (outcome: Outcome): string | null => {
  if (outcome.kind !== 'failed') return statusWords(outcome.ntstatus);
  return 'ntstatus' in outcome.fault ? statusWords(outcome.fault.ntstatus) : null;
};

const how: Read = ({ channel: { facts } }) => {
  const { confidence, source, at } = facts.exists;
  if (source === null) return unknownFact;
  return known(`${confidenceWords[confidence]}, ${sourceWords[source]}`, at);
};

/** Since when it has been stuck, where that began before its row did; else since when its row is there. */
const since: Read = ({ channel: { firstSeenMs, firstSeenAt, suspicion } }) => {
  const isBlamed = suspicion.level === 'stuck' || suspicion.level === 'suspect';
  const { since: at, sinceMs } = suspicion;
  return isBlamed && sinceMs != null && sinceMs < firstSeenMs
    ? known(sinceMs, at)
    : known(firstSeenMs, firstSeenAt);
};

/** What each column says of a channel, as a fact: with how sure we are, from where and as of when. */
export const columnFacts: Readonly<Record<ColumnId, Read>> = {
  state: ({ channel }) => known(rowStateWords[rowState(channel)]),
  service: ({ channel: { facts } }) => facts.service,
  host: ({ channel }) => known(channel.hostSocket),
  peripheral: ({ channel: { facts } }) => facts.peripheralSocket,
  holder: ({ channel: { facts } }) => partOf(facts.holder, holderWords),
  job: ({ channel: { facts } }) => partOf(facts.job, () => channelJobWords(facts)),
  device: ({ device }) => known(device.fullName),
  age: since,
  look: ({ channel }) => known(channel.lastSeenMs, channel.lastSeenAt),
  outcome: ({ channel }) => known(outcomeOf(channel)?.label ?? null, channel.lastTeardown?.at ?? null),
  why: ({ channel }) => known(suspicionWords(channel.suspicion), channel.suspicion.since),
  how,
  pid: ({ channel: { facts } }) =>
    partOf(facts.holder, (holder) => (holder.kind === 'process' ? holder.process.pid : null)),
  windowsService,
  user: ({ channel: { facts } }) => partOf(facts.job, (job) => job.user),
  queue,
  document: ({ channel: { facts } }) => partOf(facts.job, (job) => job.document),
  pages: ({ channel: { facts } }) =>
    partOf(facts.job, ({ pagesDone, pagesTotal }) =>
      pagesDone === null ? null : pagesTotal === null ? `${pagesDone}` : `${pagesDone}/${pagesTotal}`,
    ),
  printer: ({ device }) => known(device.printer),
  driver: ({ device }) => known(device.driver === '–' ? null : device.driver),
  first: ({ channel }) => known(channel.firstSeenAt),
  ntstatus: ({ channel }) =>
    known(
      channel.lastTeardown === null ? null : ntstatusOf(channel.lastTeardown.outcome),
      channel.lastTeardown?.at ?? null,
    ),
};

/** Columns where nothing is nothing, not something unknown. */
export const emptyWhenNull: ReadonlySet<ColumnId> = new Set(['outcome', 'why', 'ntstatus']);

/** `ago`: ms on the session's monotonic clock, shown as how long ago, with its wall-clock time beside; `time`: a wall-clock time. */
export type ColumnKind = 'text' | 'number' | 'ago' | 'time';

const kinds: Partial<Record<ColumnId, ColumnKind>> = {
  host: 'number',
  peripheral: 'number',
  pid: 'number',
  age: 'ago',
  look: 'ago',
  first: 'time',
};

export const columnKind = (id: ColumnId): ColumnKind => kinds[id] ?? 'text';

interface CellTexts {
  /** Of a time on the session's monotonic clock. */
  readonly ago: (ms: number) => string;
  readonly time: (at: number) => string;
}

/** A cell as text with its marks. */
export const cellText = (id: ColumnId, subject: Subject, { ago, time }: CellTexts): string => {
  const { value, confidence } = columnFacts[id](subject);
  if (value === null) return emptyWhenNull.has(id) ? '' : rowWords.unknown;
  if (typeof value === 'number' && columnKind(id) === 'ago') return ago(value);
  if (typeof value === 'number' && columnKind(id) === 'time') return time(value);
  return confidence === 'inferred' ? `${value} ${rowWords.inferredMark}` : String(value);
};
