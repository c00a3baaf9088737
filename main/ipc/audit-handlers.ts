import type { MainHandlers } from '#app/ipc/derive.ts';
import { ok } from '#app/result.ts';
import { readPage } from '../audit/read-page.ts';
import { saveTrail } from '../audit/save-trail.ts';
import type { TrailPlace } from '../audit/trail-place.ts';

/** Asks a person where a file goes; null: nowhere. */
export type ChooseFile = (name: string, extension: string) => Promise<string | null>;

/** The audit trail, read and saved. */
export const auditHandlers = (
  { path, owner }: TrailPlace,
  chooseFile: ChooseFile,
): MainHandlers['audit'] => ({
  read: async ({ before }) => {
    const page = await readPage(path, before);
    return page.ok ? ok({ ...page.value, owner }) : page;
  },
  save: async ({ format, filter }) => {
    const target = await chooseFile('unjam-audit', format);
    if (target === null) return ok(null);
    const saved = await saveTrail(path, target, format, filter);
    return saved.ok ? ok({ path: target }) : saved;
  },
});
