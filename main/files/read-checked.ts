import { readFileSync, renameSync } from 'node:fs';
import * as v from 'valibot';
import type { Fault } from '#app/faults/fault.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * A JSON file of ours as its schema says; null where there is none. One that cannot be read so is put aside, not
 * overwritten, and told.
 */
export const readChecked = <S extends v.GenericSchema>(
  path: string,
  schema: S,
  tell: (fault: Fault) => void,
): v.InferOutput<S> | null => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  const parsed = v.safeParse(schema, fromJson(text));
  if (parsed.success) return parsed.output;
  const putAside = `${path}.damaged`;
  renameSync(path, putAside);
  tell({ kind: 'file-damaged', path, putAside });
  return null;
};

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
