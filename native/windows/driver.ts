import type { DeviceId, Discovery } from '#app/dot4/device.ts';
import { notMeasured } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { DeviceNode } from '#app/evidence/evidence.ts';
import { besideOtherPrinters } from '#app/evidence/spooler-sight.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { Link } from '../link.ts';
import type { CallOptions, DeviceLink, Dot4Driver, LookOptions, OpenOptions, StampedSight } from '../port.ts';
import { realClock } from '../real-clock.ts';
import { shareOfSources, systemErrorOf } from '../shared-looks.ts';
import { LateResults, undoDeadlineMs } from '../undo.ts';
import type { Action } from '#app/remedy/action.ts';
import { askAction } from './actions/ask-action.ts';
import type { FoundDevice } from './discovery/find-devices.ts';
import { KnownDevices } from './discovery/known-devices.ts';
import { LookAround } from './discovery/look-around.ts';
import { watchDevices } from './discovery/watch-devices.ts';
import type { SpawnEvidenceProcess } from './evidence/ask-evidence.ts';
import { LookAtSurroundings, type SystemLook } from './evidence/look-at-surroundings.ts';
import { sightOf } from './evidence/sight.ts';
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

/** How long closing waits for threads that a driver holds, and for the starts of services that were stopped. */
const closeBoundMs = 2000;

class WindowsDriver implements Dot4Driver {
  readonly kind = 'windows';
  readonly #threads: LinkThreads;
  readonly #startOtherProcess: StartOtherProcess;
  readonly #around: LookAround;
  readonly #links = new Set<DeviceLink>();
  readonly #watches = new Set<() => void>();
  readonly #late = new LateResults();
  readonly #known = new KnownDevices();
  readonly #surroundings: LookAtSurroundings;
  readonly #spawnEvidence: SpawnEvidenceProcess;
  readonly #closing = new AbortController();
  readonly #acting = new Set<Promise<unknown>>();
  #wake: ReturnType<typeof wakeByPort> | null = null;
  #closed = false;
  #asleep = false;

  constructor({ spawnWorker, spawnEvidence, startOtherProcess }: WindowsDriverParts) {
    this.#threads = new LinkThreads(spawnWorker);
    this.#startOtherProcess = startOtherProcess;
    this.#spawnEvidence = spawnEvidence;
    this.#surroundings = new LookAtSurroundings(spawnEvidence, () =>
      this.#known.all.map(({ device, openPaths }) => ({ deviceId: device.id, openPaths: [...openPaths] })),
    );
    this.#around = new LookAround(() => spawnWorker({ unjamWindowsWorker: 'discovery' }));
  }

  async discover(options: LookOptions): ReturnType<Dot4Driver['discover']> {
    const found = await this.#around.look(options);
    if (!found.ok) return found;
    const discovery = this.#known.learn(found.value, realClock.now());
    this.#surroundings.forgetAllBut(discovery.devices.map(({ id }) => id));
    return ok(discovery);
  }

  watch(onChange: (found: Discovery) => void): () => void {
    if (this.#closed) return () => undefined;
    const stop = watchDevices((options) => this.discover(options), this.#known.discovery, onChange);
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

  /** A fresh look walks over the device nodes first: they are one of its sources. */
  async look(options: LookOptions): ReturnType<Dot4Driver['look']> {
    const untilMs = realClock.monotonicMs() + options.deadlineMs;
    if (options.fresh || !this.#known.isCurrent) {
      const found = await this.discover({ ...options, fresh: true });
      if (!found.ok) return found;
    }
    if (this.#known.all.length === 0) return ok(new Map());
    const leftMs = Math.max(0, untilMs - realClock.monotonicMs());
    const seen = await this.#surroundings.look({ ...options, deadlineMs: leftMs * shareOfSources });
    if (this.#closed || options.signal?.aborted)
      return fail({ kind: 'discovery-failed', call: 'look', systemError: systemErrorOf.aborted });
    return ok(this.#sights(seen));
  }

  /** Of the devices that are still there. One that has come since its holders were asked for waits for the next look. */
  #sights(seen: SystemLook): ReadonlyMap<DeviceId, StampedSight> {
    const known = this.#known.all;
    const begunAtMs = Math.min(seen.begunAtMs, this.#known.begunAtMs);
    const sights = new Map<DeviceId, StampedSight>();
    for (const found of known) {
      const { id } = found.device;
      const holders = seen.processes.ok ? seen.processes.value.seen.get(id) : [];
      if (holders === undefined) continue;
      const record = { node: nodeOf(found), at: this.#known.at, unseen: found.unseen };
      sights.set(id, { ...sightOf(record, seen, holders), begunAtMs });
    }
    return seen.spooler.ok ? besideOtherPrinters(sights, seen.spooler.value) : sights;
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
    if (!wake.ok) {
      this.#wake = null;
      return wake;
    }
    if (options.signal?.aborted) return fail(openFault(deviceId, null));
    const whyNot = this.#whyNoLink();
    if (whyNot !== null) return fail({ kind: whyNot, deviceId });
    const deadlineMs = Math.max(0, until - sharedClockMs());
    const opened = await this.#threads.open(wake.value, paths.value, { ...options, deadlineMs });
    if (!opened.ok) {
      this.#known.doubt(deviceId, realClock.monotonicMs());
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
    const parts = { spawn: this.#spawnEvidence, clock: realClock, closing: this.#closing.signal };
    const acted = askAction(parts, action, deadlineMs);
    this.#acting.add(acted);
    try {
      return await acted;
    } finally {
      this.#acting.delete(acted);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#closing.abort();
    for (const stop of this.#watches) stop();
    this.#watches.clear();
    await Promise.all([...this.#links].map((link) => link.close()));
    this.#surroundings.close();
    await within(closeBoundMs, Promise.all([this.#threads.close(), this.#around.close(), ...this.#acting]));
  }

  /** Both may change while an open is under way. */
  #whyNoLink(): 'device-gone' | 'asleep' | null {
    if (this.#closed) return 'device-gone';
    return this.#asleep ? 'asleep' : null;
  }

  async #openPathsOf(deviceId: DeviceId, options: CallOptions): Promise<Result<readonly string[], Fault>> {
    if (this.#closed) return fail({ kind: 'device-gone', deviceId });
    if (this.#known.find(deviceId) === undefined) {
      const discovered = await this.discover({ ...options, fresh: true });
      if (!discovered.ok) return discovered;
    }
    const found = this.#known.find(deviceId);
    return found === undefined ? fail({ kind: 'unknown-device', deviceId }) : ok(found.openPaths);
  }
}

const nodeOf = ({ device, driverDate, ports }: FoundDevice): DeviceNode => ({
  setupClass: device.setupClass,
  ...device.driver,
  date: driverDate,
  problemCode: device.problemCode,
  port: ports[0] ?? null,
  otherPorts: ports.slice(1),
});

const within = async (boundMs: number, done: Promise<unknown>): Promise<void> => {
  let bound: NodeJS.Timeout | undefined;
  await Promise.race([done, new Promise((resolve) => (bound = setTimeout(resolve, boundMs)))]);
  clearTimeout(bound);
};
