import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerProgram } from '#native';

/** How a program starts itself once more, as a thread and as a process. */
export interface Itself {
  readonly worker: WorkerProgram;
  /** null: the executable is the program. */
  readonly file: string | null;
}

/** The folder of the program: a policy or a marker of portable use may lie there. */
export const folderOf = ({ file }: Itself): string => dirname(file ?? process.execPath);

/** A program that is one file, run by Node. `url` is the import.meta.url of that file. */
export const fileOfNode = (url: string): Itself => ({ worker: new URL(url), file: fileURLToPath(url) });
