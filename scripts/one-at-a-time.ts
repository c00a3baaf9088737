import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Lets one program at a time do something, across processes; a lock whose holder has died is taken over. */
export async function oneAtATime<T>(lockFolder: string, task: () => Promise<T>): Promise<T> {
  const holderFile = path.join(lockFolder, 'pid');
  await mkdir(path.dirname(lockFolder), { recursive: true });
  let unreadable = 0;
  while (!(await tryMakeFolder(lockFolder))) {
    const holder = Number(await readFile(holderFile, 'utf8').catch(() => ''));
    // Between making the folder and writing the number there is a moment without one.
    unreadable = holder > 0 ? 0 : unreadable + 1;
    if (unreadable > 10 || (holder > 0 && !isAlive(holder))) {
      await rm(lockFolder, { recursive: true, force: true });
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    await writeFile(holderFile, String(process.pid));
    return await task();
  } finally {
    await rm(lockFolder, { recursive: true, force: true });
  }
}

async function tryMakeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
