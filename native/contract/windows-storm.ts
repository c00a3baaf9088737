import { strict as assert } from 'node:assert';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { DeviceLink } from '../port.ts';
import { controlCodes } from '../wire/codes.ts';
import { deviceIdOf } from '../windows/discovery/device-id.ts';
import { ordinarySocket, type Stage } from './stage.ts';
import { TestDriverDevice, testRequests, words } from './test-driver-device.ts';
import type { InstalledDevice, TestPrograms } from './test-programs.ts';
import type { WindowsBench } from './windows-bench.ts';

/** DOT4TEST_FAULT_KIND. */
const HANG = 3;
const IGNORE_CANCEL = 4;
const BLOCK = 6;
const RESET_FAULTS = 2;
const cancelled = ntStatus('STATUS_CANCELLED').code;

const ofEach = 4;
const blockMs = 6000;
const deadlineMs = 300;
/** The blocking call would hold this thread for all of `blockMs`: half of it shows that, on a busy machine too. */
const mostDelayMs = blockMs / 2;

interface Ill {
  readonly installed: InstalledDevice;
  readonly control: TestDriverDevice;
  readonly link: DeviceLink;
}

const nanosecondsInMs = 1e6;

/**
 * Sixteen devices that misbehave at once, in four ways, beside one that is well: every call ends in its bounds, the
 * well one answers all the time, and this thread's event loop goes on.
 */
export const storm = async (stage: Stage, bench: WindowsBench, programs: TestPrograms): Promise<void> => {
  const installed = await programs.installDevices(3 * ofEach);
  const ofOtherDriver = await programs.installDevices(ofEach, 'other-service');
  const all: readonly InstalledDevice[] = [...installed, ...ofOtherDriver];
  await stage.value(bench.driver.discover(stage.options()));
  const ill = await Promise.all(
    all.map(async (device): Promise<Ill> => {
      const link = await stage.value(
        bench.driver.open(deviceIdOf(device.instanceId), stage.options({ deadlineMs: 60_000 })),
      );
      return { installed: device, control: await TestDriverDevice.open(device.path), link };
    }),
  );
  const pulled = ill.slice(2 * ofEach, 3 * ofEach);
  try {
    await misbehave(stage, programs, await stage.open(), ill);
  } finally {
    await stage.answer(Promise.all(ill.map(({ link }) => link.close())));
    for (const { control } of ill) {
      if (!pulled.some((one) => one.control === control))
        control.tell(testRequests.RESET, words(RESET_FAULTS));
      control.close();
    }
    for (const device of ill)
      if (!pulled.includes(device)) await programs.removeDevice(device.installed.instanceId);
  }
};

const misbehave = async (
  stage: Stage,
  programs: TestPrograms,
  well: DeviceLink,
  ill: readonly Ill[],
): Promise<void> => {
  const [never, deaf, pulled, blocked] = [0, 1, 2, 3].map((kind) =>
    ill.slice(kind * ofEach, (kind + 1) * ofEach),
  ) as [Ill[], Ill[], Ill[], Ill[]];
  const strike = (devices: readonly Ill[], kind: number, arg: number): void => {
    const fault = words(controlCodes.DESTROY_SOCKET, kind, cancelled, arg, 0);
    for (const { control } of devices) control.tell(testRequests.SET_FAULT, fault);
  };
  strike([...never, ...pulled], HANG, 0);
  strike(deaf, IGNORE_CANCEL, 0);
  strike(blocked.slice(0, 1), BLOCK, blockMs);

  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const destroyed = ({ link }: Ill, ms = deadlineMs) =>
    stage.fault(link.destroySocket({ hostSocket: 200 }, { deadlineMs: ms }));
  let answers = 0;
  const weather = { over: false };
  const healthy = (async (): Promise<void> => {
    while (!weather.over) {
      const { hostSocket } = await stage.value(well.createSocket(ordinarySocket, stage.options()));
      await stage.value(well.destroySocket({ hostSocket }, stage.options()));
      answers += 1;
    }
  })();
  const faults = await Promise.all([
    Promise.all(never.map((device) => destroyed(device))),
    Promise.all(deaf.map((device) => destroyed(device))),
    Promise.all(pulled.map((device) => destroyed(device, 60_000))),
    Promise.all(blocked.slice(0, 1).map((device) => destroyed(device))),
    Promise.all(pulled.map((device) => programs.removeDevice(device.installed.instanceId))),
  ]);
  weather.over = true;
  await healthy;
  delay.disable();

  const request = 'DESTROY_SOCKET';
  for (const fault of faults[0])
    assert.deepEqual(fault, { kind: 'deadline', request, deadlineMs, withdrawn: true });
  for (const fault of faults[1])
    assert.deepEqual(fault, { kind: 'deadline', request, deadlineMs, withdrawn: false });
  const ntstatus = ntStatus('STATUS_DEVICE_NOT_CONNECTED');
  for (const fault of faults[2]) assert.deepEqual(fault, { kind: 'refused', request, ntstatus });
  for (const [index, fault] of faults[3].entries())
    assert.deepEqual(fault, { kind: 'not-answering', deviceId: blocked[index]?.link.deviceId });
  assert.ok(answers > ofEach, `the well device answered ${answers} times`);
  const worst = delay.max / nanosecondsInMs;
  assert.ok(worst < mostDelayMs, `the event loop stood still for ${Math.round(worst)} ms`);
};
