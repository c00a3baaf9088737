import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import * as v from 'valibot';
import { AuditRecordSchema } from '#app/audit/record.ts';
import type { AuditRecord } from '#app/audit/record.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import { environment } from '#app/testing/arbitrary-state.ts';
import type { TrialSample } from '#app/trial/trial.ts';
import { createSimulator, createVirtualClock } from '#native';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import { auditPath, createAuditTrail } from '../audit/audit-trail.ts';
import { createServices } from '../services.ts';

export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'unjam-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export const auditRecords = (path: string): AuditRecord[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => v.parse(AuditRecordSchema, JSON.parse(line)));

/** Longest course of virtual time a test may take, in ms. */
const longestMs = 60_000;

/** The real services on a simulated office and a virtual clock; the audit trail is on a real disk. */
export const openBench = (scenario: ScenarioId, dataFolder = temporaryFolder()) => {
  const clock = createVirtualClock();
  const simulator = createSimulator({ scenario, clock });
  const path = auditPath(dataFolder, true);
  const trail = createAuditTrail(path);
  const deltas: NumberedDelta[] = [];
  const samples: TrialSample[] = [];
  let writing: Promise<unknown> | null = null;
  const services = createServices({
    driver: simulator,
    environment,
    clock,
    audit: {
      append: (record) => {
        const written = trail.append(record);
        writing = written;
        return written;
      },
    },
    dataFolder,
    program: 'window',
    publish: (delta) => deltas.push(delta),
    onTrialSample: (sample) => samples.push(sample),
  });

  /** Moves virtual time until the promise settles; it stands still while the disk is written. */
  const run = async <T>(promise: Promise<T>, mostMs = longestMs): Promise<T> => {
    const settled = { yet: false };
    const mark = (): void => {
      settled.yet = true;
    };
    promise.then(mark, mark);
    const limit = clock.now() + mostMs;
    for (await clock.settle(); !settled.yet && clock.now() < limit;) {
      if (writing === null) {
        await clock.advance(1);
      } else {
        const current: Promise<unknown> = writing;
        await current;
        if (writing === current) writing = null;
        await clock.settle();
      }
    }
    if (!settled.yet) throw new Error(`not settled after ${mostMs} ms of virtual time`);
    return promise;
  };

  onTestFinished(async () => {
    await run(services.close());
  });
  const audit = () => auditRecords(path);
  return { clock, run, simulator, services, deltas, samples, auditFile: path, audit };
};
