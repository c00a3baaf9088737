import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { nothingElse, type Action } from '#app/remedy/action.ts';
import type { Stage } from './stage.ts';
import type { WindowsBench } from './windows-bench.ts';

type Case = (stage: Stage, bench: WindowsBench) => Promise<void>;

/** Time enough for a machine that is busy with other things. */
const limit = { deadlineMs: 20_000 };

/** A program of ours that holds the device, as a look at the processes names it. */
const seenHolder = async (stage: Stage): Promise<Extract<Action, { kind: 'stop-program' }>> => {
  const { observations } = await stage.sight(limit);
  for (const { evidence } of observations) {
    if (evidence.kind !== 'process' || evidence.process.endedAt !== null) continue;
    const { pid, name, startedAt } = evidence.process;
    assert.ok(startedAt, 'the time of its start is told');
    return { kind: 'stop-program', pid, name, startedAt };
  }
  return assert.fail('no holder is seen');
};

const spoolerNow = async (stage: Stage) => {
  const { observations } = await stage.sight(limit);
  for (const { evidence } of observations) {
    if (evidence.kind === 'service' && evidence.service.name === 'Spooler') return evidence.service;
  }
  return assert.fail('no spooler is seen');
};

/** The actions of the remedy ladder, as far as Wine has them: no print jobs, and no restart of a device node. */
export const actionCases: Readonly<Record<string, Case>> = {
  'the program that holds the device is ended, its handle with it': async (stage, bench) => {
    const before = await bench.truth();
    const holder = await bench.otherProgramHolds('hpscan-test.exe');
    try {
      const action = await seenHolder(stage);
      assert.equal(action.pid, holder.pid);
      assert.deepEqual(await stage.value(bench.driver.act(bench.deviceId, action, limit)), nothingElse);
      assert.equal((await bench.truth()).openHandles, before.openHandles);
      const again = await stage.fault(bench.driver.act(bench.deviceId, action, limit));
      assert.equal(again.kind, 'target-gone');
    } finally {
      await holder.end();
    }
  },

  'a program is not ended for another one: by name, by the time of its start, by its rank': async (
    stage,
    bench,
  ) => {
    const holder = await bench.otherProgramHolds('hpscan-test.exe');
    try {
      const action = await seenHolder(stage);
      const kindOf = async (differs: Partial<typeof action>): Promise<string> =>
        (await stage.fault(bench.driver.act(bench.deviceId, { ...action, ...differs }, limit))).kind;
      assert.equal(await kindOf({ name: 'naps2.exe' }), 'target-changed');
      assert.equal(await kindOf({ startedAt: '1' }), 'target-changed');
      assert.equal(await kindOf({ pid: 4 }), 'target-gone');
      assert.equal((await seenHolder(stage)).pid, holder.pid, 'it runs on');
    } finally {
      await holder.end();
    }
  },

  'a service of printers is stopped and started again by the service control manager': async (
    stage,
    bench,
  ) => {
    // Wine starts it on demand only.
    await once(spawn('net', ['start', 'Spooler'], { stdio: 'ignore' }), 'exit');
    const before = await spoolerNow(stage);
    assert.equal(before.state, 'running');
    const action: Action = { kind: 'restart-service', name: 'Spooler', pid: before.pid ?? 0 };
    const done = await stage.value(bench.driver.act(bench.deviceId, action, limit));
    const after = await spoolerNow(stage);
    assert.equal(after.state, 'running');
    assert.deepEqual(done, { ...nothingElse, running: [{ name: 'Spooler', pid: after.pid }] });
    const another: Action = { kind: 'restart-service', name: 'Spooler', pid: 1 };
    assert.equal(
      (await stage.fault(bench.driver.act(bench.deviceId, another, limit))).kind,
      'target-changed',
    );
  },

  'a job of a queue that is not there is told as gone': async (stage, bench) => {
    const action: Action = {
      kind: 'cancel-job',
      queue: 'No such queue',
      jobId: 1,
      document: null,
      user: null,
    };
    assert.equal((await stage.fault(bench.driver.act(bench.deviceId, action, limit))).kind, 'target-gone');
  },

  'a restart of the device that the system refuses is told with its call, and nothing happened to the device':
    async (stage, bench) => {
      // Wine refuses each of them: its SetupDiSetClassInstallParams is a stub.
      const { devices } = await stage.value(bench.driver.discover(stage.options()));
      const { instanceId } = devices.find(({ id }) => id === bench.deviceId) ?? assert.fail('it is gone');
      const hostSockets = await bench.otherProgramLeaks(['HP-SCAN'], { openChannels: false });
      const act = (id: string) =>
        stage.fault(bench.driver.act(bench.deviceId, { kind: 'restart-device', instanceId: id }, limit));
      const fault = await act(instanceId);
      assert.equal(fault.kind, 'action-failed');
      assert.equal(fault.call, 'SetupDiSetClassInstallParamsW');
      assert.deepEqual((await bench.truth()).hostSockets, hostSockets);
      const link = await stage.open();
      for (const hostSocket of hostSockets)
        await stage.value(link.destroySocket({ hostSocket }, stage.options()));
      assert.equal((await act('ROOT\\NOBODY\\0000')).kind, 'target-gone');
    },

  'an action that is late ends with its process, and how far it came is not claimed': async (
    stage,
    bench,
  ) => {
    const action: Action = { kind: 'stop-program', pid: 0x7ffffffc, name: 'x.exe', startedAt: '1' };
    const fault = await stage.fault(bench.driver.act(bench.deviceId, action, { deadlineMs: 1 }));
    assert.equal(fault.kind, 'action-late');
  },
};
