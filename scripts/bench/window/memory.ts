import { readdir, readFile } from 'node:fs/promises';

const parentOf = async (pid: number): Promise<number | null> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // the second field is a name in brackets, which may hold blanks
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[1] === undefined ? null : Number(fields[1]);
};

/** A process and all that descend from it. */
const familyOf = async (pid: number): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(pids.map(async (one) => [one, await parentOf(one)] as const)));
  const family = [pid];
  for (const member of family)
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
};

/** Proportional set size of a process and its descendants, in MiB: shared pages are shared out. Linux tells it. */
export async function proportionalMemory(pid: number): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  let kibibytes = 0;
  for (const member of await familyOf(pid)) {
    const told = await readFile(`/proc/${member}/smaps_rollup`, 'utf8').catch(() => '');
    kibibytes += Number(/^Pss:\s+(\d+) kB$/m.exec(told)?.[1] ?? 0);
  }
  return kibibytes / 1024;
}
