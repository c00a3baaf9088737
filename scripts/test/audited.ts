import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Audited = Readonly<Record<string, unknown>> & { readonly record: string };

/** What the trail of real devices in a data folder says, oldest first: a month that ends meanwhile leaves two files. */
export async function auditedIn(dataFolder: string): Promise<Audited[]> {
  const files = (await readdir(dataFolder)).filter((name) => /^audit(\.\d{4}-\d\d\.\d+)?\.jsonl$/.test(name));
  const texts = await Promise.all(files.sort().map((name) => readFile(join(dataFolder, name), 'utf8')));
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Audited);
}
