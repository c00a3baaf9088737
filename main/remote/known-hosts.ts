import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { remoteHost } from '#app/remote/host.ts';

/** As many names as a list can offer. */
const most = 500;

/** The names in ssh's own configuration: of `Host` lines, without patterns. None where it cannot be read. */
export const hostsOfSsh = async (path = join(homedir(), '.ssh', 'config')): Promise<readonly string[]> => {
  const text = await readFile(path, 'utf8').catch(() => '');
  const names = text.split(/\r?\n/).flatMap((line) => {
    const [, hosts] = /^\s*host(?:\s*=\s*|\s+)(.+)$/i.exec(line) ?? [];
    return (hosts ?? '').split(/\s+/).filter((name) => !/[*?!"]/.test(name) && remoteHost(name) !== null);
  });
  return [...new Set(names)].slice(0, most);
};
