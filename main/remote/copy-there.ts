import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Fault, notCopiedReasons } from '#app/faults/fault.ts';
import type { RemoteHost } from '#app/remote/host.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { visible } from '#app/words/foreign-text.ts';
import { startSftp, startSsh } from './ssh.ts';
import type { SshChild } from './ssh.ts';

/** A copy of Unjam on another computer. */
export interface Copied {
  /** Runs it; a constant but for the hash of what was sent. */
  readonly command: string;
  /** Takes it away again; what cannot be removed stays, and is found by the next copy. */
  remove(): Promise<void>;
}

const sha256 = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest('hex');
};

interface Said {
  readonly code: number | null | 'not-started';
  readonly said: string;
}

const givingUp = (child: SshChild, signal?: AbortSignal): void => {
  if (signal?.aborted === true) void child.end();
  signal?.addEventListener('abort', () => void child.end(), { once: true });
};

/** One batch of sftp; a line that begins with “-” may fail. */
const sftp = async (host: RemoteHost, lines: readonly string[], signal?: AbortSignal): Promise<Said> => {
  const child = startSftp(host);
  givingUp(child, signal);
  child.onOutput(() => undefined);
  child.write(lines.map((line) => `${line}\n`).join(''));
  child.write('bye\n');
  const code = await child.ended;
  await child.end();
  return { code, said: child.said() };
};

const ssh = async (
  host: RemoteHost,
  command: string,
  signal: AbortSignal,
): Promise<Said & { readonly output: string }> => {
  const child = startSsh(host, command);
  givingUp(child, signal);
  let output = '';
  child.onOutput((bytes) => (output = (output + bytes.toString()).slice(0, 10_000)));
  const code = await child.ended;
  await child.end();
  return { code, output, said: child.said() };
};

/** Where each system keeps the temporary files of an account, from the folder that sftp begins in. */
interface Place {
  readonly folder: string;
  readonly file: string;
  readonly hash: string;
  readonly run: string;
}

const placeOn = (system: 'windows' | 'posix', digest: string): Place => {
  const name = `unjam-${digest.slice(0, 16)}`;
  if (system === 'posix')
    return {
      folder: `.${name}`,
      file: `.${name}/unjam`,
      hash: `sha256sum .${name}/unjam`,
      run: `.${name}/unjam serve`,
    };
  const folder = `AppData/Local/Temp/${name}`;
  const exe = `AppData\\Local\\Temp\\${name}\\unjam.exe`;
  return {
    folder,
    file: `${folder}/unjam.exe`,
    hash: `certutil -hashfile ${exe} SHA256`,
    run: `${exe} serve`,
  };
};

/** In quotes, as sftp reads them. */
const quoted = (path: string): string => `"${path.replace(/(["\\])/g, '\\$1')}"`;

/**
 * Sends the program at `path` into a folder for temporary files there, under its hash, and has the other computer
 * count the hash of what arrived. What does not fit is removed and never run.
 */
export const copyThere = async (
  host: RemoteHost,
  path: string,
  signal: AbortSignal,
): Promise<Result<Copied, Fault>> => {
  const not = (because: (typeof notCopiedReasons)[number], said = ''): Result<never, Fault> =>
    fail({ kind: 'not-copied', host: host.name, because, said: visible(said.slice(-500)) });
  const digest = await sha256(path).catch(() => null);
  if (digest === null) return not('no-program');

  const looked = await sftp(host, ['cd AppData/Local/Temp'], signal);
  // the server was reached; it has no such folder
  const isPosix = looked.code === 1 && /no such file|not found/i.test(looked.said);
  if (looked.code !== 0 && !isPosix) return not('no-sftp', looked.said);
  const place = placeOn(isPosix ? 'posix' : 'windows', digest);
  const remove = async (): Promise<void> => {
    await sftp(host, [`-rm ${place.file}`, `-rmdir ${place.folder}`]);
  };

  const sent = await sftp(
    host,
    [
      `-mkdir ${place.folder}`,
      `-chmod 700 ${place.folder}`,
      `put ${quoted(path)} ${place.file}`,
      `-chmod 700 ${place.file}`,
    ],
    signal,
  );
  if (sent.code !== 0) {
    await remove();
    return not('not-sent', sent.said);
  }
  const counted = await ssh(host, place.hash, signal);
  // certutil of old Windows puts spaces between the bytes
  if (!counted.output.replace(/ /g, '').toLowerCase().includes(digest)) {
    await remove();
    return not('not-whole', counted.said);
  }
  return ok({ command: place.run, remove });
};
