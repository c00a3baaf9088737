import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { product } from './package/product.ts';
import { projectRoot } from './project-root.ts';

/** What keeps a tag from being a release; empty when nothing does. */
export function obstacles(tag: string, version: string, changelog: string): string[] {
  const found: string[] = [];
  if (tag !== `v${version}`) found.push(`The tag is ${tag}, and package.json has version ${version}.`);
  const heading = changelog.split('\n').find((line) => line.startsWith(`## ${version} `));
  if (heading === undefined) found.push(`CHANGELOG.md has no section "## ${version} – DATE".`);
  else if (!/ – \d{4}-\d{2}-\d{2}$/.test(heading))
    found.push(`The section of ${version} in CHANGELOG.md has no date.`);
  return found;
}

// `npm run release:check -- v1.2.3`
if (process.argv[1] === import.meta.filename) {
  const changelog = readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8');
  const found = obstacles(process.argv[2] ?? '', product.version, changelog);
  for (const words of found) console.error(words);
  process.exitCode = found.length === 0 ? 0 : 1;
}
