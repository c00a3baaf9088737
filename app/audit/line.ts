import * as v from 'valibot';
import { AuditRecordSchema } from './record.ts';

/** No record comes near it; a longer line is not held in memory. In bytes. */
export const longestLine = 1_048_576;
/** As much of a line that is no record as is shown, in characters. */
export const shownOfRaw = 2_000;

export const damages = ['torn', 'not-json', 'not-utf8', 'too-long'] as const;
export const foreignReasons = ['not-a-record', 'other-version', 'unknown-kind', 'other-fields'] as const;

const place = {
  /** Counted from 1 through all files of the trail, blank lines too; null where that would take too long. */
  line: v.nullable(v.number()),
  /** In bytes from the start of the trail: lines are told apart by it. */
  offset: v.number(),
};
const raw = { text: v.string(), cut: v.boolean() };

/** One line of the audit trail as it was read. */
export const AuditLineSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('record'), ...place, record: AuditRecordSchema }),
  /** Not what anybody meant to write. */
  v.strictObject({ kind: v.literal('damaged'), ...place, ...raw, reason: v.picklist(damages) }),
  /** JSON, but no record of this version. `detail` names the version, the kind or the field. */
  v.strictObject({
    kind: v.literal('foreign'),
    ...place,
    ...raw,
    reason: v.picklist(foreignReasons),
    detail: v.nullable(v.string()),
  }),
]);
export type AuditLine = v.InferOutput<typeof AuditLineSchema>;
export type UnreadableLine = Exclude<AuditLine, { kind: 'record' }>;

interface Place {
  readonly line: number | null;
  readonly offset: number;
}

const shown = (text: string) => ({ text: text.slice(0, shownOfRaw), cut: text.length > shownOfRaw });

export const damagedLine = (
  at: Place,
  text: string,
  reason: (typeof damages)[number],
  cut = false,
): AuditLine => {
  const part = shown(text);
  return { kind: 'damaged', ...at, ...part, cut: cut || part.cut, reason };
};

const foreign = (
  value: unknown,
): { reason: (typeof foreignReasons)[number]; detail: string | null } | null => {
  if (typeof value !== 'object' || value === null || !('record' in value) || !('schema' in value)) {
    return { reason: 'not-a-record', detail: null };
  }
  if (value.schema !== 1)
    return { reason: 'other-version', detail: JSON.stringify(value.schema).slice(0, 40) };
  const known: readonly unknown[] = AuditRecordSchema.options.map((option) => option.entries.record.literal);
  return known.includes(value.record)
    ? null
    : { reason: 'unknown-kind', detail: JSON.stringify(value.record).slice(0, 40) };
};

/** `ended`: a line end follows; only the last line of a file may be without. */
export const parseLine = (text: string, at: Place, ended: boolean): AuditLine => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return damagedLine(at, text, ended ? 'not-json' : 'torn');
  }
  const reason = foreign(value);
  if (reason !== null) return { kind: 'foreign', ...at, ...shown(text), ...reason };
  const record = v.safeParse(AuditRecordSchema, value);
  if (record.success) return { kind: 'record', ...at, record: record.output };
  const [issue] = record.issues;
  return { kind: 'foreign', ...at, ...shown(text), reason: 'other-fields', detail: v.getDotPath(issue) };
};
