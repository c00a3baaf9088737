import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** What is fetched or built once for every checkout of this user; each thing in it is checked, or named by a hash. */
export const cacheFolder = ((): string => {
  const chosen = process.env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(chosen) ? chosen : join(homedir(), '.cache'), 'unjam');
})();
