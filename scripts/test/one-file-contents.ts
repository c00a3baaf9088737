import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { koffiHashes } from '../../native/windows/ffi/koffi-hashes.ts';
import { names } from '../package/make.ts';
import { product } from '../package/product.ts';
import type { WindowsArch } from '../wine/windows-node.ts';
import { checksOf } from './checks.ts';
import type { StageReport } from './stage.ts';

/** https://learn.microsoft.com/windows/win32/debug/pe-format#machine-types */
const machines: Readonly<Record<WindowsArch, number>> = { x64: 0x8664, arm64: 0xaa64 };

const machineOf = (program: Uint8Array): number =>
  NtExecutable.from(program, { ignoreCert: true }).newHeader.fileHeader.machine;

interface Contents {
  readonly script: string;
  readonly assets: ReadonlyMap<string, Buffer>;
}

/** What Node wrote into the blob: https://github.com/nodejs/node/blob/v22.x/src/node_sea.cc */
const contentsOf = (blob: Buffer): Contents => {
  assert.equal(blob.readUInt32LE(0), 0x0143da20, 'the mark of a blob');
  const flags = blob.readUInt32LE(4);
  assert.equal(flags & 0b0110, 0, 'neither a snapshot nor a code cache: they are of one processor');
  let at = 9;
  const number = (): number => {
    at += 8;
    return Number(blob.readBigUInt64LE(at - 8));
  };
  const bytes = (): Buffer => {
    const length = number();
    at += length;
    return blob.subarray(at - length, at);
  };
  bytes(); // the name of the script
  const script = bytes().toString();
  const assets = new Map<string, Buffer>();
  for (let left = number(); left > 0; left -= 1) assets.set(bytes().toString(), bytes());
  assert.equal(at, blob.length, 'the blob ends there');
  return { script, assets };
};

interface Program extends Contents {
  readonly bytes: Buffer;
  readonly resources: NtExecutableResource['entries'];
  /** Of koffi's library in it. */
  readonly librarySum: string;
}

const programIn = async (file: string): Promise<Program> => {
  const bytes = await readFile(file);
  const resources = NtExecutableResource.from(NtExecutable.from(bytes, { ignoreCert: true })).entries;
  const blobs = resources.filter(({ type, id }) => type === 10 && id === 'NODE_SEA_BLOB');
  assert.equal(blobs.length, 1);
  const contents = contentsOf(Buffer.from(blobs[0]?.bin ?? new ArrayBuffer()));
  const library = contents.assets.get('koffi.node');
  assert.ok(library);
  return { ...contents, bytes, resources, librarySum: createHash('sha256').update(library).digest('hex') };
};

/** The one file for each kind of processor, as far as it can be read without running it. */
export async function checkOneFileContents(dist: string): Promise<StageReport> {
  const { report, check } = checksOf('one file, its contents');
  const program = (arch: WindowsArch): Promise<Program> => programIn(join(dist, names.program[arch]));

  for (const arch of ['x64', 'arm64'] as const) {
    const name = names.program[arch];

    await check(`${name} is a program for ${arch}, and so is the pinned library in it`, async () => {
      const { bytes, assets, script, librarySum } = await program(arch);
      assert.equal(machineOf(bytes), machines[arch]);
      const fuse = /NODE_SEA_FUSE_[0-9a-f]{32}:(.)/.exec(bytes.toString('latin1'));
      assert.equal(fuse?.[1], '1', 'Node looks for a program in itself');
      assert.deepEqual([...assets.keys()].sort(), ['koffi.node', 'unjam.cjs']);
      assert.equal(assets.get('unjam.cjs')?.toString(), script, 'its workers run the same script');
      assert.equal(machineOf(assets.get('koffi.node') ?? bytes), machines[arch]);
      assert.equal(librarySum, koffiHashes[`@koromix/koffi-win32-${arch}`].sha256);
    });

    await check(
      `${name} says what it is: icon, version, maker, and no rights but those of the person`,
      async () => {
        const { resources } = await program(arch);
        const [info] = Resource.VersionInfo.fromEntries(resources);
        const strings = info?.getStringValues({ lang: 1033, codepage: 1200 });
        assert.deepEqual(
          [strings?.['ProductName'], strings?.['FileVersion'], strings?.['OriginalFilename']],
          ['Unjam', product.version, 'unjam.exe'],
        );
        const [icons] = Resource.IconGroupEntry.fromEntries(resources);
        assert.equal(icons?.icons.length, 10);
        const manifest = resources.find(({ type }) => type === 24);
        assert.match(Buffer.from(manifest?.bin ?? new ArrayBuffer()).toString(), /level="asInvoker"/);
      },
    );
  }

  await check(
    'both have the same script inside, but for the hash in the name of the library’s folder',
    async () => {
      const [x64, arm64] = [await program('x64'), await program('arm64')].map(({ script, librarySum }) => {
        const parts = script.split(librarySum.slice(0, 16));
        assert.ok(parts.length > 1);
        return parts.join('HASH');
      });
      assert.equal(arm64, x64);
    },
  );
  return report;
}
