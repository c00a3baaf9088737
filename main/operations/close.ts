import { randomUUID } from 'node:crypto';
import { hexStatus, isRemovalStatus, ntStatus } from '#app/dot4/ntstatus.ts';
import type { NtStatus } from '#app/dot4/ntstatus.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import { factsFrom } from '#app/evidence/facts.ts';
import { serviceAt } from '#app/evidence/service-number.ts';
import type { Fault } from '#app/faults/fault.ts';
import { jobsOf, whatChanged } from '#app/operations/confirmed.ts';
import type { CloseTarget } from '#app/operations/operation.ts';
import { whyNotOverJob, whyNotStep } from '#app/policy/forbidden.ts';
import type { HeldPolicy } from '#app/policy/policy.ts';
import { whyNotCutOff } from '#app/remedy/cut-off.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { liveChannel, whyNotThisRow } from '#app/session/channels.ts';
import type { Closed } from '#app/session/event.ts';
import type { ChannelState, DeviceState } from '#app/session/state.ts';
import { jobAtRisk } from '#app/teardown/job-at-risk.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import { foreignDestroyOf, meansNoSuchSocket, whyNoProbe } from '#app/teardown/permissions.ts';
import type { DeviceLink } from '#native';
import { deadlines } from '../deadlines.ts';
import { presentDevice, withLink } from '../session/device-service.ts';
import { lookAtSockets, noticeLeftOpen } from './look.ts';
import type { ProbeEvidence } from './look.ts';
import type { Begun, OperationParts, Particulars, RecordBody, Run } from './operation.ts';

const request = 'IOCTL_DOT4_DESTROY_SOCKET';
const success = ntStatus('STATUS_SUCCESS');
/** After so long another look is taken before the next request, in ms: a job may have begun. */
const lookHoldsMs = 1_000;
const stopped: Fault = { kind: 'stopped', request: 'DESTROY_SOCKET' };

/** One channel on its way through a close. */
class Target {
  readonly asked: CloseTarget;
  readonly evidence: Evidence[] = [];
  outcome: Outcome | null = null;
  /** Whether DESTROY_SOCKET went to the driver, and what the driver answered. */
  sent = false;
  status: NtStatus | null = null;
  intent: Begun | null = null;
  /** What was known of the row before. */
  before: ChannelState | null = null;
  readonly #teardown = randomUUID();

  constructor(asked: CloseTarget) {
    this.asked = asked;
  }

  get hostSocket(): number {
    return this.asked.hostSocket;
  }

  failed(fault: Fault): void {
    this.outcome ??= { kind: 'failed', fault };
  }

  intentRecord(): RecordBody {
    const { confirmed } = this.asked;
    const overJob = confirmed.cutOff.jobs.length > 0 || confirmed.cutOff.unseenJobs;
    return { record: 'intent', ...this.#about(), request, overJob, confirmed };
  }

  outcomeRecord(outcome: Outcome): RecordBody {
    return {
      record: 'outcome',
      ...this.#about(),
      request: this.sent ? request : null,
      ntstatus: this.status === null ? null : { code: hexStatus(this.status), name: this.status.name },
      outcome,
    };
  }

  #about() {
    const { hostSocket, before } = this;
    const generation = before?.generation ?? null;
    const evidence = [...(before?.evidence ?? []), ...this.evidence];
    return { teardown: this.#teardown, hostSocket, generation, evidence };
  }
}

const pending = (targets: readonly Target[]): Target[] => targets.filter(({ outcome }) => outcome === null);
const unsent = (targets: readonly Target[]): Target[] => pending(targets).filter(({ sent }) => !sent);

/** What of a target, as it is seen in the turn, its yes does not cover or the policy forbids; null: nothing. */
const whyNotCovered = (
  { asked, before }: Target,
  device: DeviceState,
  seen: readonly Evidence[],
  policy: HeldPolicy,
): Fault | null => {
  const { hostSocket, generation, confirmed } = asked;
  const { id: deviceId } = device.device;
  if (generation !== null && before?.generation !== generation)
    return whyNotThisRow(device, { deviceId, hostSocket, generation });
  const channel = before ?? {
    facts: factsFrom(seen, device.evidence),
    evidence: seen.filter(isJobInProgress),
  };
  const change = whatChanged(confirmed, channel, device);
  if (change !== null) return { kind: 'not-as-confirmed', deviceId, hostSocket, change };
  const jobs = jobsOf(channel, device).filter((job) => job.inProgress);
  const facts = before?.facts ?? null;
  const unseen = jobAtRisk(facts, hostSocket, device) === 'cannot-look';
  const forbidden =
    whyNotStep(policy, 'destroy-socket', before?.suspicion.level ?? 'none') ??
    whyNotOverJob(policy, unseen || jobs.length > 0);
  if (forbidden !== null) return forbidden;
  const service = serviceAt(facts, hostSocket, device);
  return whyNotCutOff(confirmed.cutOff, { jobs, unseen }, { deviceId, hostSocket }, service);
};

/** Where no row was shown, a job that waits was none to name. */
const isJobInProgress = (piece: Evidence): boolean => piece.kind === 'job' && piece.job.inProgress;

const answeredStatus = (answer: Result<void, Fault>): NtStatus | null => {
  if (answer.ok) return success;
  return answer.fault.kind === 'refused' ? answer.fault.ntstatus : null;
};

/** What the driver, when it answered, says of the sockets; where it cannot be asked, nothing. */
type Answers = ReadonlyMap<number, ProbeEvidence>;
const noAnswers: Answers = new Map();

/**
 * Closes host sockets of one device, in its turn: one link, one look at the system and the sockets before, a request for
 * each, one look after. The look compares with what was confirmed for each; what is new or other ends that one with
 * nothing sent. Each is audited by itself: its intent is on disk before its request, its outcome in any case. Existence
 * is never asked with a second DESTROY_SOCKET: the number may be another program's by then.
 */
export class CloseSockets {
  readonly #parts: OperationParts;
  readonly #run: Run;
  readonly #deviceId: string;
  readonly #targets: readonly Target[];
  readonly #isFree: (hostSocket: number) => boolean;
  /** When the last look began that was compared with what was confirmed. */
  #comparedAtMs = 0;

  /** `isFree`: asked right before a request; false where another program of ours has taken this socket on. */
  constructor(
    parts: OperationParts,
    run: Run,
    deviceId: string,
    targets: readonly CloseTarget[],
    isFree: (hostSocket: number) => boolean = () => true,
  ) {
    this.#parts = parts;
    this.#run = run;
    this.#deviceId = deviceId;
    this.#targets = targets.map((target) => new Target(target));
    this.#isFree = isFree;
  }

  async close(): Promise<readonly Closed[]> {
    const { session } = this.#parts;
    const device = presentDevice(session, this.#deviceId);
    if (!device.ok) this.#failAll(device.fault);
    else if (foreignDestroyOf(device.value.profile) === 'refused')
      this.#failAll({ kind: 'profile-forbids', feature: 'foreign-destroy', because: 'driver-refuses' });
    else await this.#withDevice(device.value);
    await this.#record();
    return this.#targets.map(({ hostSocket, outcome, sent, status, evidence }) => {
      if (outcome === null) throw new Error(`host socket ${hostSocket} was closed without an outcome`);
      return { hostSocket, outcome, sent, ntstatus: status, evidence };
    });
  }

  /** The link is opened first: a device that is replaced after the look is not the one that it leads to. */
  async #withDevice({ profile }: DeviceState): Promise<void> {
    const linked = await withLink(this.#parts.driver, this.#deviceId, profile, async (link) => {
      await this.#closeOver(link, profile);
      return ok(undefined);
    });
    if (!linked.ok) this.#failAll(linked.fault);
    await this.#believeRemoval();
  }

  /** The sockets are asked first: what begins while a slow driver answers is seen by the look. */
  async #closeOver(link: DeviceLink, asked: DriverProfile): Promise<void> {
    const before = await this.#ask(link, asked);
    if (!before.ok) return this.#failAll(before.fault);
    const seen = await this.#compare();
    if (!seen.ok) return this.#failAll(seen.fault);
    const { profile } = seen.value;
    for (const target of pending(this.#targets)) foundBefore(target, before.value.get(target.hostSocket));
    await this.#destroyAll(link, profile);
    const sent = pending(this.#targets);
    if (sent.length === 0) return;
    const after = await this.#ask(link, profile);
    const noProbe = whyNoProbe(profile);
    for (const target of sent) {
      const answer = after.ok ? after.value.get(target.hostSocket) : undefined;
      target.outcome =
        noProbe === null
          ? outcomeAfter(target, answer, this.#deviceId)
          : { kind: 'unconfirmed', ntstatus: success, because: noProbe };
    }
  }

  /** One look at the system: what is new or other than was confirmed ends its row, unless its request was sent. */
  async #compare(): Promise<Result<DeviceState, Fault>> {
    const { devices, session, clock } = this.#parts;
    this.#comparedAtMs = clock.monotonicMs();
    const seen = await devices.lookNow(this.#deviceId);
    if (!seen.ok) return seen;
    const { device, sight } = seen.value;
    for (const target of unsent(this.#targets)) {
      const { hostSocket } = target;
      target.before = liveChannel(session.state, this.#deviceId, hostSocket);
      const evidence = sight.observations.flatMap((one) =>
        one.hostSocket === hostSocket ? [one.evidence] : [],
      );
      const fault = whyNotCovered(target, device, evidence, session.state.environment.policy);
      if (fault !== null) target.failed(fault);
    }
    return ok(device);
  }

  /** Where the driver or the disk is slow, the look before the first request is too old for the next. */
  async #compareIfOld(): Promise<void> {
    if (this.#parts.clock.monotonicMs() - this.#comparedAtMs <= lookHoldsMs) return;
    const seen = await this.#compare();
    if (!seen.ok) for (const target of unsent(this.#targets)) target.failed(seen.fault);
  }

  /** What the driver says of every socket that still waits, in one round. */
  async #ask(link: DeviceLink, profile: DriverProfile): Promise<Result<Answers, Fault>> {
    const sockets = pending(this.#targets).map(({ hostSocket }) => hostSocket);
    if (whyNoProbe(profile) !== null || sockets.length === 0) return ok(noAnswers);
    const answers = await lookAtSockets(link, sockets, profile, this.#parts.clock);
    if (!answers.ok) return answers;
    for (const [hostSocket, answer] of answers.value) {
      this.#targets.find((target) => target.hostSocket === hostSocket)?.evidence.push(answer);
      noticeLeftOpen(this.#parts, this.#deviceId, hostSocket, answer);
    }
    return answers;
  }

  async #destroyAll(link: DeviceLink, profile: DriverProfile): Promise<void> {
    const total = this.#targets.length;
    for (const target of pending(this.#targets)) {
      await this.#compareIfOld();
      if (this.#run.signal.aborted) target.failed(stopped);
      else if (target.outcome === null) await this.#destroy(link, target, profile);
      this.#run.change({ stage: 'acting', progress: { done: this.#targets.indexOf(target) + 1, total } });
    }
  }

  async #destroy(link: DeviceLink, target: Target, profile: DriverProfile): Promise<void> {
    const { hostSocket } = target;
    if (!this.#isFree(hostSocket))
      return target.failed({ kind: 'busy', deviceId: this.#deviceId, operation: 'close' });
    const intent = await this.#run.begin(target.intentRecord(), (fault) =>
      target.outcomeRecord({ kind: 'failed', fault }),
    );
    if (!intent.ok) return target.failed(intent.fault);
    target.intent = intent.value;
    target.sent = true;
    const answer = await link.destroySocket({ hostSocket }, { deadlineMs: deadlines.destroy });
    if (!answer.ok && answer.fault.kind === 'not-sent') target.sent = false;
    target.status = answeredStatus(answer);
    if (target.status !== null) {
      const at = this.#parts.clock.now();
      target.evidence.push({
        kind: 'destroy-answered',
        source: 'driver-answer',
        at,
        ntstatus: target.status,
      });
    }
    if (answer.ok) return;
    if (target.status !== null && meansNoSuchSocket(profile, target.status.code))
      target.outcome = { kind: 'already-gone', ntstatus: target.status, told: 'by-destroy' };
    else target.failed(answer.fault);
  }

  /** Every outcome is recorded: also that nothing was sent. Where the intent could not be, that is the outcome. */
  async #record(): Promise<void> {
    for (const target of this.#targets) {
      const { outcome, intent } = target;
      if (outcome === null) continue;
      if (intent !== null) await intent.end(target.outcomeRecord(outcome));
      else if (outcome.kind !== 'failed' || outcome.fault.kind !== 'audit-unwritable')
        await this.#run.record(target.outcomeRecord(outcome));
    }
  }

  /** An answer that speaks of removal is believed once a look at the system says the same. */
  async #believeRemoval(): Promise<void> {
    const { devices, session } = this.#parts;
    const speaks = this.#targets.filter(
      ({ outcome }) => outcome?.kind === 'failed' && mayHaveLeft(outcome.fault),
    );
    if (speaks.length === 0) return;
    await devices.refresh();
    if (session.state.devices[this.#deviceId]?.presence === 'present') return;
    for (const target of speaks)
      target.outcome = { kind: 'failed', fault: { kind: 'device-gone', deviceId: this.#deviceId } };
  }

  #failAll(fault: Fault): void {
    for (const target of this.#targets) target.failed(fault);
  }
}

/** What a fault says of the device itself, if anything: that it may have left. */
const mayHaveLeft = (fault: Fault): boolean =>
  fault.kind === 'device-gone' || (fault.kind === 'refused' && isRemovalStatus(fault.ntstatus.code));

const foundBefore = (target: Target, answer: ProbeEvidence | undefined): void => {
  if (answer?.kind === 'probe-refused')
    target.outcome = { kind: 'already-gone', ntstatus: answer.ntstatus, told: 'by-probe' };
};

/** What a destroy that succeeded came to, no stronger than what the look after it shows. */
const outcomeAfter = (
  { hostSocket }: Target,
  answer: ProbeEvidence | undefined,
  deviceId: string,
): Outcome => {
  switch (answer?.kind) {
    case 'probe-refused':
      return { kind: 'freed', ntstatus: success };
    case undefined:
    case 'probe-unclear':
      return { kind: 'unconfirmed', ntstatus: success, because: 'recheck-unclear' };
    default:
      return { kind: 'failed', fault: { kind: 'still-there', deviceId, hostSocket, ntstatus: success } };
  }
};

/** Closes N channels of one device in one turn. */
export const closing = (parts: OperationParts): Particulars<'close'> => ({
  turn: () => 'keeps',
  perform: async ({ deviceId, targets }, run) => {
    const { session, clock } = parts;
    const operation = session.state.operations[run.id];
    const open =
      operation?.kind === 'close'
        ? targets.filter((_target, index) => operation.closings[index]?.outcome === null)
        : targets;
    for (const closed of await new CloseSockets(parts, run, deviceId, open).close()) {
      session.dispatch({ type: 'closing-ended', at: clock.now(), id: run.id, ...closed });
    }
    return { kind: 'close' };
  },
});
