import { setMaxListeners } from 'node:events';
import type { Clock } from '#app/clock.ts';
import type { NtStatus } from '#app/dot4/ntstatus.ts';
import { isRemovalStatus, ntStatus } from '#app/dot4/ntstatus.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import { maxHostSocket } from '#app/dot4/sockets.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { DeviceLink } from '#native';
import { deadlines } from '../deadlines.ts';
import type { OperationParts } from './operation.ts';

export type ProbeEvidence = Extract<Evidence, { kind: `probe-${string}` }>;

/** How many control questions a round has. */
const controlsPerRound = 8;
/** What waited is asked once more, and longer: both rounds together stay within three probe times. */
const secondWaitFactor = 1.3;
/** How long a driver that was late is waited for, at least, in ms. */
const patientMs = 1_000;
const patientFactor = 4;

/** How WAIT_FOR_CHANNEL ended for one number. */
type Answer =
  | { readonly kind: 'absent'; readonly ntstatus: NtStatus; readonly ms: number }
  | { readonly kind: 'other'; readonly ntstatus: NtStatus }
  | { readonly kind: 'waited' }
  | { readonly kind: 'caught'; readonly closedAgain: boolean };
type Answers = ReadonlyMap<number, Answer>;

type Look = Result<ReadonlyMap<number, ProbeEvidence>, Fault>;
type LookClock = Pick<Clock, 'now' | 'monotonicMs'>;

interface Asking {
  readonly link: DeviceLink;
  readonly profile: DriverProfile;
  readonly clock: LookClock;
  readonly signal: AbortSignal | undefined;
}
type OnEvidence = (hostSocket: number, evidence: ProbeEvidence) => void;

/** These say that the driver takes no more questions at this moment, not whether there is such a socket. */
const tooMany: ReadonlySet<number> = new Set(
  (['STATUS_INSUFFICIENT_RESOURCES', 'STATUS_NO_MEMORY', 'STATUS_DEVICE_BUSY'] as const).map(
    (name) => ntStatus(name).code,
  ),
);

/** Asks about one number. A channel that the peripheral opens meanwhile was not meant for us and is closed again. */
const ask = async (
  { link, profile, clock, signal }: Asking,
  hostSocket: number,
  waitMs: number,
): Promise<Result<Answer, Fault>> => {
  const from = clock.monotonicMs();
  const answer = await link.waitForChannel(
    { hostSocket, addActivity: false },
    { deadlineMs: deadlines.probeQueue, answerWithinMs: waitMs, signal },
  );
  if (answer.ok) {
    const closed = await link.closeChannel(answer.value, { deadlineMs: deadlines.closeChannel });
    return ok({ kind: 'caught', closedAgain: closed.ok });
  }
  const { fault } = answer;
  if (fault.kind === 'deadline' && fault.withdrawn) return ok({ kind: 'waited' });
  if (fault.kind !== 'refused') return fail(fault);
  const { ntstatus } = fault;
  if (isRemovalStatus(ntstatus.code)) return fail({ kind: 'device-gone', deviceId: link.deviceId });
  return ok(
    ntstatus.code === profile.unknownProbeStatus
      ? { kind: 'absent', ntstatus, ms: clock.monotonicMs() - from }
      : { kind: 'other', ntstatus },
  );
};

/** Numbers that are hardly ever in use: drivers give the lowest. Whether they are is asked like all others. */
const highNumbersBut = (sockets: ReadonlySet<number>): readonly number[] => {
  const found: number[] = [];
  for (let number = maxHostSocket; number > 0 && found.length < controlsPerRound; number -= 1)
    if (!sockets.has(number)) found.push(number);
  return found;
};

const mayAskAgain = (answer: Answer): boolean =>
  answer.kind === 'waited' || (answer.kind === 'other' && tooMany.has(answer.ntstatus.code));

const evidenceOf = (
  answer: Answer,
  at: number,
  isVouchedFor: boolean,
  { measuredOn }: DriverProfile,
): ProbeEvidence => {
  const source = 'driver-answer';
  switch (answer.kind) {
    case 'absent':
      return { kind: 'probe-refused', source, at, ntstatus: answer.ntstatus };
    case 'caught':
      return { kind: 'probe-caught-channel', source, at, closedAgain: answer.closedAgain };
    case 'other':
      return { kind: 'probe-unclear', source, at, ntstatus: answer.ntstatus };
    case 'waited':
      return isVouchedFor
        ? { kind: 'probe-pended', source, at, ...(measuredOn === undefined ? {} : { measuredOn }) }
        : { kind: 'probe-unclear', source, at, ntstatus: null, because: 'control-late' };
  }
};

const areAbsent = (controls: readonly number[], answers: Answers): boolean =>
  controls.every((control) => answers.get(control)?.kind === 'absent');

/** Something that waited a moment ago is refused now: the driver was late. */
const wasLate = (before: Answers, answers: Answers): boolean =>
  [...answers].some(
    ([hostSocket, answer]) => answer.kind === 'absent' && before.get(hostSocket)?.kind === 'waited',
  );

/** After how many ms the last refusal came; 0: there was none. */
const slowestRefusal = (answers: Answers): number =>
  Math.max(0, ...[...answers.values()].map((answer) => (answer.kind === 'absent' ? answer.ms : 0)));

/** All refusals came in half the time. */
const leftRoom = (answers: Answers, waitMs: number): boolean => slowestRefusal(answers) <= waitMs / 2;

/** Numbers that were refused a moment ago, the highest first: the least likely to come into use meanwhile. */
const controlsFrom = (answers: Answers): readonly number[] =>
  [...answers]
    .flatMap(([hostSocket, answer]) => (answer.kind === 'absent' ? [hostSocket] : []))
    .toSorted((a, b) => b - a)
    .slice(0, controlsPerRound);

/**
 * Asks which of these host sockets exist, all at once: WAIT_FOR_CHANNEL is refused for one that does not, and waits
 * for one that does. Only for drivers whose profile allows it (whyNoProbe).
 *
 * A refusal is an answer; waiting alone is none, because a refusal may be late. So what waited is asked about once
 * more beside controls, numbers that were refused a moment ago; only if these are refused in time, and nothing that
 * waited before is refused now, does waiting mean that the socket exists. Where the driver was late it is asked a last
 * time, patiently. What is still not certain then is `probe-unclear`.
 *
 * Answers evidence for each socket, and for a control on which the peripheral opened a channel; `onEvidence` is called
 * with each piece as soon as it is certain. Faults: whatever keeps a question from being asked (device gone,
 * cancelled, not given back).
 */
export const lookAtSockets = async (
  link: DeviceLink,
  sockets: readonly number[],
  profile: DriverProfile,
  clock: LookClock,
  signal?: AbortSignal,
  onEvidence: OnEvidence = () => undefined,
): Promise<Look> => {
  // each question listens to it until it is answered
  if (signal !== undefined) setMaxListeners(0, signal);
  return new Looking({ link, profile, clock, signal }, new Set(sockets), onEvidence).run();
};

class Looking {
  readonly #asking: Asking;
  readonly #wanted: ReadonlySet<number>;
  readonly #onEvidence: OnEvidence;
  readonly #found = new Map<number, ProbeEvidence>();

  constructor(asking: Asking, wanted: ReadonlySet<number>, onEvidence: OnEvidence) {
    this.#asking = asking;
    this.#wanted = wanted;
    this.#onEvidence = onEvidence;
  }

  async run(): Promise<Look> {
    const waitMs = this.#asking.profile.probeMs ?? deadlines.probe;
    const longestMs = Math.max(patientMs, waitMs * patientFactor);
    const first = await this.#round([...this.#wanted], highNumbersBut(this.#wanted), waitMs);
    if (!first.ok) return first;
    const known = controlsFrom(first.value);
    return known.length > 0
      ? this.#beside(known, first.value, waitMs * secondWaitFactor, longestMs)
      : this.#afterNoRefusal(first.value, longestMs);
  }

  /** What waited is asked again beside controls, and a last time with more patience where something was late. */
  async #beside(
    controls: readonly number[],
    before: Answers,
    waitMs: number,
    longestMs: number,
  ): Promise<Look> {
    if (this.#isDone()) return ok(this.#found);
    const second = await this.#round(this.#open(before), controls, waitMs);
    if (!second.ok) return second;
    if (areAbsent(controls, second.value) && !wasLate(before, second.value))
      return this.#settleOpen(second.value, true);
    if (this.#isDone()) return ok(this.#found);
    const last = await this.#round(this.#open(second.value), controls, longestMs);
    if (!last.ok) return last;
    return this.#settleOpen(last.value, areAbsent(controls, last.value) && leftRoom(last.value, longestMs));
  }

  /** The driver is late, or every number exists: what is refused to a patient question are the controls of the next. */
  async #afterNoRefusal(before: Answers, longestMs: number): Promise<Look> {
    const patient = await this.#round(this.#open(before), [], longestMs);
    if (!patient.ok) return patient;
    const controls = controlsFrom(patient.value);
    if (controls.length === 0 || this.#isDone()) return this.#settleOpen(patient.value, false);
    const waitMs = patientFactor * slowestRefusal(patient.value);
    const last = await this.#round(this.#open(patient.value), controls, waitMs);
    if (!last.ok) return last;
    const isVouchedFor = areAbsent(controls, last.value) && !wasLate(patient.value, last.value);
    return this.#settleOpen(last.value, isVouchedFor);
  }

  #isDone(): boolean {
    return [...this.#wanted].every((hostSocket) => this.#found.has(hostSocket));
  }

  /** Asks about all these numbers at once, the controls before and after the others. */
  async #round(
    sockets: readonly number[],
    controls: readonly number[],
    waitMs: number,
  ): Promise<Result<Answers, Fault>> {
    const half = controls.length >> 1;
    const order = [...controls.slice(0, half), ...sockets, ...controls.slice(half)];
    const answers = new Map<number, Answer>();
    const results = await Promise.all(
      order.map(async (hostSocket) => {
        const answer = await ask(this.#asking, hostSocket, waitMs);
        if (!answer.ok) return answer;
        answers.set(hostSocket, answer.value);
        if (!mayAskAgain(answer.value)) this.#settle(hostSocket, answer.value, true);
        return answer;
      }),
    );
    return results.find((result) => !result.ok) ?? ok(answers);
  }

  #open(answers: Answers): readonly number[] {
    return [...answers].flatMap(([hostSocket, answer]) =>
      mayAskAgain(answer) && !this.#found.has(hostSocket) ? [hostSocket] : [],
    );
  }

  #settleOpen(answers: Answers, isVouchedFor: boolean): Look {
    for (const [hostSocket, answer] of answers)
      if (mayAskAgain(answer)) this.#settle(hostSocket, answer, isVouchedFor);
    return ok(this.#found);
  }

  #settle(hostSocket: number, answer: Answer, isVouchedFor: boolean): void {
    const isKnown = !this.#wanted.has(hostSocket) || this.#found.has(hostSocket);
    if (isKnown && answer.kind !== 'caught') return;
    const evidence = evidenceOf(answer, this.#asking.clock.now(), isVouchedFor, this.#asking.profile);
    this.#found.set(hostSocket, evidence);
    this.#onEvidence(hostSocket, evidence);
  }
}

/** The same for one socket. */
export const lookAtSocket = async (
  link: DeviceLink,
  hostSocket: number,
  profile: DriverProfile,
  clock: LookClock,
): Promise<Result<ProbeEvidence, Fault>> => {
  const looked = await lookAtSockets(link, [hostSocket], profile, clock);
  if (!looked.ok) return looked;
  const evidence = looked.value.get(hostSocket);
  if (evidence === undefined) throw new Error(`host socket ${hostSocket} was asked about without evidence`);
  return ok(evidence);
};

/** Tells a person of a channel that the printer opened to our question and that could not be closed again. */
export const noticeLeftOpen = (
  { session, clock }: Pick<OperationParts, 'session' | 'clock'>,
  deviceId: string,
  hostSocket: number,
  answer: ProbeEvidence,
): void => {
  if (answer.kind !== 'probe-caught-channel' || answer.closedAgain) return;
  const fault: Fault = { kind: 'channel-left-open', deviceId, hostSocket };
  session.dispatch({ type: 'notice', at: clock.now(), fault });
};
