import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { hasFixedAddresses } from '../wine/places.ts';
import type { Rig } from '../wine/rig.ts';
import { checksOf } from './checks.ts';
import type { StageReport } from './stage.ts';

/** Where Windows has the data that all programs share. */
const sharedData = 0x7ffe0000;

/** A file of a process that may have ended meanwhile. */
const ofProcess = (pid: string, name: string): Promise<string> =>
  readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '');

/** Where the heap of each program of the rig ends, also of those that Wine starts by itself. */
async function heapEnds({ prefix }: Rig): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const maps = await Promise.all(
    pids.map(async (pid) =>
      (await ofProcess(pid, 'environ')).split('\0').includes(`WINEPREFIX=${prefix}`)
        ? ofProcess(pid, 'maps')
        : '',
    ),
  );
  return maps
    .filter((text) => text.includes(`${sharedData.toString(16)}-`))
    .map((text) => parseInt(/^[0-9a-f]+-([0-9a-f]+) .*\[heap\]$/m.exec(text)?.[1] ?? '', 16));
}

/** What keeps a program of the rig from starting once in a while (wine/places.ts) does not happen. */
export async function runAddressesUnderWine(rig: Rig): Promise<StageReport> {
  const { report, check } = checksOf('addresses');
  const title = 'no program has its heap where Windows has its shared data';
  if (!hasFixedAddresses()) {
    report.skipped.push({ title: `addresses › ${title}`, reason: 'setarch -R is refused here' });
    return report;
  }
  await check(title, async () => {
    const ends = await heapEnds(rig);
    assert.ok(ends.length >= 3, `${ends.length} programs`);
    assert.deepEqual(
      ends.filter((end) => !(end <= sharedData)).map((end) => end.toString(16)),
      [],
    );
  });
  return report;
}
