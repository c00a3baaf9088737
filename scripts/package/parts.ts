import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { windowsNode, type WindowsArch } from '../wine/windows-node.ts';
import { linuxNode } from './linux-node.ts';

/** Something of others that is inside of what is delivered. */
export interface Part {
  readonly name: string;
  readonly version: string;
  /** Of SPDX, or its expression. */
  readonly licence: string;
  readonly text: string;
}

/** What vite writes down of a bundle: each package of which code is in it. */
export const licenceFile = '.vite/license.json';

interface Entry {
  readonly name: string;
  readonly version: string;
  readonly identifier: string | null;
  readonly text: string;
}

/** Packages without the text of their licence, and whose they are: https://github.com/microsoft/fluentui-system-icons */
const holders: Readonly<Record<string, string>> = {
  '@fluentui/react-icons': 'Copyright (c) 2020 Microsoft Corporation',
};

/** The MIT licence of somebody else, in the words of ours. */
const mitOf = async (holder: string): Promise<string> =>
  (await readFile(join(projectRoot, 'LICENSE'), 'utf8')).replace(/^Copyright .*$/m, holder);

export const partsOfBundle = async (folder: string): Promise<Part[]> => {
  const entries = JSON.parse(await readFile(join(folder, licenceFile), 'utf8')) as Entry[];
  return Promise.all(
    entries.map(async ({ name, version, identifier, text: own }) => {
      const holder = holders[name];
      const text = own || (identifier === 'MIT' && holder !== undefined ? await mitOf(holder) : '');
      if (!identifier || !text) throw new Error(`${name} ${version} does not say its licence`);
      return { name, version, licence: identifier, text };
    }),
  );
};

/** Node and koffi: what unjam.exe has inside beside its bundle. */
export const partsOfRuntime = async (arch: WindowsArch): Promise<Part[]> => {
  const { version, folder, koffiVersion } = await windowsNode(arch);
  const { licence } = await linuxNode(version);
  return [{ name: 'node', version, licence: 'MIT', text: licence }, await koffiIn(folder, koffiVersion)];
};

const koffiIn = async (folder: string, version: string): Promise<Part> => ({
  name: 'koffi',
  version,
  licence: 'MIT',
  text: await readFile(join(folder, 'node_modules/koffi/LICENSE.txt'), 'utf8'),
});

/** Electron lays its text beside its program, and Chromium's, which is long, as LICENSES.chromium.html. */
export const partOfElectron = async (windowFolder: string, version: string): Promise<Part> => ({
  name: 'electron',
  version,
  licence: 'MIT',
  text: await readFile(join(windowFolder, 'LICENSE.electron.txt'), 'utf8'),
});

const keyOf = ({ name, version }: Part): string => `${name} ${version}`;

/** Each part once, by name. */
export const together = (...lists: readonly (readonly Part[])[]): Part[] =>
  [...new Map(lists.flat().map((part) => [keyOf(part), part])).values()].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );

/** The licences as one text; parts with the same text stand over it together. */
export const licenceText = (parts: readonly Part[]): string => {
  const byText = new Map<string, Part[]>();
  for (const part of parts) {
    const text = part.text.replaceAll('\r\n', '\n').trim();
    byText.set(text, [...(byText.get(text) ?? []), part]);
  }
  const sections = [...byText].map(([text, same]) => [same.map(keyOf).join(', '), text].join('\n\n'));
  return ['Unjam has these parts of others inside.', ...sections].join(`\n\n${'-'.repeat(72)}\n\n`) + '\n';
};
