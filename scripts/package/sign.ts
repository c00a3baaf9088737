import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../wine/run-command.ts';
import { product } from './product.ts';

const timeoutMs = 120_000;

type Variables = Readonly<Record<string, string | undefined>>;

/** What osslsigncode is given to sign with, but for the password; null: nothing to sign with. */
export const signer = (env: Variables = process.env): string[] | null => {
  const { UNJAM_SIGN_PKCS12: file, UNJAM_SIGN_PKCS11_MODULE: module } = env;
  const { UNJAM_SIGN_KEY: key, UNJAM_SIGN_CERTIFICATE: certificate } = env;
  if (file) return ['-pkcs12', file];
  if (!module && !key && !certificate) return null;
  if (!key || !certificate) throw new Error('UNJAM_SIGN_KEY and UNJAM_SIGN_CERTIFICATE go together');
  // with a module both are names of things on a token: pkcs11:…
  return module
    ? ['-pkcs11module', module, '-pkcs11cert', certificate, '-key', key]
    : ['-certs', certificate, '-key', key];
};

/** Signs a program, a library or an installer in its place; false: there is nothing to sign with. */
export async function sign(file: string, env: Variables = process.env): Promise<boolean> {
  const identity = signer(env);
  if (identity === null) return false;
  const folder = await mkdtemp(join(tmpdir(), 'unjam-sign-'));
  try {
    const signed = join(folder, 'signed');
    const { UNJAM_SIGN_PASSWORD: password, UNJAM_SIGN_TIMESTAMP: timestamp } = env;
    const passwordFile = join(folder, 'password');
    // every user of the machine can read a command line
    if (password !== undefined) await writeFile(passwordFile, password, { mode: 0o600 });
    await runCommand(
      'osslsigncode',
      [
        'sign',
        ...identity,
        ...(password === undefined ? [] : ['-readpass', passwordFile]),
        ...(timestamp ? ['-ts', timestamp] : []),
        ...(file.endsWith('.msi') ? ['-add-msi-dse'] : []),
        ...['-h', 'sha256', '-n', product.name, '-in', file, '-out', signed],
      ],
      { timeoutMs },
    );
    await runCommand('cp', [signed, `${file}.signed`], { timeoutMs });
    await rename(`${file}.signed`, file);
    return true;
  } finally {
    await rm(folder, { recursive: true });
  }
}
