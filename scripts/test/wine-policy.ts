import assert from 'node:assert/strict';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { product } from '../package/product.ts';
import type { Rig } from '../wine/rig.ts';
import { checksOf } from './checks.ts';
import { installUnjam } from './installed-unjam.ts';
import type { StageReport } from './stage.ts';

type Json = Readonly<Record<string, unknown>>;

const key = 'HKLM\\Software\\Policies\\Unjam';
const installed = 'HKLM\\Software\\Unjam';
const eventSource = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\Unjam';

/** The policy in the registry, as Group Policy writes it, and the event log, as far as Wine has one. */
export async function runPolicyUnderWine(rig: Rig, projectRoot: string): Promise<StageReport> {
  const { check, report } = checksOf('policy');
  const { unjam, start } = await installUnjam(rig, projectRoot, 'policy');
  const reg = async (...args: string[]): Promise<void> => {
    const { code, stdout, stderr } = await rig.runWindows('reg', args, { timeoutMs: 30_000 });
    assert.equal(code, 0, `reg ${args.join(' ')}\n${stdout}${stderr}`);
  };
  const set = (name: string, type: string, data: string, at = key): Promise<void> =>
    reg('add', at, '/v', name, '/t', type, '/d', data, '/f');
  const { path, instanceId } = rig.first;
  const { json: listed } = await unjam('devices');
  const deviceId = (listed['devices'] as { instanceId: string; id: string }[]).find(
    (device) => device.instanceId === instanceId,
  )?.id;

  await check('without the key everything is allowed', async () => {
    const { code, json } = await unjam('policy');
    assert.deepEqual([code, json['source'], json['set']], [0, null, []]);
  });

  await check('each type of value is read as it was set', async () => {
    await set('MinimumEvidence', 'REG_SZ', 'stuck');
    await set('AllowedSteps', 'REG_MULTI_SZ', 'scan\\0destroy-socket');
    await set('Simulator', 'REG_DWORD', '0');
    await set('contact', 'REG_SZ', 'Helpdesk ä, 4711');
    const { code, json } = await unjam('policy');
    assert.equal(code, 0, JSON.stringify(json));
    assert.deepEqual(json['source'], { kind: 'registry', place: key });
    const rules = json['rules'] as Json;
    assert.deepEqual(
      ['minimumEvidence', 'allowedSteps', 'simulator', 'contact', 'lookOnly'].map((name) => rules[name]),
      ['stuck', ['scan', 'destroy-socket'], false, 'Helpdesk ä, 4711', false],
    );
  });

  await check('what it forbids is refused with whom to ask, and the driver sees nothing', async () => {
    const before = await rig.driverState(path);
    const { code, json } = await unjam(`destroy --device ${deviceId} --socket 4 --yes --force`);
    const fault = json['fault'] as Json;
    assert.deepEqual(
      [code, fault['kind'], fault['rule'], fault['contact']],
      [10, 'policy-forbids', 'minimumEvidence', 'Helpdesk ä, 4711'],
    );
    const measured = await unjam(`calibrate --device ${deviceId} --yes`);
    assert.deepEqual([measured.code, (measured.json['fault'] as Json)['rule']], [10, 'allowedSteps']);
    assert.equal((await unjam('devices --simulate office')).code, 10);
    const after = await rig.driverState(path);
    assert.deepEqual(after.counters.received, before.counters.received);
  });

  for (const [name, type, data] of [
    ['Simulator', 'REG_SZ', '0'],
    ['Simulator', 'REG_DWORD', '2'],
    ['AuditFolder', 'REG_EXPAND_SZ', '%ProgramData%\\Unjam'],
    ['LookOnyl', 'REG_DWORD', '0'],
  ] as const)
    await check(`${name} ${type} ${data}: Unjam only looks, and names the value`, async () => {
      await reg('delete', key, '/f');
      await set('Contact', 'REG_SZ', 'Helpdesk');
      await set(name, type, data);
      const { code, json } = await unjam('policy');
      const fault = json['fault'] as { problems: Json[]; contact: unknown };
      assert.deepEqual([code, (json['rules'] as Json)['lookOnly'], fault.contact], [1, true, 'Helpdesk']);
      assert.equal(String(fault.problems[0]?.['what']).toLowerCase(), name.toLowerCase());
      const refused = await unjam(`calibrate --device ${deviceId} --yes`);
      assert.deepEqual([refused.code, (refused.json['fault'] as Json)['rule']], [10, 'broken']);
    });

  await check(
    'events go to the log where its source is registered and the policy has nothing against it',
    async () => {
      await reg('delete', key, '/f');
      assert.equal((await unjam('policy')).json['writesEvents'], false);
      await set('EventMessageFile', 'REG_EXPAND_SZ', '%SystemRoot%\\System32\\EventCreate.exe', eventSource);
      assert.equal((await unjam('policy')).json['writesEvents'], true);
      await set('EventLog', 'REG_DWORD', '0');
      assert.equal((await unjam('policy')).json['writesEvents'], false);
      await reg('delete', key, '/f');
    },
  );

  await check('a measurement is written as its two events, with the text of its records', async () => {
    const program = await start(`calibrate --device ${deviceId} --yes`, { WINEDEBUG: 'trace+eventlog' });
    const { code, stdout, stderr } = await program.exited;
    assert.equal(code, 0, stdout);
    // EVENTLOG_INFORMATION_TYPE, no category, 300 and 301
    const events = stderr.split('\n').filter((line) => /ReportEventW.*,0x0*4,0x0*,0x0*12[cd],/.test(line));
    assert.equal(events.length, 2, stderr.slice(0, 4_000));
    for (const text of ['A driver is about to be measured.', 'The driver was measured.'])
      assert.ok(stderr.includes(text), text);
  });

  await check(
    'settings roam, everything else is of the computer; files of an older Unjam are moved, and it is said',
    async () => {
      // Wine names the folders of the account itself, whatever the variables say
      const account = join(rig.prefix, 'drive_c', 'users', rig.user, 'AppData');
      const [roaming, local] = ['Roaming', 'Local'].map((name) => join(account, name, 'Unjam'));
      assert.ok(roaming && local);
      for (const folder of [roaming, local]) await rm(folder, { recursive: true, force: true });
      await mkdir(roaming, { recursive: true });
      await writeFile(join(roaming, 'settings.json'), '{"version":1}');
      await writeFile(join(roaming, 'unjam.log'), 'old\n');
      const program = await start(`calibrate --device ${deviceId} --yes`, { UNJAM_DATA_DIR: '' });
      const { code, stdout } = await program.exited;
      assert.equal(code, 0, stdout);
      const { notices } = JSON.parse(stdout) as { notices: Json[] };
      assert.deepEqual(notices[0]?.['kind'], 'data-taken-over');
      assert.deepEqual(await readdir(roaming), ['settings.json']);
      const names = (await readdir(local)).filter((name) => !name.endsWith('.lock')).sort();
      assert.deepEqual(names, ['audit.jsonl', 'own-sockets', 'profiles.json', 'unjam.log']);
    },
  );

  await check(
    'one trail for all users lies in the folder that the computer names, made append-only',
    async () => {
      await set('SharedTrail', 'REG_DWORD', '1');
      const measured = await unjam(`calibrate --device ${deviceId} --yes`);
      assert.equal(measured.code, 0, JSON.stringify(measured.json));
      assert.equal(measured.json['audit'], 'C:\\ProgramData\\Unjam\\audit.jsonl');
      const { json } = await unjam('audit');
      assert.equal((json['owner'] as Json)['user'], null);
      assert.equal((json['entries'] as unknown[]).length, 1);
      await reg('delete', key, '/f');
    },
  );

  await check('an older copy says that a newer version is installed, unless the policy says no', async () => {
    const kinds = async (): Promise<unknown[]> => {
      const { code, json } = await unjam('devices');
      assert.equal(code, 0, JSON.stringify(json));
      return (json['notices'] as Json[]).map(({ kind }) => kind);
    };
    await set('InstallDir', 'REG_SZ', 'C:\\Program Files\\Unjam\\', installed);
    await set('Version', 'REG_SZ', product.version, installed);
    assert.deepEqual(await kinds(), []);
    await set('Version', 'REG_SZ', '255.0.0', installed);
    assert.deepEqual(await kinds(), ['newer-version']);
    await set('UpdateNotice', 'REG_DWORD', '0');
    assert.deepEqual(await kinds(), []);
    for (const one of [key, installed]) await reg('delete', one, '/f');
  });

  await check('in a folder of the policy each computer has its own file', async () => {
    const folder = join(rig.scratchFolder, 'policy', 'trails');
    await set('AuditFolder', 'REG_SZ', rig.windowsPath(folder));
    const measured = await unjam(`calibrate --device ${deviceId} --yes`);
    assert.equal(measured.code, 0, JSON.stringify(measured.json));
    const [name, ...others] = (await readdir(folder)).filter((one) => !one.endsWith('.lock'));
    assert.match(String(name), /^audit-[\w.-]+\.jsonl$/);
    assert.deepEqual(others, []);
    await reg('delete', key, '/f');
  });

  return report;
}
