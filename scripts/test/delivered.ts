import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { names, type Made } from '../package/make.ts';
import { projectRoot } from '../project-root.ts';
import { windowsNode, type WindowsArch } from '../wine/windows-node.ts';
import { checksOf } from './checks.ts';
import type { StageReport } from './stage.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The packages whose code is in the bundle of unjam.exe, by the files that were put together. */
async function packagesInBundle(): Promise<string[]> {
  const outDir = await mkdtemp(join(tmpdir(), 'unjam-bundle-'));
  try {
    const built = await build({
      configFile: join(projectRoot, 'vite.one-file.config.ts'),
      root: projectRoot,
      logLevel: 'error',
      build: { outDir },
    });
    if (!('output' in built)) throw new Error('the bundle is not one');
    const files = built.output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    const names = files.map(
      (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(file)?.[1],
    );
    return [...new Set(names.filter((name) => name !== undefined))].sort();
  } finally {
    await rm(outDir, { recursive: true });
  }
}

/** The papers of a release: sums, parts, licences, manifests. */
export async function checkDelivered(dist: string, made: Made, releaseUrl: string): Promise<StageReport> {
  const { report, check } = checksOf('delivered');
  const text = (name: string): Promise<string> => readFile(join(dist, name), 'utf8');
  const componentsOf = async (arch: WindowsArch): Promise<{ name: string; version: string }[]> => {
    const bill = JSON.parse(await text(names.bill[arch])) as {
      components: Awaited<ReturnType<typeof componentsOf>>;
    };
    return bill.components;
  };

  await check('each file has its sum, and nothing else lies there', async () => {
    const sums = (await text('SHA256SUMS'))
      .trim()
      .split('\n')
      .map((line) => line.split('  '));
    for (const [sum, name = ''] of sums) assert.equal(sha256(await readFile(join(dist, name))), sum, name);
    const entries = await readdir(dist, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1));
    assert.deepEqual(files.sort(), [...sums.map(([, name]) => name), 'SHA256SUMS'].sort());
    assert.deepEqual(files.sort(), [...made.files].sort());
  });

  for (const arch of ['x64', 'arm64'] as const) {
    await check(`the bill for ${arch} names what is in the bundle, and Node and koffi`, async () => {
      const components = await componentsOf(arch);
      const named = components.map(({ name }) => name);
      const inside = [...(await packagesInBundle()), 'koffi', 'node'];
      assert.deepEqual(
        inside.filter((name) => !named.includes(name)),
        [],
      );
      if (!made.files.includes(names.zip[arch])) assert.deepEqual(named, inside.sort());
      // Node says its version in its own code
      const node = components.find(({ name }) => name === 'node');
      assert.equal(node?.version, (await windowsNode(arch)).version);
      const program = await readFile(join(dist, names.program[arch]));
      assert.ok(program.includes(`node.js/v${node.version}`));
    });
  }

  await check('there is a licence text for each part', async () => {
    const licences = await text('THIRD-PARTY-LICENCES.txt');
    for (const { name, version } of [...(await componentsOf('x64')), ...(await componentsOf('arm64'))]) {
      assert.ok(licences.includes(`${name} ${version}`), name);
    }
    assert.ok(licences.includes('OpenSSL'), 'Node’s text names what is in Node');
  });

  await check('the winget manifests name the installer, its sum and its product code', async () => {
    const manifest = await text('winget/Unjam.Unjam.installer.yaml');
    assert.ok(manifest.includes(`InstallerUrl: "${releaseUrl}/${names.installer}"`));
    assert.ok(manifest.includes(sha256(await readFile(join(dist, names.installer))).toUpperCase()));
    assert.match(manifest, /ProductCode: "\{[0-9A-F-]{36}\}"/);
  });

  await check('unsigned is said', () => Promise.resolve(assert.equal(made.signed, false)));
  for (const words of [...made.missing, ...made.neverRun]) {
    report.skipped.push({ title: `delivered › ${words.split(':')[0]}`, reason: words });
  }
  return report;
}
