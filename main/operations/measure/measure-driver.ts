import { setMaxListeners } from 'node:events';
import * as v from 'valibot';
import { conclude, probeMsFrom, unknownStatusOf } from '#app/calibration/conclude.ts';
import type { CalibrationObservation, StepName } from '#app/calibration/observation.ts';
import { harmlessServices } from '#app/calibration/harmless-services.ts';
import { isWhole } from '#app/calibration/replaces.ts';
import type { Clock } from '#app/clock.ts';
import { DriverProfileSchema } from '#app/dot4/profile.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import { maxHostSocket } from '#app/dot4/sockets.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { DeviceLink, Dot4Driver } from '#native';
import { deadlines } from '../../deadlines.ts';
import { OwnSockets } from '../own-sockets.ts';
import type { SocketNotes } from '../own-sockets.ts';
import { Questions } from './questions.ts';

/** Past this many ms nothing more is asked; what was found out until then counts. */
const budgetMs = 9_000;
/** How long a socket of ours waits at first; longer where refusals turn out to take long. */
const ownWaitMs = 200;
/** How long the refusal of a number that does not exist may take. */
const unknownWaitMs = 1_000;
/** A second process has to start first. */
const otherProcessMs = 6_000;
/** How many high numbers are asked about. */
const unknownAsked = 8;

const cancelled: Fault = { kind: 'cancelled', request: 'CREATE_SOCKET' };

export interface Measured {
  readonly profile: DriverProfile;
  readonly observations: readonly CalibrationObservation[];
  /** Sockets of ours that could not be destroyed. */
  readonly leftBehind: readonly number[];
  /** Whether every question was answered in time, on a socket of our own. */
  readonly isWhole: boolean;
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
  const startedAt = clock.monotonicMs();
  const spent = new AbortController();
  const stopBudget = clock.after(budgetMs, () => spent.abort());
  const stop = AbortSignal.any([signal, spent.signal]);
  // as many questions at once as a scan has listen to it
  setMaxListeners(0, stop);
  const questions = new Questions(() => clock.monotonicMs(), stop);
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
  const { openedBy, leftBehind } = measurement;
  const totalMs = clock.monotonicMs() - startedAt;
  const seen = { observations, openedBy, measuredAt: clock.now(), totalMs };
  return ok({
    // a profile that breaks its own schema would be lost with all others when it is read again
    profile: v.parse(DriverProfileSchema, conclude(seen)),
    observations,
    leftBehind: [...leftBehind],
    isWhole: !spent.signal.aborted && isWhole(observations),
  });
};

type Waited = Awaited<ReturnType<DeviceLink['waitForChannel']>>;

class Measurement {
  openedBy: DeviceLink['openedBy'] | null = null;
  readonly #driver: Dot4Driver;
  readonly #deviceId: string;
  readonly #questions: Questions;
  readonly #onStep: (step: StepName) => void;
  #link: DeviceLink | null = null;
  #second: DeviceLink | null = null;
  #exclusive = false;
  #service: (typeof harmlessServices)[number] | null = null;
  readonly #own: OwnSockets;

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
    this.#own = new OwnSockets(notes);
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
      await this.#destroyUnknown(await this.#findAbsent(null));
      return;
    }
    this.#onStep('destroy');
    if (!(await this.#destroy('destroy', first))) return;
    const absent = await this.#probes();
    await this.#destroyUnknown(absent);
    // a success of a driver that says it to all shows nothing
    for (const next of [() => this.#creatorEnds(), () => this.#channels(), () => this.#others()])
      if (!this.#lies) await next();
  }

  /** Our sockets that the driver did not let us destroy. */
  get leftBehind(): readonly number[] {
    return this.#own.left;
  }

  /** Destroys and closes whatever is left, also after a stop. */
  async cleanUp(): Promise<void> {
    const shape = this.#questions.shapes.DESTROY_SOCKET;
    const link = this.#link ?? (await this.#reopen());
    if (link !== null) await this.#own.destroyAll(link, shape);
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
        maxHostToPeripheralPacket: 512,
        maxPeripheralToHostPacket: 512,
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
      this.#own.made(hostSocket);
      return hostSocket;
    }
    return null;
  }

  /** True when the driver says that our socket is gone. */
  async #destroy(step: StepName, hostSocket: number, link = this.#link): Promise<boolean> {
    if (link === null) return false;
    const about = { step, request: 'DESTROY_SOCKET' as const, hostSocket };
    const answer = await this.#questions.inShapes(about, (options) =>
      link.destroySocket({ hostSocket }, options),
    );
    if (answer.ok) this.#own.gone(hostSocket);
    return answer.ok;
  }

  async #wait(step: StepName, hostSocket: number, answerWithinMs: number): Promise<Waited> {
    const link = this.#link;
    if (link === null) return fail({ kind: 'device-gone', deviceId: this.#deviceId });
    const limits = { deadlineMs: deadlines.probeQueue, answerWithinMs };
    const about = { step, request: 'WAIT_FOR_CHANNEL' as const, hostSocket, ...limits };
    return this.#questions.inShapes(about, (options) =>
      link.waitForChannel({ hostSocket, addActivity: false }, options),
    );
  }

  /** What the peripheral opened to a question of ours. The handles that a liar names are nobody's, or somebody's. */
  async #closeOpened(answers: readonly Waited[]): Promise<void> {
    if (this.#lies) return;
    for (const answer of answers)
      if (answer.ok) await this.#link?.closeChannel(answer.value, { deadlineMs: deadlines.closeChannel });
  }

  /** Whether WAIT_FOR_CHANNEL tells sockets that exist from others. Answers a number that does not exist, if it does. */
  async #probes(): Promise<number | null> {
    this.#onStep('probe-own');
    const own = await this.#create('probe-own');
    if (own === null) return null;
    const answer = await this.#wait('probe-own', own, ownWaitMs);
    const isTaken = answer.ok || answer.fault.kind === 'deadline';
    const absent = isTaken ? await this.#findAbsent(answer) : null;
    if (absent !== null && this.#soFar().existenceProbe === 'unknown') {
      const longer = await this.#wait('probe-own', own, probeMsFrom(this.#questions.observations));
      await this.#closeOpened([longer]);
    }
    await this.#destroy('probe-own', own);
    return absent;
  }

  /** Asks about high numbers, and as often as a scan about one that does not exist. */
  async #findAbsent(own: Waited | null): Promise<number | null> {
    this.#onStep('probe-unknown');
    const numbers = Array.from({ length: unknownAsked }, (_none, index) => maxHostSocket - index);
    const ask = (hostSocket: number) => this.#wait('probe-unknown', hostSocket, unknownWaitMs);
    const answers: Waited[] = own === null ? [] : [own];
    // Where questions may not be given back, no more than one may stay with a socket of somebody else.
    if (own === null || (!own.ok && own.fault.kind === 'deadline' && !own.fault.withdrawn)) {
      for (const number of numbers) {
        const answer = await ask(number);
        answers.push(answer);
        if (!answer.ok && answer.fault.kind === 'deadline') break;
      }
    } else answers.push(...(await Promise.all(numbers.map(ask))));
    await this.#closeOpened(answers);
    const absent = this.#absentNumber();
    if (absent !== null) await this.#askAsAScan(absent);
    return absent;
  }

  #absentNumber(): number | null {
    const { observations } = this.#questions;
    const refused = observations.filter(
      ({ step, request, answer }) =>
        step === 'probe-unknown' && request === 'WAIT_FOR_CHANNEL' && answer === 'refused',
    );
    const status = unknownStatusOf(refused.flatMap((one) => (one.status === null ? [] : [one.status])));
    return status === null ? null : (refused.find((one) => one.status === status)?.hostSocket ?? null);
  }

  async #askAsAScan(hostSocket: number): Promise<void> {
    const link = this.#link;
    if (link === null) return;
    const shape = this.#questions.shapes.WAIT_FOR_CHANNEL ?? null;
    const about = { step: 'probe-unknown', request: 'WAIT_FOR_CHANNEL', hostSocket, shape } as const;
    const limits = { deadlineMs: deadlines.probeQueue, answerWithinMs: unknownWaitMs };
    await this.#questions.askAtOnce({ ...about, ...limits }, maxHostSocket, (options) =>
      link.waitForChannel({ hostSocket, addActivity: false }, options),
    );
  }

  /** The status for a number that does not exist. Without one that is known not to, a question would destroy a socket. */
  async #destroyUnknown(hostSocket: number | null): Promise<void> {
    this.#onStep('destroy-unknown');
    const link = this.#link;
    if (link === null || hostSocket === null) return;
    const about = { step: 'destroy-unknown', request: 'DESTROY_SOCKET', hostSocket } as const;
    await this.#questions.inShapes(about, (options) => link.destroySocket({ hostSocket }, options));
  }

  get #lies(): boolean {
    return this.#soFar().answersSuccessToAll === 'yes';
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
    if (this.#soFar().creatorEnds === 'frees') this.#own.gone(hostSocket);
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
      const closed = await close('channel', channel);
      this.#onStep('close-again');
      if (closed.ok) await close('close-again', channel);
      if (this.#lies) return;
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
    if (answer.ok) this.#own.gone(hostSocket);
  }
}
