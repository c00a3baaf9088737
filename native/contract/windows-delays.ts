import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { DeviceLink } from '../port.ts';
import { controlCodes } from '../wire/codes.ts';
import { pack } from '../wire/pack.ts';
import { TestDriverDevice, testRequests, words } from './test-driver-device.ts';

/** Milliseconds by which the event loop was late. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const nanosecondsInMs = 1e6;
const resolutionMs = 5;

/** While `work` goes on. */
export const loopDelayDuring = async (work: () => Promise<unknown>): Promise<LoopDelay> => {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  await work();
  delay.disable();
  const late = (nanoseconds: number): number => nanoseconds / nanosecondsInMs;
  return { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), max: late(delay.max) };
};

const IGNORE_CANCEL = 4;
const BLOCK = 6;
const RESET_FAULTS = 2;

/** One device never gives its requests back and ignores being cancelled, the other sleeps in dispatch. */
export const sufferFaults = async (
  deaf: { readonly link: DeviceLink; readonly path: string },
  blocking: { readonly link: DeviceLink; readonly path: string },
  ms: number,
): Promise<void> => {
  const destroy = (kind: number): Uint8Array =>
    words(controlCodes.DESTROY_SOCKET, kind, ntStatus('STATUS_CANCELLED').code, ms, 0);
  const [one, other] = [await TestDriverDevice.open(deaf.path), await TestDriverDevice.open(blocking.path)];
  one.tell(testRequests.SET_FAULT, destroy(IGNORE_CANCEL));
  other.tell(testRequests.SET_FAULT, destroy(BLOCK));
  const sent = [deaf, deaf, deaf, deaf, blocking].map(({ link }) =>
    link.destroySocket({ hostSocket: 200 }, { deadlineMs: ms / 4 }),
  );
  await Promise.all(sent);
  for (const control of [one, other]) {
    control.tell(testRequests.RESET, words(RESET_FAULTS));
    control.close();
  }
};

/** From the driver raising an activity to its value in the main thread, in ms, for each of `rounds`. */
export const activityDelays = async (link: DeviceLink, path: string, rounds: number): Promise<number[]> => {
  const control = await TestDriverDevice.open(path);
  const record = pack('DOT4_ACTIVITY', { ulMessage: 0x100, ulByteCount: 1, hChannel: 1 });
  const took: number[] = [];
  while (took.length < rounds) {
    const waiting = link.waitActivity({ deadlineMs: 10_000 });
    while (
      new DataView(control.ask(testRequests.COUNTERS, new Uint8Array(0), 128).bytes.buffer).getUint32(
        68,
        true,
      ) === 0
    )
      await new Promise(setImmediate);
    const start = performance.now();
    control.tell(testRequests.EMIT_ACTIVITY, record);
    await waiting;
    took.push(performance.now() - start);
  }
  control.close();
  return took;
};
