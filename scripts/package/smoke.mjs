// `node scripts/package/smoke.mjs DIST`, on Windows as administrator: installs the MSI as a deployment tool does, runs
// what it installed, and removes it again. Plain Node: the test stage runs the same file under Wine.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [dist = 'dist'] = process.argv.slice(2);
const name = readdirSync(dist).find((entry) => /^unjam-.*-x64\.msi$/.test(entry));
assert.ok(name, `no MSI in ${dist}`);
const [, version] = /^unjam-(.*)-x64\.msi$/.exec(name);
const msi = resolve(dist, name);
const work = mkdtempSync(join(tmpdir(), 'unjam-smoke-'));

/** Through a file: what a pipe would do under Wine is not what is tested. */
const run = (program, ...args) => {
  const output = join(work, 'output');
  const file = openSync(output, 'w');
  const ended = spawnSync(program, args, { stdio: ['ignore', file, 'inherit'] });
  closeSync(file);
  return { code: ended.status, stdout: readFileSync(output, 'utf8') };
};
const msiexec = (...args) => {
  const { code } = run('msiexec', ...args, '/qn', '/norestart');
  assert.equal(code, 0, `msiexec ${args.join(' ')} ended with ${code}`);
};

try {
  msiexec('/i', msi);
  const path = run(
    'reg',
    'query',
    'HKLM\\System\\CurrentControlSet\\Control\\Session Manager\\Environment',
    '/v',
    'PATH',
  );
  const folder = path.stdout
    .split(';')
    .map((entry) => entry.trim())
    .find((entry) => existsSync(join(entry, 'unjam.exe')));
  assert.ok(folder, `unjam is not in PATH: ${path.stdout}`);
  const program = join(folder, 'unjam.exe');
  assert.deepEqual(run(program, '--version'), { code: 0, stdout: `${version}\n` });
  const { code, stdout } = run(program, 'devices', '--simulate', 'office', '--json');
  assert.equal(code, 0);
  assert.equal(JSON.parse(stdout).devices.length, 3);
  msiexec('/x', msi);
  assert.equal(existsSync(program), false, `${program} is still there`);
  console.log(`${name}: installed, run and removed`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
