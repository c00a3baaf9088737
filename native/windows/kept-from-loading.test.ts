import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { faultWords } from '#app/words/faults.ts';
import { createWindowsDriver } from './driver.ts';
import { runEvidenceProcess } from './evidence/evidence-process.ts';
import type { EvidenceProcess } from './evidence/ask-evidence.ts';
import { runOtherProcessTask } from './other-process.ts';
import { startElevated } from './start-elevated.ts';
import { endProcess } from './end-process.ts';

// The libraries of Windows are missing on another system: the same throw at the same place as a blocked one.

const limits = { deadlineMs: 20_000 };
const fault = { kind: 'library-not-loaded', file: expect.stringMatching(/\.dll$/) as string };

/** The real worker, in a thread of its own. */
const spawnWorker = (workerData: unknown): Worker => {
  const [tsx, worker] = [import.meta.resolve('tsx/esm/api'), new URL('worker.ts', import.meta.url).href];
  const code = `
    import(${JSON.stringify(tsx)})
      .then(({ register }) => register())
      .then(() => import(${JSON.stringify(worker)}))
      .then(({ runWindowsWorker }) => runWindowsWorker());`;
  return new Worker(code, { eval: true, workerData });
};

/** The real evidence process, in this one. */
const spawnEvidence = (): EvidenceProcess => {
  let toParent: (message: unknown) => void = () => undefined;
  let toChild: (message: unknown) => void = () => undefined;
  void runEvidenceProcess({
    send: (message) => toParent(message),
    onMessage: (listen) => (toChild = listen),
  });
  return {
    post: (message) => toChild(message),
    onMessage: (listen) => (toParent = listen),
    onEnd: () => undefined,
    kill: () => undefined,
  };
};

test.skipIf(process.platform === 'win32')(
  'a driver whose libraries are kept from loading answers one fault that names the file; evidence is missing only',
  async () => {
    const driver = createWindowsDriver({
      spawnWorker,
      spawnEvidence,
      startOtherProcess: () => Promise.resolve(null),
    });
    onTestFinished(() => driver.close());
    const found = await driver.discover(limits);
    expect(found).toMatchObject({ ok: false, fault });
    expect(await driver.look(limits)).toMatchObject({ ok: false, fault });
    expect(await driver.open('d', limits)).toMatchObject({ ok: false, fault });
    expect(await driver.isElevated(limits)).toBeNull();
    const restart = { kind: 'restart-device', instanceId: 'DOT4\\A' } as const;
    expect(await driver.act('d', restart, limits)).toMatchObject({ ok: false, fault });
    if (found.ok) throw new Error('it found something');
    expect(faultWords(found.fault).meaning).toMatch(/\.dll could not be loaded \(.+\)/);
  },
  60_000,
);

test.skipIf(process.platform === 'win32')(
  'so do a second process and a start as administrator, and the end of the program needs no library',
  async () => {
    const task = { deviceId: 'd', openPaths: [], hostSocket: 4, shape: null, deadlineMs: 1_000 };
    expect(await runOtherProcessTask(task, spawnWorker)).toMatchObject({ ok: false, fault });
    expect(await startElevated('unjam.exe', [])).toMatchObject({ ok: false, fault });
    await endProcess(0);
  },
);
