import type { DeviceId, Discovery } from '#app/dot4/device.ts';
import { notMeasured } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { CallOptions, DeviceLink, Dot4Driver, OpenOptions, RequestOptions } from '../port.ts';
import type { FoundDevice } from './discovery/find-devices.ts';
import { LookAround } from './discovery/look-around.ts';
import { watchDevices } from './discovery/watch-devices.ts';
import { LinkThread, type Wake } from './link/link-thread.ts';
import { sharedClockMs } from './link/messages.ts';
import { openFault } from './link/open-fault.ts';
import { wakeByPort } from './link/wake.ts';
import { WindowsLink } from './link/windows-link.ts';
import type { StartOtherProcess } from './other-process.ts';
import type { SpawnWorker } from './worker.ts';

/**
 * DOT4 devices of this Windows system, through koffi. No call blocks the calling thread: looking around has a
 * thread of its own, and so has every opened device.
 */
export const createWindowsDriver = (parts: WindowsDriverParts): Dot4Driver => new WindowsDriver(parts);

export interface WindowsDriverParts {
  readonly spawnWorker: SpawnWorker;
  readonly startOtherProcess: StartOtherProcess;
}

class WindowsDriver implements Dot4Driver {
  readonly kind = 'windows';
  readonly #spawn: SpawnWorker;
  readonly #startOtherProcess: StartOtherProcess;
  readonly #around: LookAround;
  readonly #links = new Set<WindowsLink>();
  readonly #watches = new Set<() => void>();
  #known: ReadonlyMap<DeviceId, FoundDevice> = new Map();
  #lastLook: Discovery | null = null;
  #wake: Promise<Wake> | null = null;
  #closed = false;

  constructor({ spawnWorker, startOtherProcess }: WindowsDriverParts) {
    this.#spawn = spawnWorker;
    this.#startOtherProcess = startOtherProcess;
    this.#around = new LookAround(() => spawnWorker({ unjamWindowsWorker: 'discovery' }));
  }

  async discover(options: CallOptions): ReturnType<Dot4Driver['discover']> {
    const found = await this.#around.look(options);
    if (!found.ok) return found;
    this.#known = new Map(found.value.devices.map((one) => [one.device.id, one]));
    const devices = found.value.devices.map(({ device }) => device);
    this.#lastLook = { devices, driverPackage: found.value.driverPackage };
    return ok(this.#lastLook);
  }

  watch(onChange: () => void): () => void {
    const stop = watchDevices((options) => this.discover(options), this.#lastLook, onChange);
    this.#watches.add(stop);
    return () => {
      this.#watches.delete(stop);
      stop();
    };
  }

  /** Nothing is known of a driver before it was measured; what was measured is kept by whoever asked for it. */
  profileOf(): typeof notMeasured {
    return notMeasured;
  }

  /** No source of evidence is asked yet: an empty list says nothing about a device. */
  async observe(deviceId: DeviceId, options: CallOptions): ReturnType<Dot4Driver['observe']> {
    const known = await this.#openPathsOf(deviceId, options);
    return known.ok ? ok([]) : known;
  }

  async open(deviceId: DeviceId, options: OpenOptions): Promise<Result<DeviceLink, Fault>> {
    const until = sharedClockMs() + options.deadlineMs;
    const paths = await this.#openPathsOf(deviceId, options);
    if (!paths.ok) return paths;
    const wake = await (this.#wake ??= wakeByPort());
    if (options.signal?.aborted) return fail(openFault(deviceId, null));
    const worker = this.#spawn({ unjamWindowsWorker: 'link', openPaths: paths.value });
    const deadlineMs = Math.max(0, until - sharedClockMs());
    const opened = await LinkThread.open(worker, wake, { ...options, deadlineMs });
    if (!opened.ok) {
      // It may have left, or come back under other names: whoever tries again looks again.
      this.#known = new Map();
      return fail(openFault(deviceId, opened.fault));
    }
    const link = new WindowsLink(deviceId, opened.value, options.shapes ?? {}, () =>
      this.#links.delete(link),
    );
    this.#links.add(link);
    if (!this.#closed) return ok(link);
    await link.close();
    return fail({ kind: 'device-gone', deviceId });
  }

  async destroyAsAnotherProcess(
    deviceId: DeviceId,
    { hostSocket }: { readonly hostSocket: number },
    options: RequestOptions,
  ): Promise<Result<void, Fault>> {
    const paths = await this.#openPathsOf(deviceId, options);
    if (!paths.ok) return paths;
    const { deadlineMs, shape = null } = options;
    const task = { deviceId, openPaths: [...paths.value], hostSocket, shape, deadlineMs };
    const answer = await this.#startOtherProcess(task, options);
    if (answer === null)
      return fail({ kind: 'deadline', request: 'DESTROY_SOCKET', deadlineMs, withdrawn: true });
    return answer.ok ? ok(undefined) : answer;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#watches) stop();
    this.#watches.clear();
    await Promise.all([...this.#links].map((link) => link.close()));
    this.#around.close();
  }

  async #openPathsOf(deviceId: DeviceId, options: CallOptions): Promise<Result<readonly string[], Fault>> {
    if (this.#closed) return fail({ kind: 'device-gone', deviceId });
    if (!this.#known.has(deviceId)) {
      const discovered = await this.discover(options);
      if (!discovered.ok) return discovered;
    }
    const found = this.#known.get(deviceId);
    return found === undefined ? fail({ kind: 'unknown-device', deviceId }) : ok(found.openPaths);
  }
}
