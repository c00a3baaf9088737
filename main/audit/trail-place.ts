import { join } from 'node:path';
import type { TrailOwner } from '#app/audit/page.ts';
import type { HeldPolicy } from '#app/policy/policy.ts';
import { makeAppendOnlyFolder, readMachineKey } from '#native';
import { auditPath } from './audit-trail.ts';
import { operatorOf } from './operator.ts';

/** Where the trail of real devices lies, and whose it is. */
export interface TrailPlace {
  readonly path: string;
  readonly owner: TrailOwner;
}

const foldersKey = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders';

/** %ProgramData%, as the computer has it: a variable is what its user makes of it. */
const programData = async (): Promise<string> => {
  const values = await readMachineKey(foldersKey);
  const named = values.ok ? values.value?.find(({ name }) => name === 'Common AppData')?.data : null;
  return typeof named === 'string' && named !== '' ? named : 'C:\\ProgramData';
};

/** In a folder for many computers each has a file of its own: two could not add to one. */
const nameOf = (computer: string): string => `audit-${computer.replace(/[^\w.-]/g, '_')}.jsonl`;

/**
 * In the folder of the user. That of real devices: where the policy wants it. The folder that all users of a computer
 * share is made here, unless the installer has made it.
 */
export const trailPlaceOf = async (
  local: string,
  { rules: { auditFolder, sharedTrail } }: HeldPolicy,
  simulated: boolean,
): Promise<TrailPlace> => {
  const { user, computer } = operatorOf('window');
  const owner: TrailOwner = { user: null, computer };
  if (auditFolder !== null && !simulated) return { path: join(auditFolder, nameOf(computer)), owner };
  if (!sharedTrail || simulated || process.platform !== 'win32')
    return { path: auditPath(local, simulated), owner: { user, computer } };
  const folder = join(await programData(), 'Unjam');
  // where it cannot be made, no record can be written, which is said then
  await makeAppendOnlyFolder(folder);
  return { path: auditPath(folder, false), owner };
};
