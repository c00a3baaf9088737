import { strict as assert } from 'node:assert';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { bindKernel32 } from '../windows/ffi/kernel32.ts';
import { loadKoffi } from '../windows/ffi/load-koffi.ts';
import { bindNtdll } from '../windows/ffi/ntdll.ts';
import { startElevated } from '../windows/start-elevated.ts';
import { windowsIdentity } from '../windows/windows-identity.ts';
import { openDevice } from '../windows/link/open-device.ts';
import type { RequestTrace } from '#app/requests/trace.ts';
import { expectDeadline } from './expectations.ts';
import type { Runner } from './harness.ts';
import { Stage } from './stage.ts';
import { actionCases } from './windows-actions.ts';
import { evidenceCases, evidenceNotInWine } from './windows-evidence.ts';
import type { WindowsBench } from './windows-bench.ts';
import { leftOverCases } from './windows-left-over.ts';
import { storm } from './windows-storm.ts';
import { watchArrivals } from './windows-watching.ts';
import type { WindowsHarness } from './windows-harness.ts';

/** Longer than a call's deadline and what its worker is given beyond it, so that the call has to end by itself. */
const blockMs = 4000;

type Case = (stage: Stage, bench: WindowsBench) => Promise<void>;

const cases: Readonly<Record<string, Case>> = {
  'discovery tells class, driver and interface of a device without opening it': async (stage, bench) => {
    const { devices } = await stage.value(bench.driver.discover(stage.options()));
    const device = devices.find(({ id }) => id === bench.deviceId);
    assert.equal(device?.setupClass, 'Dot4');
    assert.deepEqual(device.driver, { service: 'dot4test', provider: 'Unjam', version: '1.0.0.0' });
    assert.deepEqual(device.interfaces, [bench.devicePath]);
    assert.match(device.name, /^DOT4 test device/);
  },

  'a driver that does not return from a call: it is told, nothing waits, and it recovers': async (
    stage,
    bench,
  ) => {
    const link = await stage.open();
    const destroy = (deadlineMs: number) => link.destroySocket({ hostSocket: 200 }, { deadlineMs });
    const notAnswering = { kind: 'not-answering', deviceId: bench.deviceId };
    bench.blockOnce('DESTROY_SOCKET', blockMs);
    assert.deepEqual(await stage.fault(destroy(50)), notAnswering);
    // Not sent: it would act when nobody expects it any more.
    assert.deepEqual(await stage.fault(destroy(50)), notAnswering);
    await stage.until('the driver answers again', async () => {
      const fault = await stage.fault(destroy(10_000));
      return fault.kind === 'refused' && fault.ntstatus.name === 'STATUS_NOT_FOUND';
    });
  },

  'a request that waits behind a blocked one has its whole time once it is sent': async (stage, bench) => {
    const traces: RequestTrace[] = [];
    const link = await stage.open({ onRequest: (trace) => traces.push(trace) });
    const args = { hostSocket: await stage.socket(link, 'ECHO'), addActivity: false };
    const [blockedMs, answerWithinMs] = [500, 300];
    bench.blockOnce('DESTROY_SOCKET', blockedMs);
    const blocked = link.destroySocket({ hostSocket: 200 }, stage.options());
    const tooLate = link.waitForChannel(args, stage.options({ deadlineMs: 100, answerWithinMs }));
    const inTime = link.waitForChannel(args, stage.options({ answerWithinMs }));
    assert.equal((await stage.fault(blocked)).kind, 'refused');
    assert.equal((await stage.fault(tooLate)).kind, 'not-sent');
    const deadline = { request: 'WAIT_FOR_CHANNEL', deadlineMs: answerWithinMs, withdrawn: true } as const;
    await expectDeadline(stage, inTime, deadline);
    assert.ok((traces.at(-1)?.durationMs ?? 0) >= blockedMs + answerWithinMs - 50);
  },

  'a path that does not open is told by its status': async () => {
    const koffi = await loadKoffi();
    const refusalOf = (...paths: string[]): number | null => {
      const opened = openDevice(bindKernel32(koffi), bindNtdll(koffi), paths);
      return opened.ok ? null : opened.fault;
    };
    const missing = '\\\\?\\no#such#device';
    const windows = '\\\\?\\C:\\windows';
    assert.equal(refusalOf(), ntStatus('STATUS_OBJECT_NAME_NOT_FOUND').code);
    assert.equal(refusalOf(missing), ntStatus('STATUS_OBJECT_NAME_NOT_FOUND').code);
    assert.equal(refusalOf(`${windows}\\nowhere\\nothing`), ntStatus('STATUS_OBJECT_PATH_NOT_FOUND').code);
    // A refusal says more than a missing name, whichever comes first.
    assert.equal(refusalOf(missing, windows), refusalOf(windows, missing));
    assert.notEqual(refusalOf(windows), ntStatus('STATUS_OBJECT_NAME_NOT_FOUND').code);
  },

  'a process and this start of the system have names that stay': async () => {
    const [one, other] = [await windowsIdentity(), await windowsIdentity()];
    assert.match(one.boot ?? '', /^\d{17,}$/);
    assert.equal(other.boot, one.boot);
    assert.match(one.startOf(process.pid) ?? '', /^\d{17,}$/);
    assert.equal(other.startOf(process.pid), one.startOf(process.pid));
    assert.notEqual(one.startOf(process.pid), one.boot);
    assert.equal(one.startOf(0x7ffffffc), null);
  },

  'starting as administrator answers what Windows answered; Wine asks nobody': async () => {
    const missing = await startElevated('C:\\windows\\no such program.exe', []);
    assert.deepEqual(missing, { ok: false, fault: { kind: 'restart-refused', systemError: 2 } });
    assert.deepEqual(await startElevated('cmd.exe', ['/c', 'exit 0']), { ok: true, value: undefined });
  },
};

/** What only the Windows driver has: it is not part of the contract. */
export const describeWindowsOnly = (runner: Runner, harness: WindowsHarness): void => {
  const manyDevices: Readonly<Record<string, Case>> = {
    'arrival and removal are told within two seconds': (stage, bench) =>
      watchArrivals(stage, bench, harness.programs),
    'sixteen devices that misbehave at once hold nobody up': (stage, bench) =>
      storm(stage, bench, harness.programs),
  };
  runner.describe('Windows driver', () => {
    for (const [name, reason] of Object.entries(evidenceNotInWine))
      runner.it.skip(`${name} (skipped: ${reason})`, () => Promise.resolve());
    for (const [name, run] of Object.entries({
      ...cases,
      ...evidenceCases,
      ...actionCases,
      ...leftOverCases,
      ...manyDevices,
    })) {
      runner.it(name, async () => {
        const bench = await harness.start();
        try {
          const stage = new Stage(bench, harness.lacks);
          await run(stage, bench);
          await stage.leaveNothing();
        } finally {
          await bench.stop();
        }
      });
    }
  });
};
