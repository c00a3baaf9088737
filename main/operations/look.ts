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

export type ProbeEvidence = Extract<Evidence, { kind: `probe-${string}` }>;

/** How many control questions a round has. */
const controlsPerRound = 8;
/** What waited is asked once more, and longer: both rounds together stay within three probe times. */
const secondWaitFactor = 1.6;
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
  readonly onAnswer: (hostSocket: number, answer: Answer) => void;
}

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
    { deadlineMs: waitMs, signal },
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

/** Asks about all these numbers at once, the controls before and after the others. */
const askRound = async (
  asking: Asking,
  sockets: readonly number[],
  controls: readonly number[],
  waitMs: number,
): Promise<Result<Answers, Fault>> => {
  const half = controls.length >> 1;
  const order = [...controls.slice(0, half), ...sockets, ...controls.slice(half)];
  const answers = new Map<number, Answer>();
  const results = await Promise.all(
    order.map(async (hostSocket) => {
      const answer = await ask(asking, hostSocket, waitMs);
      if (!answer.ok) return answer;
      answers.set(hostSocket, answer.value);
      asking.onAnswer(hostSocket, answer.value);
      return answer;
    }),
  );
  return results.find((result) => !result.ok) ?? ok(answers);
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

const evidenceOf = (answer: Answer, at: number, isVouchedFor: boolean): ProbeEvidence => {
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
        ? { kind: 'probe-pended', source, at }
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

/** Some numbers were refused, and all of them in half the time. */
const leftRoom = (answers: Answers, waitMs: number): boolean => {
  const refusedAfter = [...answers.values()].flatMap((one) => (one.kind === 'absent' ? [one.ms] : []));
  return refusedAfter.length > 0 && Math.max(...refusedAfter) <= waitMs / 2;
};

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
  onEvidence?: (hostSocket: number, evidence: ProbeEvidence) => void,
): Promise<Look> => {
  const wanted = new Set(sockets);
  const found = new Map<number, ProbeEvidence>();
  const settle = (hostSocket: number, answer: Answer, isVouchedFor: boolean): void => {
    const isKnown = !wanted.has(hostSocket) || found.has(hostSocket);
    if (isKnown && answer.kind !== 'caught') return;
    const evidence = evidenceOf(answer, clock.now(), isVouchedFor);
    found.set(hostSocket, evidence);
    onEvidence?.(hostSocket, evidence);
  };
  const onAnswer = (hostSocket: number, answer: Answer): void => {
    if (!mayAskAgain(answer)) settle(hostSocket, answer, true);
  };
  // each question listens to it until it is answered
  if (signal !== undefined) setMaxListeners(0, signal);
  const asking: Asking = { link, profile, clock, signal, onAnswer };
  const waitMs = profile.probeMs ?? deadlines.probe;
  const stillOpen = (answers: Answers): readonly number[] =>
    [...answers].flatMap(([hostSocket, answer]) =>
      mayAskAgain(answer) && !found.has(hostSocket) ? [hostSocket] : [],
    );
  const isDone = (): boolean => sockets.every((hostSocket) => found.has(hostSocket));
  const settleOpen = (answers: Answers, isVouchedFor: boolean): Look => {
    for (const [hostSocket, answer] of answers)
      if (mayAskAgain(answer)) settle(hostSocket, answer, isVouchedFor);
    return ok(found);
  };

  const first = await askRound(asking, [...wanted], highNumbersBut(wanted), waitMs);
  if (!first.ok || isDone()) return first.ok ? ok(found) : first;
  let open = stillOpen(first.value);
  const controls = [...first.value]
    .flatMap(([hostSocket, answer]) => (answer.kind === 'absent' ? [hostSocket] : []))
    .toSorted((a, b) => b - a)
    .slice(0, controlsPerRound);

  if (controls.length > 0) {
    const second = await askRound(asking, open, controls, waitMs * secondWaitFactor);
    if (!second.ok) return second;
    if (isDone()) return ok(found);
    const isVouchedFor = areAbsent(controls, second.value) && !wasLate(first.value, second.value);
    if (isVouchedFor) return settleOpen(second.value, true);
    open = stillOpen(second.value);
  }

  const longestMs = Math.max(patientMs, waitMs * patientFactor);
  const last = await askRound(asking, open, controls, longestMs);
  if (!last.ok) return last;
  return settleOpen(last.value, areAbsent(controls, last.value) && leftRoom(last.value, longestMs));
};

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
