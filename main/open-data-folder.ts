import type { Fault } from '#app/faults/fault.ts';
import { fail } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { processRights } from '#native';
import { dataFolder } from './data-folder.ts';
import { untrustedFolder } from './security/trusted-folder.ts';

/**
 * The data folder, before anything is read or written there. With an administrator's rights it must be one that nobody
 * without them can lead elsewhere. Faults: no-data-folder, folder-untrusted.
 */
export const openDataFolder = async (): Promise<Result<string, Fault>> => {
  const found = dataFolder();
  if (!found.ok) return found;
  const rights = await processRights();
  // without koffi's library no device is reached, and nobody can say what the rights are
  if (!rights.ok || !rights.value.isElevated) return found;
  const why = untrustedFolder(found.value, rights.value);
  return why === null ? found : fail(why);
};
