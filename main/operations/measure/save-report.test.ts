import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { FieldReportSchema } from '#app/calibration/field-report.ts';
import { openBench, temporaryFolder } from '../../testing/bench.ts';
import { saveReport } from './save-report.ts';

const mfp = 'sim-m1522nf';

const measured = async () => {
  const { run, services, measure } = openBench('office');
  await run(services.devices.refresh());
  const calibrated = await measure(mfp);
  return {
    operations: services.session.state.operations,
    report: calibrated.ok ? calibrated.value.report : null,
  };
};

test('the report of the last measurement goes whole to where the person says, over what was there', async () => {
  const { operations, report } = await measured();
  const path = join(temporaryFolder(), 'report.json');
  writeFileSync(path, 'old');
  const asked: string[] = [];
  const saved = await saveReport(operations, mfp, (name, extension) => {
    asked.push(`${name}.${extension}`);
    return Promise.resolve(path);
  });
  expect(saved).toEqual({ ok: true, value: path });
  expect(asked).toEqual(['unjam-driver-simulated.json']);
  const text = readFileSync(path, 'utf8');
  expect(v.parse(FieldReportSchema, JSON.parse(text))).toEqual(report);
  expect(text).not.toMatch(/M1522|LaserJet|SIMULATED\\/i);
  expect(readdirSync(join(path, '..'))).toEqual(['report.json']);
});

test('nothing is written where the person leaves the question, or where nothing was measured', async () => {
  const { operations } = await measured();
  const nowhere = join(temporaryFolder(), 'report.json');
  expect(await saveReport(operations, mfp, () => Promise.resolve(null))).toEqual({ ok: true, value: null });
  expect(await saveReport({}, mfp, () => Promise.resolve(nowhere))).toMatchObject({
    fault: { kind: 'no-report' },
  });
  expect(existsSync(nowhere)).toBe(false);
});

test('a place that cannot be written is a fault with its name', async () => {
  const { operations } = await measured();
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const path = join(file, 'report.json');
  expect(await saveReport(operations, mfp, () => Promise.resolve(path))).toMatchObject({
    fault: { kind: 'file-unwritable', path },
  });
});
