import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { buildCli, json, onWindows, unjam } from '../testing/cli.ts';

buildCli();

/** What the commands print now, saved as a script would. */
const resultsOf = async (commands: Readonly<Record<string, string>>): Promise<string> => {
  const folder = temporaryFolder();
  const data = temporaryFolder();
  for (const [name, command] of Object.entries(commands))
    writeFileSync(join(folder, name), (await unjam(command, data)).stdout);
  return folder;
};

test(
  'it joins what the other commands print: check, list, fix, audit, policy, devices and faults',
  { timeout: 60_000 },
  async () => {
    const folder = await resultsOf({
      'check.json': 'check --simulate held --json',
      'list.json': 'list --simulate office --scan --json',
      'fix.json': 'fix --simulate held --steps stop-program --yes --json',
      'audit.json': 'audit --simulated --json',
      'policy.json': 'policy --json',
      'devices.json': 'devices --simulate office --json',
      'fault.json': 'check --simulate no-driver --json',
    });
    writeFileSync(join(folder, 'other.json'), '{}');
    const ended = await unjam(`report ${folder} --json`, temporaryFolder());
    expect(ended.code).toBe(0);
    const report = json(ended)['report'] as unknown as Record<string, never>;
    expect(report).toMatchObject({
      ...{ results: 7, unnamed: 0 },
      leftOut: { count: 1, files: [{ because: 'foreign' }] },
      steps: [{ step: 'stop-program', helped: 1 }],
      programs: [{ name: 'ScanToPC.exe', printers: 1 }],
    });
    expect(report['printers']).toContainEqual(
      expect.objectContaining({
        ...{ deviceId: 'sim-held-m2727nf', state: 'stuck', helped: ['stop-program'] },
        ...{ simulated: true, driver: 'Unjam simulated', looks: 2 },
      }),
    );
    expect(report['computers']).toHaveLength(1);

    const asText = await unjam(`report ${folder}`, temporaryFolder());
    expect(asText.stdout).toMatch(/^7 results from 1 computer with/);
    expect(asText.stdout).toContain('nothing in them is real');
    expect(asText.stderr).toContain('other.json is no result of Unjam.');
    const asCsv = await unjam(`report ${folder} --csv --csv-separator semicolon`, temporaryFolder());
    const [header, ...rows] = asCsv.stdout.trimEnd().split('\r\n');
    expect(header).toMatch(/^Computer;Printer;State;/);
    expect(rows).toHaveLength((report['printers'] as unknown as unknown[]).length);
  },
);

test('the page is saved whole, in the place of the one before', { timeout: 60_000 }, async () => {
  const folder = await resultsOf({ 'PC.json': 'check --simulate office --json' });
  const pages = temporaryFolder();
  const page = join(pages, 'report.html');
  writeFileSync(page, 'the one of yesterday');
  const ended = await unjam(`report ${folder} --html ${page}`, temporaryFolder());
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  expect(ended.stdout).toContain(page);
  expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
  expect(readdirSync(pages)).toEqual(['report.html']);
  if (onWindows) return;
  const refused = await unjam(`report ${folder} --html ${pages}`, temporaryFolder());
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(pages);
});

test.each<[what: string, args: string, code: number, kind: string]>([
  ['nothing that can be read', 'report /nowhere --json', 1, 'no-results'],
  ['no results named', 'report --json', 2, 'usage'],
  ['two forms at once', 'report /nowhere --csv --json', 2, 'usage'],
  ['a page without a name', 'report /nowhere --html= --json', 2, 'usage'],
  ['an option of another command', 'report /nowhere --last 5 --json', 2, 'usage'],
])('%s: unjam %s → %i %s', async (_what, args, code, kind) => {
  const ended = await unjam(args, temporaryFolder());
  expect(ended.code).toBe(code);
  expect(json(ended)).toMatchObject({ fault: { kind } });
});

test('a name that steers a terminal is shown as such', { timeout: 30_000 }, async () => {
  const folder = temporaryFolder();
  const verdict = {
    ...{ kind: 'nothing-found', deviceId: 'a', printer: '=1+1\n\u001b[2J', at: '2026-11-03T09:00:00.000Z' },
    ...{ message: '', explanation: null, others: [] },
  };
  const result = { schema: 1, computer: 'PC\u202e', simulated: false };
  writeFileSync(join(folder, 'a.json'), JSON.stringify({ ...result, verdicts: [verdict] }));
  const { stdout } = await unjam(`report ${folder} --csv`, temporaryFolder());
  expect(stdout.split('\r\n')[1]).toMatch(/^"PC\\u202e","'=1\+1\\n\\u001b\[2J","nothing found",/);
});
