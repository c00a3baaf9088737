import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { buildCli, onWindows, unjam } from '../testing/cli.ts';

buildCli();

test.each([
  ['--simulate held --format nagios', 2, 'CRITICAL'],
  ['--simulate office --format nagios', 1, 'WARNING'],
  ['--simulate office --device sim-3055 --format nagios', 0, 'OK'],
  ['--simulate access-denied --format nagios', 3, 'UNKNOWN'],
  ['--simulate no-driver --format=nagios', 3, 'UNKNOWN'],
  ['--simulate nowhere --format nagios', 3, 'UNKNOWN'],
  ['--format nagios --no-such-option', 3, 'UNKNOWN'],
  ['--format nagios --json', 3, 'UNKNOWN'],
])('unjam check %s → %i %s: one line, and the exit codes of the plugin API', async (args, code, state) => {
  const ended = await unjam(`check ${args}`, temporaryFolder());
  expect(ended.code).toBe(code);
  expect(ended.stdout).toMatch(new RegExp(`^UNJAM ${state} - [^|\\n]+ \\| stuck=[^|\\n]+\\n$`));
});

test('prometheus: to a file, whole, in the place of the one before; the exit code is that of check', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'unjam.prom');
  writeFileSync(file, 'of yesterday');
  const ended = await unjam(`check --simulate held --format prometheus --output ${file}`, temporaryFolder());
  expect([ended.code, ended.stdout, ended.stderr]).toEqual([6, '', '']);
  expect(readFileSync(file, 'utf8')).toMatch(/^# HELP unjam_info [^]*\nunjam_check_exit_code 6\n/);
  expect(readdirSync(folder)).toEqual(['unjam.prom']);
  const printed = await unjam('check --simulate held --format prometheus', temporaryFolder());
  const withoutTime = (text: string): string => text.replace(/^unjam_check_timestamp_seconds .*$/m, '');
  expect(withoutTime(printed.stdout)).toBe(withoutTime(readFileSync(file, 'utf8')));
});

test('prometheus: a check that fails leaves nothing old in the file', async () => {
  const file = join(temporaryFolder(), 'unjam.prom');
  writeFileSync(file, 'of yesterday');
  const ended = await unjam(
    `check --simulate no-driver --format prometheus --output ${file}`,
    temporaryFolder(),
  );
  expect(ended.code).toBe(3);
  expect(ended.stderr).toContain('No DOT4 driver package');
  expect(readFileSync(file, 'utf8')).toMatch(/\nunjam_check_exit_code 3\n[^]*\nunjam_printers 0\n$/);
});

test.each([
  ['--format xml', 2],
  ['--output a.prom', 2],
  ['--format prometheus --json', 2],
  ['--format prometheus --output=', 2],
])('unjam check --simulate office %s → %i', async (args, code) => {
  expect((await unjam(`check --simulate office ${args}`, temporaryFolder())).code).toBe(code);
});

test('prometheus: a file that cannot be written is a fault', async () => {
  if (onWindows) return;
  const ended = await unjam(
    'check --simulate office --format prometheus --output /nowhere/a',
    temporaryFolder(),
  );
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('/nowhere/a');
});
