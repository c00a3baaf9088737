import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, runToEnd, test } from './fixtures/unjam.ts';

const monday = {
  scenario: 1,
  printers: [{ id: 'sim-monday', name: 'HP LaserJet 3055' }],
  programs: [{ name: 'ScanToPC.exe', pid: 4104, ended: true }],
  sockets: [{ printer: 'sim-monday', service: 'HP-SCAN', madeBy: 4104 }],
};

const written = (folder: string, scenario: object): string => {
  const file = path.join(folder, 'monday.json');
  writeFileSync(file, JSON.stringify(scenario));
  return file;
};

test('a scenario file is opened like a scenario, and says everywhere that it is a simulation', async ({
  start,
  dataFolder,
}) => {
  const { app, page, row, status, scan } = await start({ scenario: written(dataFolder, monday) });
  await expect(status).toContainText('Simulator (monday.json)');
  await expect(page.getByRole('complementary', { name: 'Simulation' })).toContainText('monday.json');
  expect(
    await (await app.browserWindow(page)).evaluate((window: { title: string }) => window.title),
  ).toContain('SIMULATION');
  await scan();
  await expect(row(/HP-SCAN/)).toBeVisible();
});

test('a scenario file that cannot be used ends with place and reason and exit code 2', async ({
  dataFolder,
}) => {
  const file = written(dataFolder, { ...monday, printers: [{ ...monday.printers[0], problemCode: 'ten' }] });
  const ended = await runToEnd(dataFolder, ['--simulate', file]);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('monday.json');
  expect(ended.stderr).toContain('printers[0].problemCode: must be a number, not "ten"');
});
