import * as v from 'valibot';
import { AuditLineSchema } from './line.ts';
import type { AuditLine } from './line.ts';

/** Lines in one page at most. */
export const pageLength = 500;

const offset = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Where a page begins: what is older lies before it. `file` names one trail, so that no two are ever mixed. */
export const PageStartSchema = v.strictObject({
  file: v.pipe(v.string(), v.maxLength(100)),
  offset,
  line: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export type PageStart = v.InferOutput<typeof PageStartSchema>;

/** Whose trail it is: of one user of a computer, or of all (null). */
const TrailOwnerSchema = v.strictObject({ user: v.nullable(v.string()), computer: v.string() });
export type TrailOwner = v.InferOutput<typeof TrailOwnerSchema>;

/** A stretch of the audit trail, newest line first. */
export const AuditPageSchema = v.strictObject({
  path: v.string(),
  owner: v.exactOptional(TrailOwnerSchema),
  /** null: no trail has been written yet. */
  file: v.nullable(v.string()),
  lines: v.array(AuditLineSchema),
  /** null: this is the oldest stretch. */
  older: v.nullable(PageStartSchema),
});
export type AuditPage = v.InferOutput<typeof AuditPageSchema>;

const byOffset = (lines: readonly AuditLine[]): Map<number, AuditLine> =>
  new Map(lines.map((line) => [line.offset, line]));

/**
 * What is shown, once the newest page was read again: what is older stays loaded where the two meet. A file that is
 * another one now, or has grown by more than a page, is shown from its newest page on.
 */
export const withNewest = (shown: AuditPage, newest: AuditPage): AuditPage => {
  const start = newest.lines.at(-1)?.offset;
  if (shown.file !== newest.file || start === undefined || newest.older === null) return newest;
  const known = byOffset(shown.lines);
  if (!known.has(start)) return newest;
  return {
    ...newest,
    lines: [...newest.lines, ...shown.lines.filter((line) => line.offset < start)],
    older: shown.older,
  };
};

/** An older page joined to what is shown; if the file is another one now, that page is its newest. */
export const withOlder = (shown: AuditPage, older: AuditPage): AuditPage => {
  if (shown.file !== older.file) return older;
  const known = byOffset(shown.lines);
  return { ...older, lines: [...shown.lines, ...older.lines.filter(({ offset: at }) => !known.has(at))] };
};
