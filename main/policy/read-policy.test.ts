import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noPolicy, openPolicy } from '#app/policy/policy.ts';
import { whyBroken } from '#app/policy/forbidden.ts';
import { faultWords } from '#app/words/faults.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { policyOfRegistry, readPolicy, registryPlace } from './read-policy.ts';

const isRoot = process.getuid?.() === 0;

const opened = () => {
  const folder = temporaryFolder();
  const path = join(folder, 'policy.json');
  return { folder, path, write: (text: string | Uint8Array) => writeFileSync(path, text, { mode: 0o644 }) };
};

describe('the file beside the program', () => {
  test('holds, where only its owner may write it', async () => {
    const { folder, path, write } = opened();
    write('{ "minimumEvidence": "stuck", "contact": "Helpdesk" }');
    expect(await readPolicy(folder)).toEqual({
      rules: { ...openPolicy, minimumEvidence: 'stuck', contact: 'Helpdesk' },
      source: { kind: 'file', place: path },
      set: ['minimumEvidence', 'contact'],
      problems: [],
    });
  });

  test('none: everything is allowed; a development checkout has none', async () => {
    const { folder, write } = opened();
    expect(await readPolicy(folder)).toEqual(noPolicy);
    write('{ "lookOnly": true }');
    expect(await readPolicy(null)).toEqual(noPolicy);
  });

  test('a byte order mark and an empty object are no problem', async () => {
    const { folder, write } = opened();
    write('\ufeff{}');
    expect(await readPolicy(folder)).toMatchObject({ rules: openPolicy, set: [], problems: [] });
  });

  const open = '{ "lookOnly": false }';
  test.each<[name: string, make: (it: ReturnType<typeof opened>) => void, kind: string]>([
    ['empty', ({ write }) => write(''), 'not-json'],
    ['cut short', ({ write }) => write('{ "lookOnly": tr'), 'not-json'],
    ['a list', ({ write }) => write('[]'), 'not-json'],
    ['null', ({ write }) => write('null'), 'not-json'],
    ['no UTF-8', ({ write }) => write(Uint8Array.of(0x7b, 0xff, 0x7d)), 'not-json'],
    ['UTF-16', ({ write }) => write(Buffer.from(`\ufeff${open}`, 'utf16le')), 'not-json'],
    ['an unknown rule', ({ write }) => write('{ "lookonly": true }'), 'unknown-field'],
    ['a bad value', ({ write }) => write('{ "overJob": "always" }'), 'bad-value'],
    [
      'huge',
      ({ write, path }) => {
        write(open);
        truncateSync(path, 1_000_000_000);
      },
      'too-large',
    ],
    [
      'a link to a file that may be trusted',
      ({ folder, path }) => {
        writeFileSync(join(folder, 'other.json'), open, { mode: 0o644 });
        symlinkSync('other.json', path);
      },
      'link',
    ],
    ['a link to nothing', ({ path }) => symlinkSync('nowhere', path), 'link'],
    ['a link to a device', ({ path }) => symlinkSync('/dev/zero', path), 'link'],
    ['a folder', ({ path }) => mkdirSync(path), 'not-a-file'],
    ['a pipe that nobody writes to', ({ path }) => void execFileSync('mkfifo', [path]), 'not-a-file'],
    [
      'writable by everybody',
      ({ write, path }) => {
        write(open);
        chmodSync(path, 0o666);
      },
      'writable-by-others',
    ],
    [
      'writable by a group',
      ({ write, path }) => {
        write(open);
        chmodSync(path, 0o664);
      },
      'writable-by-others',
    ],
    [
      'in a folder in which everybody may replace it',
      ({ write, folder }) => {
        write(open);
        chmodSync(folder, 0o777);
      },
      'folder-writable-by-others',
    ],
  ])('%s: Unjam only looks, and says why', { timeout: 5_000 }, async (_name, make, kind) => {
    const it = opened();
    make(it);
    const held = await readPolicy(it.folder);
    expect(held.problems).toMatchObject([{ kind }]);
    expect(held.rules.lookOnly).toBe(true);
    const broken = whyBroken(held);
    expect(broken).toMatchObject({ kind: 'policy-broken', place: it.path });
    if (broken !== null) expect(faultWords(broken).meaning).toContain(it.path);
  });

  test.runIf(isRoot)('of somebody else than root and the owner of the program', async () => {
    const { folder, path, write } = opened();
    write(open);
    chownSync(path, 65_534, 65_534);
    expect(await readPolicy(folder)).toMatchObject({ problems: [{ kind: 'foreign-owner' }] });
    chownSync(folder, 65_534, 65_534);
    expect((await readPolicy(folder)).problems).toEqual([]);
    // root may always
    chownSync(path, 0, 0);
    expect((await readPolicy(folder)).problems).toEqual([]);
  });

  test('where only owners may replace files, others may have theirs in the folder', async () => {
    const { folder, write } = opened();
    write(open);
    chmodSync(folder, 0o1777);
    expect((await readPolicy(folder)).problems).toEqual([]);
  });
});

describe('the values of the registry', () => {
  const [REG_SZ, REG_BINARY, REG_DWORD, REG_MULTI_SZ, REG_QWORD] = [1, 3, 4, 7, 11];

  test('each type as Group Policy writes it', () => {
    const held = policyOfRegistry([
      { name: 'LookOnly', type: REG_DWORD, data: 0 },
      { name: 'AllowedSteps', type: REG_MULTI_SZ, data: ['scan', 'destroy-socket'] },
      { name: 'OverJob', type: REG_SZ, data: 'never' },
      { name: 'eventlog', type: REG_DWORD, data: 1 },
      { name: 'AuditFolder', type: REG_SZ, data: '\\\\files\\unjam$' },
    ]);
    expect(held).toEqual({
      rules: {
        ...openPolicy,
        allowedSteps: ['scan', 'destroy-socket'],
        overJob: 'never',
        auditFolder: '\\\\files\\unjam$',
      },
      source: { kind: 'registry', place: registryPlace },
      set: ['lookOnly', 'allowedSteps', 'overJob', 'auditFolder', 'eventLog'],
      problems: [],
    });
  });

  test.each([
    [{ name: 'LookOnly', type: REG_DWORD, data: 2 }],
    [{ name: 'LookOnly', type: REG_SZ, data: '0' }],
    [{ name: 'LookOnly', type: REG_QWORD, data: null }],
    [{ name: 'Contact', type: REG_BINARY, data: null }],
    [{ name: 'Contact', type: REG_DWORD, data: 1 }],
    [{ name: 'AllowedSteps', type: REG_SZ, data: 'scan' }],
    [{ name: 'AllowedSteps', type: REG_MULTI_SZ, data: ['Scan'] }],
    [{ name: 'LookOnyl', type: REG_DWORD, data: 1 }],
    [{ name: '', type: REG_SZ, data: 'a default value' }],
  ])('%j: look only', (value) => {
    const held = policyOfRegistry([value]);
    expect(held.problems).toHaveLength(1);
    expect(held.rules.lookOnly).toBe(true);
  });
});
