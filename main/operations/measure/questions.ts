import type { CalibrationObservation, StepName } from '#app/calibration/observation.ts';
import { isAboutBuffers } from '#app/calibration/conclude.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import { isRemovalStatus } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { shapeNames } from '#native';
import type { RequestOptions } from '#native';

interface About {
  readonly step: StepName;
  readonly request: CalibrationObservation['request'];
  readonly hostSocket?: number;
  readonly service?: string;
  readonly shape?: string | null;
  readonly deadlineMs: number;
  /** From when it is sent on: for questions whose waiting is the answer. */
  readonly answerWithinMs?: number;
}

/** Longest a request of the measurement may take, in ms. */
const requestMs = 1_500;

/**
 * Asks the driver and writes down what it says. Once it was told to stop, or the device has gone, nothing is asked
 * any more: every further question is answered with the fault that ended it.
 */
export class Questions {
  readonly observations: CalibrationObservation[] = [];
  /** The buffers that were taken so far. */
  readonly shapes: Partial<Record<RequestName, string>> = {};
  stopped: Fault | null = null;
  readonly #monotonicMs: () => number;
  readonly #signal: AbortSignal;

  constructor(monotonicMs: () => number, signal: AbortSignal) {
    this.#monotonicMs = monotonicMs;
    this.#signal = signal;
  }

  async ask<T>(
    about: About,
    call: (options: RequestOptions) => Promise<Result<T, Fault>>,
  ): Promise<Result<T, Fault>> {
    if (this.stopped !== null) return fail(this.stopped);
    const from = this.#monotonicMs();
    const answer = await call({
      deadlineMs: about.deadlineMs,
      answerWithinMs: about.answerWithinMs,
      signal: this.#signal,
      shape: about.shape ?? undefined,
    });
    if (!answer.ok && this.#ends(answer.fault)) {
      this.stopped = answer.fault;
      return answer;
    }
    this.#note(about, answer, this.#monotonicMs() - from);
    return answer;
  }

  /** One question many times at once, as a scan has them; noted once, by the answer that took longest. */
  async askAtOnce<T>(
    about: About,
    times: number,
    call: (options: RequestOptions) => Promise<Result<T, Fault>>,
  ): Promise<void> {
    if (this.stopped !== null) return;
    const from = this.#monotonicMs();
    const options = {
      deadlineMs: about.deadlineMs,
      answerWithinMs: about.answerWithinMs,
      signal: this.#signal,
      shape: about.shape ?? undefined,
    };
    const one = async () => {
      const answer = await call(options);
      if (!answer.ok && this.#ends(answer.fault)) this.stopped ??= answer.fault;
      return { answer, ms: this.#monotonicMs() - from };
    };
    const answers = await Promise.all(Array.from({ length: times }, one));
    if (this.#isStopped()) return;
    const slowest = answers.toSorted((a, b) => b.ms - a.ms)[0];
    if (slowest !== undefined) this.#note(about, slowest.answer, slowest.ms);
  }

  #isStopped(): boolean {
    return this.stopped !== null;
  }

  #note(about: About, answer: Result<unknown, Fault>, ms: number): void {
    this.observations.push({
      step: about.step,
      request: about.request,
      shape: about.shape ?? null,
      service: about.service ?? null,
      hostSocket: about.hostSocket ?? null,
      ...answerOf(answer),
      ms: Math.max(0, Math.round(ms * 10) / 10),
    });
  }

  /** With the buffers that are known to be taken, or with one shape after the other until one is. */
  async inShapes<T>(
    about: { readonly step: StepName; readonly request: RequestName } & Partial<About>,
    call: (options: RequestOptions) => Promise<Result<T, Fault>>,
  ): Promise<Result<T, Fault>> {
    const { request } = about;
    const known = this.shapes[request];
    const [first = '', ...others] = known === undefined ? shapeNames(request) : [known];
    const withShape = (shape: string) => this.ask({ deadlineMs: requestMs, ...about, shape }, call);
    let [shape, answer] = [first, await withShape(first)];
    for (const other of others) {
      if (answer.ok || answer.fault.kind !== 'refused' || !isAboutBuffers(answer.fault.ntstatus.code)) break;
      [shape, answer] = [other, await withShape(other)];
    }
    if (answer.ok || answer.fault.kind === 'deadline') this.shapes[request] = shape;
    return answer;
  }

  #ends(fault: Fault): boolean {
    if (this.#signal.aborted) return true;
    switch (fault.kind) {
      case 'device-gone':
      case 'asleep':
      case 'not-answering':
      case 'unknown-device':
        return true;
      case 'refused':
        return isRemovalStatus(fault.ntstatus.code);
      default:
        return false;
    }
  }
}

const answerOf = (answer: Result<unknown, Fault>): Pick<CalibrationObservation, 'answer' | 'status'> => {
  if (answer.ok) return { answer: 'done', status: null };
  const { fault } = answer;
  switch (fault.kind) {
    case 'refused':
    case 'open-failed':
    case 'access-denied':
      return { answer: 'refused', status: fault.ntstatus.code };
    case 'deadline':
      return { answer: fault.withdrawn ? 'pended' : 'kept', status: null };
    default:
      return { answer: 'unusable', status: null };
  }
};
