import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export interface BundleSize {
  /** What index.html asks for, and all that these files import at once, in bytes. */
  readonly atStart: number;
  readonly atStartGzipped: number;
  /** With what is loaded when it is needed. */
  readonly whole: number;
}

const importsOf = (code: string): string[] =>
  [...code.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g)].map(([, file]) => file ?? '');

/** The built window, of scripts and styles. */
export async function measureBundle(renderer: string): Promise<BundleSize> {
  const assets = path.join(renderer, 'assets');
  const page = await readFile(path.join(renderer, 'index.html'), 'utf8');
  const first = [...page.matchAll(/assets\/([\w.-]+\.(?:js|css))/g)].map(([, file]) => file ?? '');
  const atStart = new Set(first);
  let [bytes, gzipped] = [0, 0];
  for (const file of atStart) {
    const content = await readFile(path.join(assets, file));
    bytes += content.length;
    gzipped += gzipSync(content).length;
    if (file.endsWith('.js')) for (const next of importsOf(content.toString())) atStart.add(next);
  }
  let whole = 0;
  for (const file of await readdir(assets)) whole += (await readFile(path.join(assets, file))).length;
  return { atStart: bytes, atStartGzipped: gzipped, whole };
}
