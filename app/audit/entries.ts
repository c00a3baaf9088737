import type { AuditLine, UnreadableLine } from './line.ts';
import type { AuditRecord } from './record.ts';

interface Part {
  /** The same for the beginning and the end of one operation. */
  readonly id: string;
  readonly part: 'begin' | 'end';
}

/** Which operation a record belongs to. Exhaustive: a new kind of record does not compile until it is said. */
export const partOf = (record: AuditRecord): Part => {
  switch (record.record) {
    case 'intent':
      return { id: `teardown ${record.teardown}`, part: 'begin' };
    case 'outcome':
      return { id: `teardown ${record.teardown}`, part: 'end' };
    case 'measure-start':
      return { id: `measurement ${record.measurement}`, part: 'begin' };
    case 'measure-end':
      return { id: `measurement ${record.measurement}`, part: 'end' };
    case 'remedy-intent':
      return { id: `remedy ${record.remedy}`, part: 'begin' };
    case 'remedy-outcome':
      return { id: `remedy ${record.remedy}`, part: 'end' };
    case 'probe-start':
      return { id: `probe ${record.measurement}`, part: 'begin' };
    case 'probe-end':
      return { id: `probe ${record.measurement}`, part: 'end' };
    case 'trial-start':
      return { id: `trial ${record.trial}`, part: 'begin' };
    case 'trial-end':
      return { id: `trial ${record.trial}`, part: 'end' };
    case 'scan-start':
      return { id: `scan ${record.scan}`, part: 'begin' };
    case 'scan-end':
      return { id: `scan ${record.scan}`, part: 'end' };
  }
};

/** What a person sees as one line: an operation with its beginning and end, or a line that is no record. */
export type AuditEntry =
  | {
      readonly kind: 'operation';
      readonly key: string;
      readonly begin: AuditRecord | null;
      readonly end: AuditRecord | null;
      /** Line numbers, as they stand in the file. */
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
      entries[index] = { ...other, [part]: line.record, lines: [line.line, ...other.lines].sort(ascending) };
      half.delete(id);
    } else {
      const none = { begin: null, end: null, lines: [line.line] };
      const key = keys.has(id) ? `${id} ${line.offset}` : id;
      keys.add(id);
      entries.push({ kind: 'operation', ...none, key, [part]: line.record });
      half.set(id, entries.length - 1);
    }
  }
  return entries;
};

const ascending = (a: number, b: number): number => a - b;
