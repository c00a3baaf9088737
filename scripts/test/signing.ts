import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildInstaller } from '../package/installer.ts';
import { names } from '../package/make.ts';
import { sign } from '../package/sign.ts';
import { projectRoot } from '../project-root.ts';
import { runCommand } from '../run-command.ts';
import { windowsNode } from '../wine/windows-node.ts';
import { checksOf } from './checks.ts';
import type { StageReport } from './stage.ts';

const programs = Object.values(names.program);

/** Signing with a root that is thrown away: what is signed verifies, and only that. */
export async function checkSigning(dist: string): Promise<StageReport> {
  const { report, check } = checksOf('signing');
  const folder = await mkdtemp(join(tmpdir(), 'unjam-signing-'));
  const at = (name: string): string => join(folder, name);
  const openssl = async (...args: string[]): Promise<void> => {
    const ran = await runCommand('openssl', args, { cwd: folder, timeoutMs: 60_000 });
    assert.ok(ran.ok, ran.stderr);
  };
  const root = (name: string) =>
    openssl(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
      ...['-keyout', `${name}.key`, '-out', `${name}.pem`],
    );
  const verifies = async (file: string, name: string): Promise<boolean> => {
    const args = ['verify', '-CAfile', at(`${name}.pem`), '-in', at(file)];
    return (await runCommand('osslsigncode', args, { timeoutMs: 60_000 })).ok;
  };

  try {
    await root('own');
    await root('other');
    await writeFile(at('extensions'), 'extendedKeyUsage=codeSigning\nkeyUsage=digitalSignature\n');
    await openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=maker',
      '-keyout',
      'maker.key',
      '-out',
      'maker.csr',
    );
    await openssl(
      ...[
        'x509',
        '-req',
        '-in',
        'maker.csr',
        '-CA',
        'own.pem',
        '-CAkey',
        'own.key',
        '-CAcreateserial',
        '-days',
        '2',
      ],
      ...['-extfile', 'extensions', '-out', 'maker.pem'],
    );
    await openssl(
      ...['pkcs12', '-export', '-inkey', 'maker.key', '-in', 'maker.pem', '-certfile', 'own.pem'],
      ...['-passout', 'pass:secret', '-out', 'maker.p12'],
    );
    const { koffiLibrary } = await windowsNode();
    for (const name of programs) await copyFile(join(dist, name), at(name));
    await copyFile(koffiLibrary, at('koffi.node'));
    await buildInstaller({
      files: [{ feature: 'CommandLine', source: join(projectRoot, 'LICENSE'), target: 'LICENSE.txt' }],
      icon: koffiLibrary,
      output: at('unjam.msi'),
      builtAt: 1_800_000_000,
    });
    const identity = { UNJAM_SIGN_PKCS12: at('maker.p12'), UNJAM_SIGN_PASSWORD: 'secret' };

    for (const name of [...programs, 'koffi.node', 'unjam.msi']) {
      await check(
        `${name}: signed it verifies; not under another root, and not with a byte changed`,
        async () => {
          assert.equal(await verifies(name, 'own'), false, 'unsigned');
          assert.equal(await sign(at(name), identity), true);
          assert.equal(await verifies(name, 'own'), true);
          assert.equal(await verifies(name, 'other'), false);
          const bytes = await readFile(at(name));
          const middle = bytes.length >> 1;
          bytes[middle] = (bytes[middle] ?? 0) ^ 1;
          await writeFile(at(`changed-${name}`), bytes);
          assert.equal(await verifies(`changed-${name}`, 'own'), false);
        },
      );
    }

    await check('a key and a certificate of their own do as well', async () => {
      await copyFile(koffiLibrary, at('again.node'));
      const pair = { UNJAM_SIGN_KEY: at('maker.key'), UNJAM_SIGN_CERTIFICATE: at('maker.pem') };
      assert.equal(await sign(at('again.node'), pair), true);
      assert.equal(await verifies('again.node', 'own'), true);
    });

    await check('with nothing to sign with the file stays as it is', async () => {
      const before = await readFile(at('changed-koffi.node'));
      assert.equal(await sign(at('changed-koffi.node'), {}), false);
      assert.deepEqual(await readFile(at('changed-koffi.node')), before);
    });

    await check('half an identity, and a wrong password, are errors', async () => {
      await assert.rejects(sign(at('koffi.node'), { UNJAM_SIGN_KEY: 'key.pem' }));
      await assert.rejects(sign(at('koffi.node'), { ...identity, UNJAM_SIGN_PASSWORD: 'wrong' }));
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  return report;
}
