import type { Clock } from '#app/clock.ts';
import { ntStatus, type NtStatus } from '#app/dot4/ntstatus.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { Dispatcher } from './dispatcher.ts';
import { DriverModel, type Peripheral } from './driver-model.ts';
import type { OpenHandle, ProgramIdentity } from './open-handle.ts';
import type { Personality } from './personality.ts';

/** The driver stack of one plugged-in device, from arrival to removal: handles, requests, model. */
export class DeviceStack {
  readonly model: DriverModel;
  readonly dispatcher: Dispatcher;
  readonly handles = new Set<OpenHandle>();
  opens = 0;
  closes = 0;
  removed = false;
  asleep = false;
  /** What handles that went bad answer, whatever they are asked. */
  readonly #bad = new WeakMap<OpenHandle, NtStatus>();
  readonly personality: () => Personality;

  constructor(clock: Clock, peripheral: Peripheral, personality: () => Personality, latencyMs: number) {
    this.personality = personality;
    this.model = new DriverModel(clock, peripheral, personality);
    const driver = { clock, model: this.model, personality };
    this.dispatcher = new Dispatcher(driver, latencyMs, (owner) => this.#refusal(owner));
  }

  openHandle(program: ProgramIdentity | null): Result<OpenHandle, NtStatus> {
    if (this.removed) return fail(ntStatus('STATUS_NO_SUCH_DEVICE'));
    if (this.asleep) return fail(ntStatus('STATUS_DEVICE_NOT_READY'));
    if (this.personality().exclusiveOpen && this.handles.size > 0)
      return fail(ntStatus('STATUS_SHARING_VIOLATION'));
    const handle: OpenHandle = { program };
    this.handles.add(handle);
    this.opens += 1;
    return ok(handle);
  }

  /** What the I/O manager does when a handle closes or its process ends. */
  closeHandle(handle: OpenHandle): void {
    if (!this.handles.delete(handle)) return;
    this.closes += 1;
    this.dispatcher.cancelOf(handle);
    this.model.handleEnds(handle);
  }

  /** Surprise removal. Handles stay open, as on a real system, and are good for nothing. */
  remove(): void {
    this.removed = true;
    this.model.clear();
    this.dispatcher.completeAll(ntStatus('STATUS_DEVICE_NOT_CONNECTED'));
  }

  /**
   * Our model of a PC that goes to sleep: what pends ends with STATUS_DEVICE_POWER_FAILURE, and until it resumes every
   * open and every request is answered STATUS_DEVICE_NOT_READY.
   */
  sleep(): void {
    this.asleep = true;
    this.dispatcher.completeAll(ntStatus('STATUS_DEVICE_POWER_FAILURE'));
    if (this.personality().sleep === 'keeps-links') return;
    this.model.clear();
    for (const handle of this.handles) this.#bad.set(handle, ntStatus('STATUS_DEVICE_NOT_CONNECTED'));
  }

  resume(): void {
    this.asleep = false;
  }

  /** The handles that are open now are closed behind their owners. */
  spoilHandles(): void {
    for (const handle of this.handles) {
      this.#bad.set(handle, ntStatus('STATUS_INVALID_HANDLE'));
      this.dispatcher.takeBackFrom(handle);
      this.closeHandle(handle);
    }
  }

  #refusal(owner: OpenHandle): NtStatus | null {
    const bad = this.#bad.get(owner);
    if (bad !== undefined) return bad;
    if (this.removed) return ntStatus('STATUS_DEVICE_NOT_CONNECTED');
    if (this.asleep) return ntStatus('STATUS_DEVICE_NOT_READY');
    return this.personality().userMode === 'refused' ? ntStatus('STATUS_INVALID_DEVICE_REQUEST') : null;
  }
}
