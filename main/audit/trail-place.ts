import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { TrailOwner } from '#app/audit/page.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { HeldPolicy } from '#app/policy/policy.ts';
import { makeAppendOnlyFolder, readMachineKey } from '#native';
import type { RegistryProblem } from '#native';
import { codeOrThrow } from '../files/system-error.ts';
import { auditPath, createAuditTrail, refusingTrail } from './audit-trail.ts';
import type { AuditTrail } from './audit-trail.ts';
import { whoAndWhere } from './operator.ts';

/** Where the trail of real devices lies, and whose it is. */
export interface TrailPlace {
  readonly path: string;
  readonly owner: TrailOwner;
  /** Why nothing can be written there; null: nothing is known of that. */
  readonly fault: Fault | null;
}

export const trailAt = ({ path, fault }: TrailPlace): AuditTrail =>
  fault === null ? createAuditTrail(path) : refusingTrail(fault);

const foldersKey = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders';

/** %ProgramData%, as the computer has it: a variable is what its user makes of it. */
const programData = async (): Promise<string> => {
  const values = await readMachineKey(foldersKey);
  const named = values.ok ? values.value?.find(({ name }) => name === 'Common AppData')?.data : null;
  return typeof named === 'string' && named !== '' ? named : 'C:\\ProgramData';
};

const codeOf = (problem: RegistryProblem): string =>
  problem.kind === 'call-failed' ? `${problem.call} ${problem.systemError}` : problem.code;

/** Why a file that users may have made is none to write to: it leads elsewhere, or has a second name. As a code. */
const whyNotWritten = (path: string): string | null => {
  try {
    const about = lstatSync(path, { throwIfNoEntry: false });
    if (about === undefined || (about.isFile() && about.nlink === 1)) return null;
    return about.isFile() ? 'EMLINK' : 'ELOOP';
  } catch (error) {
    return codeOrThrow(error);
  }
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
  const { user, computer } = whoAndWhere();
  const owner: TrailOwner = { user: null, computer };
  if (auditFolder !== null && !simulated)
    return { path: join(auditFolder, nameOf(computer)), owner, fault: null };
  if (!sharedTrail || simulated || process.platform !== 'win32')
    return { path: auditPath(local, simulated), owner: { user, computer }, fault: null };
  const folder = join(await programData(), 'Unjam');
  const path = auditPath(folder, false);
  const made = await makeAppendOnlyFolder(folder);
  const code = made.ok ? whyNotWritten(path) : codeOf(made.fault);
  return { path, owner, fault: code === null ? null : { kind: 'audit-unwritable', path, code } };
};
