import { readdir, readlink } from 'node:fs/promises';

/** Ends what is still running out of a folder that is ours alone, so that the folder can go. Linux only. */
export async function endProcessesFrom(folder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const program = await readlink(`/proc/${name}/exe`).catch(() => '');
    if (!program.startsWith(`${folder}/`)) continue;
    try {
      process.kill(Number(name), 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
}
