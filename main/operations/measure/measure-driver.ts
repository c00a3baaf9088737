import { conclude } from '#app/calibration/conclude.ts';
import type { CalibrationObservation, StepName } from '#app/calibration/observation.ts';
import { unknownStatusOf } from '#app/calibration/conclude.ts';
import { harmlessServices } from '#app/calibration/harmless-services.ts';
import type { Clock } from '#app/clock.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import { maxHostSocket } from '#app/dot4/sockets.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { DeviceLink, Dot4Driver } from '#native';
import { deadlines } from '../../deadlines.ts';
import { Questions } from './questions.ts';

/** Past this many ms nothing more is asked; what was found out until then counts. */
const budgetMs = 9_000;
/** A WAIT_FOR_CHANNEL not refused by then pends. */
const probeMs = 200;
/** A second process has to start first. */
const otherProcessMs = 6_000;
/** How many high numbers are asked about before it is left at that. */
const mostUnknownAsked = 8;

const cancelled: Fault = { kind: 'cancelled', request: 'CREATE_SOCKET' };

/** Keeps note of our sockets outside this process, should it be ended half way. */
export interface SocketNotes {
  /** Throws a system error where it cannot be written down. */
  made(hostSocket: number): void;
  gone(hostSocket: number): void;
  /** What programs of ours were ended with and may still be there: candidates, and what that proves stands in socket-notes.ts. */
  stillOurs(creatorEnds: DriverProfile['creatorEnds']): readonly number[];
  /** Asked right before one is destroyed: true for one program, once, and the note is gone. */
  take(hostSocket: number): boolean;
}

export interface Measured {
  readonly profile: DriverProfile;
  readonly observations: readonly CalibrationObservation[];
  /** Sockets of ours that could not be destroyed. */
  readonly leftBehind: readonly number[];
  /** Sockets of an earlier measurement that were destroyed. */
  readonly cleanedUp: readonly number[];
}

export interface MeasureOptions {
  readonly signal: AbortSignal;
  readonly onStep: (step: StepName) => void;
}

/**
 * Finds out how a driver behaves, with sockets of our own on a harmless service. Takes at most 10 s. Stopped half
 * way, it destroys what it made and answers the fault; sockets that cannot be destroyed are told.
 */
export const measureDriver = async (
  driver: Dot4Driver,
  deviceId: string,
  clock: Clock,
  notes: SocketNotes,
  { signal, onStep }: MeasureOptions,
): Promise<Result<Measured, Fault>> => {
  const startedAt = clock.now();
  const spent = new AbortController();
  const stopBudget = clock.after(budgetMs, () => spent.abort());
  const questions = new Questions(() => clock.now(), AbortSignal.any([signal, spent.signal]));
  const measurement = new Measurement(driver, deviceId, questions, notes, onStep);
  try {
    const opened = await measurement.open();
    if (!opened.ok) return signal.aborted ? fail(cancelled) : opened;
    await measurement.run();
  } finally {
    stopBudget();
    await measurement.cleanUp();
  }
  const { stopped, observations } = questions;
  if (signal.aborted) return fail(cancelled);
  if (stopped !== null && !spent.signal.aborted) return fail(stopped);
  const measuredAt = clock.now();
  const seen = { observations, openedBy: measurement.openedBy, measuredAt, totalMs: measuredAt - startedAt };
  const { leftBehind, cleanedUp } = measurement;
  return ok({ profile: conclude(seen), observations, leftBehind: [...leftBehind], cleanedUp });
};

class Measurement {
  readonly leftBehind = new Set<number>();
  readonly cleanedUp: number[] = [];
  openedBy: DeviceLink['openedBy'] | null = null;
  readonly #driver: Dot4Driver;
  readonly #deviceId: string;
  readonly #questions: Questions;
  readonly #notes: SocketNotes;
  readonly #onStep: (step: StepName) => void;
  #link: DeviceLink | null = null;
  #second: DeviceLink | null = null;
  #exclusive = false;
  #service: (typeof harmlessServices)[number] | null = null;
  readonly #own = new Set<number>();

  constructor(
    driver: Dot4Driver,
    deviceId: string,
    questions: Questions,
    notes: SocketNotes,
    onStep: (step: StepName) => void,
  ) {
    this.#driver = driver;
    this.#deviceId = deviceId;
    this.#questions = questions;
    this.#notes = notes;
    this.#onStep = onStep;
  }

  async open(): Promise<Result<DeviceLink, Fault>> {
    this.#onStep('open');
    const opened = await this.#openAs('open');
    if (!opened.ok) return opened;
    this.#link = opened.value;
    this.openedBy = opened.value.openedBy;
    return opened;
  }

  async run(): Promise<void> {
    this.#onStep('open-again');
    const again = await this.#openAs('open-again');
    if (again.ok) this.#second = again.value;
    else this.#exclusive = true;

    this.#onStep('create');
    const first = await this.#create('create');
    if (first === null) {
      // Is it this request that is not taken, or is none?
      await this.#destroyUnknown(null);
      return;
    }
    this.#onStep('destroy');
    if (!(await this.#destroy('destroy', first))) return;
    const absent = await this.#probes();
    await this.#destroyUnknown(absent);
    await this.#creatorEnds();
    await this.#cleanUpEarlier();
    await this.#channels();
    await this.#others();
  }

  /** Destroys and closes whatever is left, also after a stop. */
  async cleanUp(): Promise<void> {
    const shape = this.#questions.shapes.DESTROY_SOCKET;
    const link = this.#link ?? (await this.#reopen());
    for (const hostSocket of this.#own) {
      const answer = await link?.destroySocket({ hostSocket }, { deadlineMs: deadlines.destroy, shape });
      if (answer?.ok === true) {
        this.#forget(hostSocket);
        continue;
      }
      this.leftBehind.add(hostSocket);
      // What the driver refuses us now, it refuses the next process too.
      if (answer?.fault.kind === 'refused') this.#notes.gone(hostSocket);
    }
    await Promise.all([link?.close(), this.#second?.close()]);
  }

  async #openAs(step: StepName): Promise<Result<DeviceLink, Fault>> {
    return this.#questions.ask({ step, request: 'OPEN', deadlineMs: deadlines.open }, (options) =>
      this.#driver.open(this.#deviceId, options),
    );
  }

  /** Not through the questions: it is part of tidying up, whatever happened. */
  async #reopen(): Promise<DeviceLink | null> {
    if (this.#own.size === 0) return null;
    const opened = await this.#driver.open(this.#deviceId, { deadlineMs: deadlines.open });
    return opened.ok ? opened.value : null;
  }

  /** The host socket of a new socket on the first service that is accepted; null where none is. */
  async #create(step: StepName, link: DeviceLink | null = this.#link): Promise<number | null> {
    if (link === null) return null;
    for (const service of this.#service === null ? harmlessServices : [this.#service]) {
      const args = {
        ...service,
        ...({ type: 'stream', readBufferSize: 4096 } as const),
        ...{ maxHostToPeripheralPacket: 512, maxPeripheralToHostPacket: 512 },
      };
      const about = {
        step,
        request: 'CREATE_SOCKET' as const,
        service: service.service || `socket ${service.peripheralSocket}`,
      };
      const made = await this.#questions.inShapes(about, (options) => link.createSocket(args, options));
      if (!made.ok) continue;
      const { hostSocket } = made.value;
      this.#service = service;
      this.#own.add(hostSocket);
      this.#notes.made(hostSocket);
      return hostSocket;
    }
    return null;
  }

  #forget(hostSocket: number): void {
    this.#own.delete(hostSocket);
    this.#notes.gone(hostSocket);
  }

  /** True when the driver says that our socket is gone. */
  async #destroy(step: StepName, hostSocket: number, link = this.#link): Promise<boolean> {
    if (link === null) return false;
    const about = { step, request: 'DESTROY_SOCKET' as const, hostSocket };
    const answer = await this.#questions.inShapes(about, (options) =>
      link.destroySocket({ hostSocket }, options),
    );
    if (answer.ok) this.#forget(hostSocket);
    return answer.ok;
  }

  async #wait(step: StepName, hostSocket: number): Promise<Result<unknown, Fault>> {
    const link = this.#link;
    if (link === null) return fail({ kind: 'device-gone', deviceId: this.#deviceId });
    const about = { step, request: 'WAIT_FOR_CHANNEL' as const, hostSocket, deadlineMs: probeMs };
    const answer = await this.#questions.inShapes(about, (options) =>
      link.waitForChannel({ hostSocket, addActivity: false }, options),
    );
    if (answer.ok) await link.closeChannel(answer.value, { deadlineMs: deadlines.closeChannel });
    return answer;
  }

  /** Whether WAIT_FOR_CHANNEL tells sockets that exist from others. Answers a number that does not exist, if it does. */
  async #probes(): Promise<number | null> {
    this.#onStep('probe-own');
    const own = await this.#create('probe-own');
    if (own === null) return null;
    const answer = await this.#wait('probe-own', own);
    await this.#destroy('probe-own', own);
    if (answer.ok || answer.fault.kind !== 'deadline') return null;

    this.#onStep('probe-unknown');
    const refused: { readonly hostSocket: number; readonly status: number }[] = [];
    for (let hostSocket = maxHostSocket; hostSocket > maxHostSocket - mostUnknownAsked; hostSocket -= 1) {
      const high = await this.#wait('probe-unknown', hostSocket);
      if (high.ok) continue;
      if (high.fault.kind === 'refused') refused.push({ hostSocket, status: high.fault.ntstatus.code });
      else if (high.fault.kind !== 'deadline' || !high.fault.withdrawn) return null;
      const status = unknownStatusOf(refused.map((one) => one.status));
      if (status !== null) return refused.find((one) => one.status === status)?.hostSocket ?? null;
    }
    return null;
  }

  /**
   * The status for a number that does not exist. Without a probe that says which does not, 255 is asked, once: an
   * existing one would be destroyed by the question.
   */
  async #destroyUnknown(absent: number | null): Promise<void> {
    this.#onStep('destroy-unknown');
    const link = this.#link;
    const hostSocket = absent ?? maxHostSocket;
    if (link === null || this.#own.has(hostSocket)) return;
    const about = { step: 'destroy-unknown', request: 'DESTROY_SOCKET', hostSocket } as const;
    await this.#questions.inShapes(about, (options) => link.destroySocket({ hostSocket }, options));
  }

  get #unknownStatus(): number | null {
    return this.#soFar().unknownSocketStatus;
  }

  #soFar(): DriverProfile {
    const { observations } = this.#questions;
    return conclude({ observations, openedBy: this.openedBy, measuredAt: 0, totalMs: 0 });
  }

  /** Makes a socket, closes the handle that made it, and sees through another whether it went too. */
  async #creatorEnds(): Promise<void> {
    this.#onStep('creator-ends');
    if (this.#unknownStatus === null) return;
    const creator = this.#exclusive ? this.#link : this.#second;
    const hostSocket = await this.#create('creator-ends', creator);
    if (hostSocket === null || creator === null) return;
    await creator.close();
    if (this.#exclusive) {
      this.#link = null;
      const again = await this.#openAs('creator-ends');
      this.#link = again.ok ? again.value : null;
    } else this.#second = null;
    await this.#destroy('creator-ends', hostSocket);
    if (this.#soFar().creatorEnds === 'frees') this.#forget(hostSocket);
  }

  async #cleanUpEarlier(): Promise<void> {
    const link = this.#link;
    if (link === null || this.#questions.stopped !== null) return;
    const shape = this.#questions.shapes.DESTROY_SOCKET;
    for (const hostSocket of this.#notes.stillOurs(this.#soFar().creatorEnds)) {
      if (!this.#notes.take(hostSocket)) continue;
      const answer = await link.destroySocket({ hostSocket }, { deadlineMs: deadlines.destroy, shape });
      if (answer.ok) this.cleanedUp.push(hostSocket);
    }
  }

  /** The requests about a channel of ours, and what DESTROY_SOCKET makes of an open one. */
  async #channels(): Promise<void> {
    this.#onStep('channel');
    const link = this.#link;
    const hostSocket = await this.#create('channel');
    if (hostSocket === null || link === null) return;
    const open = (step: StepName) =>
      this.#questions.inShapes({ step, request: 'OPEN_CHANNEL', hostSocket }, (options) =>
        link.openChannel({ hostSocket, addActivity: false }, options),
      );
    const close = (step: StepName, channel: { readonly channelHandle: number }) =>
      this.#questions.inShapes({ step, request: 'CLOSE_CHANNEL' }, (options) =>
        link.closeChannel(channel, options),
      );
    const first = await open('channel');
    if (first.ok) {
      const channel = first.value;
      await this.#questions.inShapes({ step: 'channel', request: 'ADD_ACTIVITY_BROADCAST' }, (options) =>
        link.addActivityBroadcast(channel, options),
      );
      await this.#questions.inShapes({ step: 'channel', request: 'REMOVE_ACTIVITY_BROADCAST' }, (options) =>
        link.removeActivityBroadcast(channel, options),
      );
      await close('channel', channel);
      this.#onStep('destroy-with-channel');
      const second = await open('destroy-with-channel');
      if (second.ok) {
        const destroyed = await this.#destroy('destroy-with-channel', hostSocket);
        await close('destroy-with-channel', second.value);
        if (destroyed) return;
      }
    }
    await this.#destroy('channel', hostSocket);
  }

  /** Whether anybody but the handle that made a socket may destroy it: another handle, then another process. */
  async #others(): Promise<void> {
    this.#onStep('other-handle');
    if (this.#exclusive) this.#otherHandleOfExclusive();
    else await this.#otherHandle();
    const { otherHandleDestroy, creatorEnds } = this.#soFar();
    if (otherHandleDestroy === 'refused') return;
    // Where nobody else can have the device open and nothing outlives its creator, there is no foreign socket.
    if (this.#exclusive && creatorEnds !== 'leaks') return;
    this.#onStep('other-process');
    await this.#otherProcess();
  }

  async #otherHandle(): Promise<void> {
    const hostSocket = await this.#create('other-handle');
    if (hostSocket === null) return;
    this.#second ??= await this.#openAgain('other-handle');
    if (await this.#destroy('other-handle', hostSocket, this.#second)) return;
    await this.#destroy('create', hostSocket);
  }

  /** An exclusive driver has one handle at a time: the second one comes after the end of the first. */
  #otherHandleOfExclusive(): void {
    const { creatorEnds } = this.#soFar();
    if (creatorEnds !== 'leaks') return;
    const last = this.#questions.observations.findLast(
      ({ step, request }) => step === 'creator-ends' && request === 'DESTROY_SOCKET',
    );
    // The same thing was seen when the creator ended.
    if (last !== undefined) this.#questions.observations.push({ ...last, step: 'other-handle' });
  }

  async #openAgain(step: StepName): Promise<DeviceLink | null> {
    const opened = await this.#openAs(step);
    return opened.ok ? opened.value : null;
  }

  async #otherProcess(): Promise<void> {
    const hostSocket = await this.#create('other-process');
    if (hostSocket === null) return;
    if (this.#exclusive) {
      await this.#link?.close();
      this.#link = null;
    }
    const about = {
      step: 'other-process',
      request: 'DESTROY_SOCKET',
      hostSocket,
      deadlineMs: otherProcessMs,
    } as const;
    const answer = await this.#questions.inShapes(about, (options) =>
      this.#driver.destroyAsAnotherProcess(this.#deviceId, { hostSocket }, options),
    );
    if (answer.ok) this.#forget(hostSocket);
  }
}
