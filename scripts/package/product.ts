import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly author: string;
}

const { version, description, author } = JSON.parse(
  readFileSync(join(projectRoot, 'package.json'), 'utf8'),
) as Manifest;

/** What every package of this version says of itself. */
export const product = {
  name: 'Unjam',
  version,
  description,
  maker: author,
  copyright: `Copyright © 2026 ${author}`,
} as const;

/** Windows compares three numbers; what follows a hyphen is no part of them. */
export const versionNumbers = (text: string = version): readonly [number, number, number] => {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)(?:-|$)/.exec(text) ?? [];
  const numbers = [major, minor, patch].map(Number);
  const [first = NaN, second = NaN, third = NaN] = numbers;
  // The limits of ProductVersion in Windows Installer.
  if (!(first <= 255 && second <= 255 && third <= 65_535)) throw new Error(`${text} is no version of an MSI`);
  return [first, second, third];
};
