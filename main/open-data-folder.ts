import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { processRights } from '#native';
import { dataFolders } from './data-folder.ts';
import type { DataFolders } from './data-folder.ts';
import { untrustedFolder } from './security/trusted-folder.ts';
import { takeOver } from './take-over.ts';

export interface OpenedFolders extends DataFolders {
  /** What was moved from where an older Unjam had it; null: nothing. */
  readonly takenOver: Fault | null;
}

/**
 * The data folders, before anything is read or written there. With an administrator's rights they must be such that nobody
 * without them can lead elsewhere. Faults: no-data-folder, folder-untrusted.
 */
export const openDataFolders = async (program: string | null): Promise<Result<OpenedFolders, Fault>> => {
  const found = dataFolders(program);
  if (!found.ok) return found;
  const { settings, local } = found.value;
  const rights = await processRights();
  // without koffi's library no device is reached, and nobody can say what the rights are
  if (rights.ok && rights.value.isElevated) {
    const why = untrustedFolder(settings, rights.value) ?? untrustedFolder(local, rights.value);
    if (why !== null) return fail(why);
  }
  return ok({ settings, local, takenOver: takeOver(found.value) });
};
