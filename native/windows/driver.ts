import type { DeviceId, Discovery } from '#app/dot4/device.ts';
import { notMeasured } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { DeviceNode } from '#app/evidence/evidence.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { Link } from '../link.ts';
import type { CallOptions, DeviceLink, Dot4Driver, OpenOptions } from '../port.ts';
import { LateResults, undoDeadlineMs } from '../undo.ts';
import type { Action } from '#app/remedy/action.ts';
import { askAction } from './actions/ask-action.ts';
import type { FoundDevice } from './discovery/find-devices.ts';
import { LookAround } from './discovery/look-around.ts';
import { watchDevices } from './discovery/watch-devices.ts';
import type { SpawnEvidenceProcess } from './evidence/ask-evidence.ts';
import { HolderMemory } from './evidence/holder-memory.ts';
import { LookAtSurroundings } from './evidence/look-at-surroundings.ts';
import { orAborted } from './evidence/or-aborted.ts';
import { sightOf } from './evidence/sight.ts';
import type { Wake } from './link/link-thread.ts';
import { LinkThreads } from './link/link-threads.ts';
import { sharedClockMs } from './link/messages.ts';
import { openFault } from './link/open-fault.ts';
import { openPathKind } from './link/open-path-kind.ts';
import { wakeByPort } from './link/wake.ts';
import type { StartOtherProcess } from './other-process.ts';
import type { SpawnWorker } from './worker.ts';

/**
 * DOT4 devices of this Windows system, through koffi. No call blocks the calling thread: looking around has a
 * thread of its own, and so has every opened device.
 */
export const createWindowsDriver = (parts: WindowsDriverParts): Dot4Driver => new WindowsDriver(parts);

export interface WindowsDriverParts {
  readonly spawnWorker: SpawnWorker;
  readonly spawnEvidence: SpawnEvidenceProcess;
  readonly startOtherProcess: StartOtherProcess;
}

/** How long closing waits for threads that a driver holds. */
const closeBoundMs = 2000;

class WindowsDriver implements Dot4Driver {
  readonly kind = 'windows';
  readonly #threads: LinkThreads;
  readonly #startOtherProcess: StartOtherProcess;
  readonly #around: LookAround;
  readonly #links = new Set<DeviceLink>();
  readonly #watches = new Set<() => void>();
  readonly #late = new LateResults();
  #known: ReadonlyMap<DeviceId, FoundDevice> = new Map();
  #lastLook: Discovery | null = null;
  #lastLookAt = 0;
  readonly #surroundings: LookAtSurroundings;
  readonly #holders = new HolderMemory();
  readonly #spawnEvidence: SpawnEvidenceProcess;
  readonly #endActions = new Set<() => void>();
  #wake: Promise<Wake> | null = null;
  #closed = false;
  #asleep = false;

  constructor({ spawnWorker, spawnEvidence, startOtherProcess }: WindowsDriverParts) {
    this.#threads = new LinkThreads(spawnWorker);
    this.#startOtherProcess = startOtherProcess;
    this.#spawnEvidence = spawnEvidence;
    this.#surroundings = new LookAtSurroundings(spawnEvidence);
    this.#around = new LookAround(() => spawnWorker({ unjamWindowsWorker: 'discovery' }));
  }

  async discover(options: CallOptions): ReturnType<Dot4Driver['discover']> {
    const found = await this.#around.look(options);
    if (!found.ok) return found;
    this.#known = new Map(found.value.devices.map((one) => [one.device.id, one]));
    const devices = found.value.devices.map(({ device }) => device);
    this.#lastLook = { devices, driverPackage: found.value.driverPackage };
    this.#lastLookAt = Date.now();
    this.#holders.keepOnly([...this.#known.keys()]);
    return ok(this.#lastLook);
  }

  watch(onChange: () => void): () => void {
    if (this.#closed) return () => undefined;
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

  async observe(deviceId: DeviceId, options: CallOptions): ReturnType<Dot4Driver['observe']> {
    const paths = await this.#openPathsOf(deviceId, options);
    if (!paths.ok) return paths;
    const known = [...this.#known.values()];
    const devices = known.map(({ device, openPaths }) => ({
      deviceId: device.id,
      openPaths: [...openPaths],
    }));
    const look = this.#surroundings.look(devices, options.deadlineMs * shareOfSources);
    const seen = await orAborted(look, options.signal);
    if (seen === null)
      return fail({ kind: 'discovery-failed', call: 'observe', systemError: ERROR_OPERATION_ABORTED });
    const found = this.#known.get(deviceId);
    if (found === undefined) return fail({ kind: 'device-gone', deviceId });
    const holders = seen.processes.ok ? this.#holders.after(deviceId, seen.processes.value, seen.at) : [];
    const isOnlyPrinter = new Set(known.map(({ device }) => device.printerId)).size === 1;
    return ok(sightOf({ node: nodeOf(found), at: this.#lastLookAt, isOnlyPrinter }, seen, holders));
  }

  isElevated({ deadlineMs }: CallOptions): Promise<boolean | null> {
    return this.#surroundings.isElevated(deadlineMs);
  }

  async open(deviceId: DeviceId, options: OpenOptions): Promise<Result<DeviceLink, Fault>> {
    const until = sharedClockMs() + options.deadlineMs;
    if (this.#asleep) return fail({ kind: 'asleep', deviceId });
    const paths = await this.#openPathsOf(deviceId, options);
    if (!paths.ok) return paths;
    const wake = await (this.#wake ??= wakeByPort());
    if (options.signal?.aborted) return fail(openFault(deviceId, null));
    const whyNot = this.#whyNoLink();
    if (whyNot !== null) return fail({ kind: whyNot, deviceId });
    const deadlineMs = Math.max(0, until - sharedClockMs());
    const opened = await this.#threads.open(wake, paths.value, { ...options, deadlineMs });
    if (!opened.ok) {
      // It may have left, or come back under other names: whoever tries again looks again.
      this.#known = new Map();
      return fail(openFault(deviceId, opened.fault));
    }
    const { shapes, onRequest } = options;
    const link: DeviceLink = new Link(opened.value, {
      deviceId,
      openedBy: openPathKind(opened.value.path),
      shapes,
      onRequest,
      onClosed: () => this.#links.delete(link),
      late: this.#late,
      reopen: () => this.open(deviceId, { shapes, onRequest, deadlineMs: undoDeadlineMs }),
    });
    this.#links.add(link);
    const why = this.#whyNoLink();
    if (why === null) return ok(link);
    await link.close();
    return fail({ kind: why, deviceId });
  }

  async destroyAsAnotherProcess(
    deviceId: DeviceId,
    { hostSocket }: { readonly hostSocket: number },
    options: Parameters<Dot4Driver['destroyAsAnotherProcess']>[2],
  ): Promise<Result<void, Fault>> {
    if (this.#asleep) return fail({ kind: 'asleep', deviceId });
    const paths = await this.#openPathsOf(deviceId, options);
    if (!paths.ok) return paths;
    const { deadlineMs, shape = null } = options;
    const task = { deviceId, openPaths: [...paths.value], hostSocket, shape, deadlineMs };
    const answer = await this.#startOtherProcess(task, options);
    if (answer === null)
      return fail({ kind: 'deadline', request: 'DESTROY_SOCKET', deadlineMs, withdrawn: true });
    return answer.ok ? ok(undefined) : answer;
  }

  onChannelLeftOpen(listen: (fault: Fault) => void): () => void {
    return this.#late.onChannelLeftOpen(listen);
  }

  async suspend(): Promise<void> {
    this.#asleep = true;
    await Promise.all([...this.#links].map((link) => link.close()));
  }

  resume(): void {
    this.#asleep = false;
  }

  async act(
    deviceId: DeviceId,
    action: Action,
    { deadlineMs }: { readonly deadlineMs: number },
  ): ReturnType<Dot4Driver['act']> {
    if (this.#closed) return fail({ kind: 'device-gone', deviceId });
    if (action.kind === 'restart-device') {
      const own = [...this.#links].filter((link) => link.deviceId === deviceId);
      await Promise.all(own.map((link) => link.close()));
    }
    let end = (): void => undefined;
    try {
      return await askAction(this.#spawnEvidence, action, deadlineMs, (started) => {
        end = started;
        this.#endActions.add(end);
      });
    } finally {
      this.#endActions.delete(end);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const end of this.#endActions) end();
    for (const stop of this.#watches) stop();
    this.#watches.clear();
    await Promise.all([...this.#links].map((link) => link.close()));
    this.#surroundings.close();
    await within(closeBoundMs, Promise.all([this.#threads.close(), this.#around.close()]));
  }

  /** Both may change while an open is under way. */
  #whyNoLink(): 'device-gone' | 'asleep' | null {
    if (this.#closed) return 'device-gone';
    return this.#asleep ? 'asleep' : null;
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

const ERROR_OPERATION_ABORTED = 995;

/** What each source may take of the time that a whole look may take. */
const shareOfSources = 0.8;

const nodeOf = ({ device, driverDate, port }: FoundDevice): DeviceNode => ({
  setupClass: device.setupClass,
  ...device.driver,
  date: driverDate,
  problemCode: device.problemCode,
  port,
});

const within = async (boundMs: number, done: Promise<unknown>): Promise<void> => {
  let bound: NodeJS.Timeout | undefined;
  await Promise.race([done, new Promise((resolve) => (bound = setTimeout(resolve, boundMs)))]);
  clearTimeout(bound);
};
