import type { AuditLine, UnreadableLine } from './line.ts';
import type { OperationKind } from '../operations/kinds.ts';
import type { AuditRecord } from './record.ts';

interface Part {
  /** The same for the beginning and the end of one operation. */
  readonly id: string;
  readonly part: 'begin' | 'end';
}

/** Which half of an operation a record is, and the field that both halves share. Every kind of record must be named. */
const halves = {
  intent: ['begin', 'teardown', 'teardown'],
  outcome: ['end', 'teardown', 'teardown'],
  'measure-start': ['begin', 'measurement', 'measurement'],
  'measure-end': ['end', 'measurement', 'measurement'],
  'remedy-intent': ['begin', 'remedy', 'remedy'],
  'remedy-outcome': ['end', 'remedy', 'remedy'],
  'probe-start': ['begin', 'probe', 'measurement'],
  'probe-end': ['end', 'probe', 'measurement'],
  'trial-start': ['begin', 'trial', 'trial'],
  'trial-end': ['end', 'trial', 'trial'],
  'scan-start': ['begin', 'scan', 'scan'],
  'scan-end': ['end', 'scan', 'scan'],
  'remote-start': ['begin', 'remote', 'remote'],
  'remote-end': ['end', 'remote', 'remote'],
} as const satisfies Readonly<
  Record<AuditRecord['record'], readonly [part: Part['part'], operation: string, field: string]>
>;

const operations: Readonly<Record<(typeof halves)[keyof typeof halves][1], OperationKind | null>> = {
  teardown: 'close',
  measurement: 'measure',
  remedy: 'remedy',
  probe: 'probe',
  trial: 'trial',
  scan: 'scan',
  remote: null,
};

/** What was done on this computer; null: it was asked of another one. */
export const operationOf = ({ record }: AuditRecord): OperationKind | null => operations[halves[record][1]];

/** The same of a value that need not be a record: null where nothing says so. */
export const partIn = (value: unknown): Part | null => {
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Readonly<Record<string, unknown>>;
  const kind = fields['record'];
  if (typeof kind !== 'string' || !Object.hasOwn(halves, kind)) return null;
  const [part, operation, field] = halves[kind as keyof typeof halves];
  const id = fields[field];
  return typeof id === 'string' ? { id: `${operation} ${id}`, part } : null;
};

/** Which operation a record belongs to. */
export const partOf = (record: AuditRecord): Part => {
  const part = partIn(record);
  if (part === null) throw new Error(`no half of an operation: ${record.record}`);
  return part;
};

/** What a person sees as one line: an operation with its beginning and end, or a line that is no record. */
export type AuditEntry =
  | {
      readonly kind: 'operation';
      readonly key: string;
      readonly begin: AuditRecord | null;
      readonly end: AuditRecord | null;
      /** Line numbers, as far as they are known. */
      readonly lines: readonly number[];
    }
  | { readonly kind: 'unreadable'; readonly key: string; readonly line: UnreadableLine };

type Operation = Extract<AuditEntry, { kind: 'operation' }>;

/** The record that tells most: the end, where there is one. */
export const tellingRecord = ({ begin, end }: Operation): AuditRecord => {
  const record = end ?? begin;
  if (record === null) throw new Error('an operation without a record');
  return record;
};

/**
 * Entries from lines, in the order of the lines; the two records of one operation are one entry, where the first of
 * them stood. A second beginning (or end) under the same id is an entry of its own: nothing is hidden.
 */
export const entriesOf = (lines: readonly AuditLine[]): AuditEntry[] => {
  const entries: AuditEntry[] = [];
  const half = new Map<string, number>();
  const keys = new Set<string>();
  for (const line of lines) {
    if (line.kind !== 'record') {
      entries.push({ kind: 'unreadable', key: `line ${line.offset}`, line });
      continue;
    }
    const { id, part } = partOf(line.record);
    const index = half.get(id);
    const other = index === undefined ? undefined : entries[index];
    if (index !== undefined && other?.kind === 'operation' && other[part] === null) {
      const lines = [...numberOf(line), ...other.lines].sort(ascending);
      entries[index] = { ...other, [part]: line.record, lines };
      half.delete(id);
    } else {
      const none = { begin: null, end: null, lines: numberOf(line) };
      const key = keys.has(id) ? `${id} ${line.offset}` : id;
      keys.add(id);
      entries.push({ kind: 'operation', ...none, key, [part]: line.record });
      half.set(id, entries.length - 1);
    }
  }
  return entries;
};

const numberOf = ({ line }: AuditLine): number[] => (line === null ? [] : [line]);

const ascending = (a: number, b: number): number => a - b;
