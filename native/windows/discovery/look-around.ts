import type { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { DeviceSchema } from '#app/dot4/device.ts';
import { NotLoadedSchema, type Fault } from '#app/faults/fault.ts';
import { blindSpotNames } from '#app/evidence/source-report.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { LookOptions } from '../../port.ts';
import { realClock } from '../../real-clock.ts';
import { endedBy, SharedLooks, systemErrorOf, type Shown } from '../../shared-looks.ts';
import type { DiscoveryReport } from './discovery-worker.ts';
import type { Found } from './find-devices.ts';

const ERROR_INVALID_DATA = 13;

const ReportSchema = v.variant('ok', [
  v.strictObject({
    ok: v.literal(true),
    value: v.strictObject({
      devices: v.array(
        v.strictObject({
          device: DeviceSchema,
          openPaths: v.array(v.string()),
          driverDate: v.nullable(v.string()),
          ports: v.array(v.string()),
          unseen: v.array(v.picklist(blindSpotNames)),
        }),
      ),
      driverPackage: v.picklist(['installed', 'absent', 'unknown']),
    }),
  }),
  v.strictObject({
    ok: v.literal(false),
    fault: v.union([v.strictObject({ call: v.string(), systemError: v.number() }), NotLoadedSchema]),
  }),
]);

/** What a look ends with that did not work. */
type LookFault = Extract<DiscoveryReport, { ok: false }>['fault'];

/** The main thread's end of the discovery worker, which is started with the first look and kept. */
export class LookAround {
  readonly #spawn: () => Worker;
  readonly #looks = new SharedLooks(realClock, () => this.#run());
  readonly #closing = new AbortController();
  #worker: Worker | null = null;

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  /** Faults `discovery-failed` and `library-not-loaded`; the first with 995 also after `close`. */
  async look(options: LookOptions): Promise<Result<Shown<Found>, Fault>> {
    const shown = await this.#looks.ask(endedBy(this.#closing.signal, options));
    if (!shown.ok) return failed({ call: 'discover', systemError: systemErrorOf[shown.fault] });
    const { begunAtMs, value: report } = shown.value;
    return report.ok ? ok({ begunAtMs, value: report.value }) : failed(report.fault);
  }

  /** Resolves when the thread has ended: a look that hangs holds it. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#worker?.unref();
    await this.#end();
  }

  #run(): Promise<DiscoveryReport> {
    // A look that waited for the one before it, which has just ended because we close.
    if (this.#closing.signal.aborted)
      return Promise.resolve(fail({ call: 'discover', systemError: systemErrorOf.aborted }));
    const worker = (this.#worker ??= this.#spawn());
    worker.ref();
    return new Promise((resolve, reject) => {
      const done = (): void => {
        worker.off('message', heard).off('messageerror', garbled).off('error', broke).off('exit', ended);
        worker.unref();
      };
      const settle = (report: DiscoveryReport): void => {
        done();
        resolve(report);
      };
      const heard = (message: unknown): void => {
        const report = v.safeParse(ReportSchema, message);
        if (!report.success) return garbled();
        settle(report.output);
        // what was kept from loading is not tried again in the same thread
        if (!report.output.ok && 'kind' in report.output.fault) void this.#end();
      };
      /** A worker that reports something else is ended; the next look starts another. */
      const garbled = (): void => {
        settle(fail({ call: 'discovery worker', systemError: ERROR_INVALID_DATA }));
        void this.#end();
      };
      const broke = (bug: Error): void => {
        done();
        this.#worker = null;
        reject(bug);
      };
      const ended = (): void => {
        if (this.#closing.signal.aborted)
          settle(fail({ call: 'discover', systemError: systemErrorOf.aborted }));
        else broke(new Error('the discovery worker ended by itself'));
      };
      worker.on('message', heard).on('messageerror', garbled).on('error', broke).on('exit', ended);
      worker.postMessage('look');
    });
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

const failed = (fault: LookFault): Result<never, Fault> =>
  fail('kind' in fault ? fault : { kind: 'discovery-failed', ...fault });
