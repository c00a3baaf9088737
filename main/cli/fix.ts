import type { Fault } from '#app/faults/fault.ts';
import { nothingCutOff } from '#app/operations/confirmation.ts';
import type { Confirmed } from '#app/operations/confirmation.ts';
import { confirmedOf, expressYes } from '#app/operations/confirmed.ts';
import { cutOffBy } from '#app/remedy/cut-off.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import { remedyPlan, rungAfter } from '#app/remedy/plan.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { StepKind } from '#app/remedy/step.ts';
import { beginningOf, thereAgain } from '#app/remedy/there-again.ts';
import type { Beginning } from '#app/remedy/there-again.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { ChannelState, SessionState } from '#app/session/state.ts';
import type { Explanation, Verdict } from '#app/verdict/verdict.ts';
import { fixWords, listWords } from '#app/words/cli.ts';
import { faultSentence, faultWords } from '#app/words/faults.ts';
import { outcomeWords } from '#app/words/outcomes.ts';
import { printerName } from '#app/words/printer-names.ts';
import { remedyOutcomeWords } from '#app/words/remedy-outcomes.ts';
import { stepWords } from '#app/words/remedy.ts';
import { channelWords } from '#app/words/status.ts';
import { gapWords } from '#app/words/gaps.ts';
import { explanationWords } from '#app/words/verdict.ts';
import { pause } from '#native';
import { lastsMs } from '../operations/remedy/whether-it-helped.ts';
import { confirm } from './confirm.ts';
import type { Console } from './console.ts';
import { exitCodeOfFault, exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import {
  allExplanations,
  chosenDevices,
  driversOf,
  findStuck,
  isStuck,
  jsonFound,
  tooShortWords,
} from './find.ts';
import type { Found } from './find.ts';
import { jsonFault } from './json.ts';
import { noteAudited, noticesOf } from './notices.ts';
import type { OpenedServices } from './open-services.ts';
import type { CommandOf } from './parse-command.ts';
import { timeOfDay } from './text.ts';
import { whyForceToFix } from './why-force.ts';

/** A step as it is agreed to: its target, and what the person sees now. */
interface Agreed {
  readonly step: RemedyStep;
  readonly confirmed: Confirmed;
  /** What keeps it from being done as things stand: without --force it cuts off no job. */
  readonly refused: Fault | null;
}

/** A step that is about to be done, and what its channel was like before it. */
interface Begun {
  readonly step: RemedyStep;
  readonly beginning: Beginning;
}

interface Attempt {
  readonly step: StepKind;
  readonly outcome: string;
  readonly message: string;
  readonly nextStep: string | null;
  readonly fault: Fault | null;
}

/** One stuck channel on its way through the allowed steps. */
interface Target {
  readonly channel: ChannelState;
  readonly name: string;
  readonly agreed: readonly Agreed[];
  /** The step that may free it, whether or not it is allowed here, as --steps takes it; null: there is none. */
  readonly mildest: string | null;
  readonly attempts: Attempt[];
  /** `device-gone`: nobody knows what became of it. */
  end: 'open' | 'freed' | 'unconfirmed' | 'device-gone';
}

/** With --force a job in progress is what a close may cut off. */
const isAllowed = ({ kind, availability }: RemedyStep, { steps, force }: CommandOf<'fix'>): boolean =>
  steps.includes(kind) &&
  (availability.kind === 'by-unjam' ||
    (force && availability.kind === 'not-offered' && availability.because === 'job-in-progress'));

const isMeant = ({ cause }: Explanation, { suspect }: CommandOf<'fix'>): boolean =>
  cause.kind === 'channel' && (cause.suspicion.level === 'stuck' || suspect);

const failed = (step: StepKind, fault: Fault): Attempt => ({
  step,
  outcome: 'failed',
  message: faultSentence(fault),
  nextStep: faultWords(fault).nextStep,
  fault,
});

/** Steps that were asked for and that the policy of this computer forbids. */
const forbiddenOf = (plan: readonly RemedyStep[], { steps }: CommandOf<'fix'>): Attempt[] =>
  plan.flatMap(({ kind, availability }) =>
    steps.includes(kind) && availability.kind === 'not-offered' && availability.because === 'policy'
      ? [failed(kind, availability.forbids)]
      : [],
  );

const targetsOf = (state: SessionState, verdict: Verdict, command: CommandOf<'fix'>): Target[] => {
  const device = state.devices[verdict.deviceId];
  if (device === undefined) return [];
  return allExplanations(verdict)
    .filter((explanation) => isMeant(explanation, command))
    .flatMap(({ channels, first }) =>
      channels.flatMap(({ key }) => {
        const channel = state.channels[key];
        return channel === undefined ? [] : [{ channel, mildest: first }];
      }),
    )
    .map(({ channel, mildest }): Target => {
      const plan = remedyPlan(channel, device, state.environment);
      const agreed = plan
        .filter((step) => isAllowed(step, command))
        .map((step) => {
          const cutOff = cutOffBy(step.kind, step.action, channel, state);
          const yes = command.force ? expressYes(cutOff) : nothingCutOff;
          const refused = command.force ? null : whyForceToFix(state, channel, step);
          return { step, confirmed: confirmedOf(channel, device, yes), refused };
        });
      const first = plan.find(({ kind }) => kind === mildest) ?? null;
      const force = first === null || whyForceToFix(state, channel, first) === null ? '' : ' --force';
      const name = `${verdict.printer}, ${channelWords(channel.facts.service.value, channel.hostSocket)}`;
      return {
        channel,
        name,
        agreed,
        mildest: first && `${first.kind}${force}`,
        attempts: forbiddenOf(plan, command),
        end: 'open',
      };
    });
};

/** What it means that a number which was free is taken seconds later. */
const afterClose = (
  seen: ReturnType<typeof thereAgain>,
  next: StepKind | null,
): { readonly outcome: RemedyOutcome; readonly end: Target['end'] } => {
  switch (seen) {
    case 'same':
      return { outcome: { kind: 'did-not-last', done: null, because: 'socket-back', next }, end: 'open' };
    case 'in-use':
      return { outcome: { kind: 'helped', done: null, since: 'in-use' }, end: 'freed' };
    case 'unclear':
      return { outcome: { kind: 'unverified', done: null, because: 'there-again' }, end: 'unconfirmed' };
  }
};

/** Does the allowed steps one after the other, for each channel until it is free. */
class Fixing {
  readonly #services: OpenedServices;
  readonly #force: boolean;
  readonly #stopped: AbortSignal;

  /** `stopped`: what was begun ends, and nothing more is begun. */
  constructor(services: OpenedServices, force: boolean, stopped: AbortSignal) {
    this.#services = services;
    this.#force = force;
    this.#stopped = stopped;
  }

  async run(deviceId: string, targets: readonly Target[], steps: readonly StepKind[]): Promise<void> {
    for (const kind of steps) {
      const due = targets.flatMap((target) => {
        const agreed = target.agreed.find(({ step }) => step.kind === kind);
        return agreed === undefined ? [] : [{ target, agreed }];
      });
      if (kind === 'destroy-socket') await this.#close(deviceId, due);
      else for (const { target, agreed } of due) await this.#step(target, agreed);
    }
    if (!this.#stopped.aborted) for (const target of targets) this.#openNow(target);
  }

  /** The channel as it is now; null: it is open no more. What went with the step of another is free, too; what is there again is another row, which was not agreed to. */
  #openNow(target: Target): ChannelState | null {
    const { deviceId, hostSocket, generation } = target.channel;
    const { state } = this.#services.session;
    if (target.end === 'open' && state.devices[deviceId]?.presence !== 'present') target.end = 'device-gone';
    const live = liveChannel(state, deviceId, hostSocket);
    const isThere = live?.generation === generation && live.facts.exists.value !== false;
    const isBack = target.attempts.at(-1)?.outcome === 'did-not-last';
    if (target.end === 'open' && !isThere && !isBack) target.end = 'freed';
    return target.end === 'open' && isThere ? live : null;
  }

  /** Whether a step may be begun now. Where it would cut off a job, that is its outcome. */
  #mayBegin(target: Target, { step }: Agreed): boolean {
    if (this.#stopped.aborted) return false;
    const channel = this.#openNow(target);
    if (channel === null) return false;
    const fault = this.#force ? null : whyForceToFix(this.#services.session.state, channel, step);
    if (fault !== null) target.attempts.push(failed(step.kind, fault));
    return fault === null;
  }

  /** All channels of a device at once: one look before, one after. */
  async #close(
    deviceId: string,
    all: readonly { readonly target: Target; readonly agreed: Agreed }[],
  ): Promise<void> {
    const due = all.filter(({ target, agreed }) => this.#mayBegin(target, agreed));
    if (due.length === 0) return;
    const closed = new Map(due.map(({ target, agreed }) => [target, this.#begun(target, agreed)]));
    const targets = due.map(({ target: { channel }, agreed: { confirmed } }) => ({
      hostSocket: channel.hostSocket,
      generation: channel.generation,
      confirmed,
    }));
    const started = this.#services.operations.start<'close'>({ kind: 'close', deviceId, targets });
    const closings = started.ok ? (await started.value.ended).closings : [];
    for (const { target } of due) {
      const closing = closings.find(({ hostSocket }) => hostSocket === target.channel.hostSocket);
      const outcome =
        closing?.outcome ?? (started.ok ? null : { kind: 'failed' as const, fault: started.fault });
      if (outcome === null) throw new Error('a close without an outcome');
      const { sentence, nextStep } = outcomeWords(outcome, target.name);
      const fault = outcome.kind === 'failed' ? outcome.fault : null;
      target.attempts.push({
        step: 'destroy-socket',
        outcome: outcome.kind,
        message: sentence,
        nextStep,
        fault,
      });
      if (outcome.kind !== 'failed') target.end = outcome.kind === 'unconfirmed' ? 'unconfirmed' : 'freed';
      if (outcome.kind !== 'freed') closed.delete(target);
    }
    if (closed.size > 0) await this.#ifTheyLast(deviceId, closed);
  }

  #begun({ channel }: Target, { step, confirmed }: Agreed): Begun {
    const { session, clock } = this.#services;
    const live = liveChannel(session.state, channel.deviceId, channel.hostSocket) ?? channel;
    const device = session.state.devices[channel.deviceId];
    if (device === undefined) throw new Error(`no device ${channel.deviceId}`);
    return { step, beginning: beginningOf(live, device, confirmed, clock.monotonicMs()) };
  }

  /** A close is judged like any other step, by what stays: one scan looks at all that were closed, seconds later. */
  async #ifTheyLast(deviceId: string, closed: ReadonlyMap<Target, Begun>): Promise<void> {
    const { session, clock, operations, devices } = this.#services;
    const closedMs = clock.monotonicMs();
    await pause(clock, lastsMs, this.#stopped);
    if (this.#stopped.aborted) return;
    await devices.refresh();
    const started = operations.start<'scan'>({ kind: 'scan', deviceId });
    if (started.ok) await started.value.ended;
    for (const [target, { step, beginning }] of closed) {
      const device = session.state.devices[deviceId];
      const live = liveChannel(session.state, deviceId, target.channel.hostSocket);
      if (device === undefined || live === null || live.facts.exists.value === false) continue;
      const seen = thereAgain(live, device, { ...beginning, ms: closedMs });
      const next = rungAfter(remedyPlan(live, device, session.state.environment), step.kind);
      const { outcome, end } = afterClose(seen, next);
      const { sentence, nextStep } = remedyOutcomeWords(outcome, step.kind, step.target, target.name);
      const said = { step: step.kind, outcome: outcome.kind, message: sentence, nextStep };
      target.attempts.splice(-1, 1, { ...said, fault: null });
      target.end = end;
    }
  }

  async #step(target: Target, agreed: Agreed): Promise<void> {
    if (!this.#mayBegin(target, agreed)) return;
    const { kind, action, target: what } = agreed.step;
    const { deviceId, hostSocket, generation } = target.channel;
    const { confirmed } = agreed;
    const started = this.#services.operations.start<'remedy'>({
      ...{ kind: 'remedy', deviceId, hostSocket, generation, step: kind, action, confirmed },
    });
    if (!started.ok) return void target.attempts.push(failed(kind, started.fault));
    const { outcome } = await started.value.ended;
    if (outcome === null) throw new Error(`${kind} without an outcome`);
    const { sentence, nextStep } = remedyOutcomeWords(outcome, kind, what, target.name);
    const fault = outcome.kind === 'failed' ? outcome.fault : null;
    target.attempts.push({ step: kind, outcome: outcome.kind, message: sentence, nextStep, fault });
    if (outcome.kind === 'helped' || outcome.kind === 'not-needed') target.end = 'freed';
    if (outcome.kind === 'unverified') target.end = 'unconfirmed';
  }
}

/** A step that may free it can be done. */
const isHopeful = ({ agreed }: Target): boolean => agreed.some(({ refused }) => refused === null);

/** What is stuck and meant, each in a sentence. */
const meantLines = (verdicts: readonly Verdict[], command: CommandOf<'fix'>): string[] =>
  verdicts.flatMap((verdict) =>
    allExplanations(verdict)
      .filter((explanation) => isMeant(explanation, command))
      .flatMap((explanation) => {
        const { sentence, question } = explanationWords(explanation, verdict, timeOfDay);
        return question === null ? [sentence] : [sentence, question];
      }),
  );

/** Each allowed step once, with its risk; of a channel without one, that there is none. */
const planLines = (targets: readonly Target[], steps: readonly StepKind[]): string[] => [
  ...targets.flatMap(({ name, agreed }) =>
    agreed.map(({ step, refused }) => {
      const { title, risk } = stepWords(step);
      return refused === null
        ? `${name}: ${title}. ${risk}`
        : `${name}: ${fixWords.notWithoutForce(title, faultWords(refused).meaning)}`;
    }),
  ),
  ...targets.flatMap(({ name, agreed, attempts, mildest }) =>
    agreed.length > 0 || attempts.length > 0 ? [] : [fixWords.noStep(name, steps, mildest)],
  ),
  ...targets.flatMap(({ name, attempts }) => attempts.map(({ message }) => `${name}: ${message}`)),
];

const jsonTarget = ({ channel, agreed, attempts, end }: Target) => ({
  deviceId: channel.deviceId,
  hostSocket: channel.hostSocket,
  generation: channel.generation,
  service: channel.facts.service.value,
  steps: agreed.map(({ step: { kind, target }, refused }) => ({
    ...{ kind, target },
    ...(refused === null ? {} : { fault: jsonFault(refused) }),
  })),
  attempts: attempts.map(({ fault, ...attempt }) => ({
    ...attempt,
    ...(fault === null ? {} : { fault: jsonFault(fault) }),
  })),
  end,
});

/** It left something of the computer worse than it was, whatever else helped. */
const hasHarmed = ({ fault }: Attempt): boolean => fault?.kind === 'service-left-stopped';

const attemptLines = ({ name, attempts, end }: Target): string[] =>
  attempts.flatMap((attempt, index) => {
    const { message, nextStep, outcome } = attempt;
    const isLast = index === attempts.length - 1;
    const isMended = end === 'freed' && ['failed', 'still-there'].includes(outcome);
    const line = message.includes(name) ? message : `${name}: ${message}`;
    return nextStep !== null && (hasHarmed(attempt) || (isLast && !isMended)) ? [line, nextStep] : [line];
  });

/** What became of a channel, where its last attempt does not say it. */
const endLines = (
  { name, channel: { deviceId }, attempts, agreed, mildest, end }: Target,
  steps: readonly StepKind[],
): string[] => {
  const last = attempts.at(-1);
  switch (end) {
    case 'device-gone': {
      if (last?.fault?.kind === 'device-gone' || last?.fault?.kind === 'device-stays-away') return [];
      const { meaning, nextStep } = faultWords({ kind: 'device-gone', deviceId });
      return [`${name}: ${meaning} ${nextStep}`];
    }
    case 'freed':
      return last === undefined || ['failed', 'still-there'].includes(last.outcome)
        ? [fixWords.wentAlong(name)]
        : [];
    case 'open':
      if (last !== undefined) return [];
      return [agreed.length === 0 ? fixWords.noStep(name, steps, mildest) : fixWords.notBegun(name)];
    case 'unconfirmed':
      return [];
  }
};

const resultLines = (targets: readonly Target[], steps: readonly StepKind[]): string[] =>
  targets.flatMap((target) => [...attemptLines(target), ...endLines(target, steps)]);

/** What is seen beside the channels that are meant. */
interface Rest {
  /** It is stuck, and no step for a single channel is the way out. */
  readonly beyond: readonly string[];
  /** Suspects that are not meant, and what waits for a person. */
  readonly besides: readonly string[];
  /** What could not be seen of printers that nothing is done with. */
  readonly missing: readonly string[];
  readonly faults: Found['faults'];
}

const restOf = ({ verdicts, faults }: Found, targets: readonly Target[], command: CommandOf<'fix'>): Rest => {
  const linesOf = (isOne: (explanation: Explanation) => boolean): string[] =>
    verdicts.flatMap((verdict) =>
      allExplanations(verdict)
        .filter(isOne)
        .flatMap((explanation) => {
          const { sentence, advice } = explanationWords(explanation, verdict, timeOfDay);
          return advice === null ? [sentence] : [sentence, advice];
        }),
    );
  const suspects = linesOf((one) => one.kind === 'suspected' && !isMeant(one, command));
  return {
    beyond: linesOf((one) => isStuck(one) && one.cause.kind !== 'channel'),
    besides: [
      ...linesOf(({ kind }) => kind === 'person-needed'),
      ...suspects,
      ...(suspects.length === 0 ? [] : [fixWords.addSuspect]),
    ],
    missing: verdicts
      .filter(({ deviceId }) => targets.every(({ channel }) => channel.deviceId !== deviceId))
      .flatMap(({ printer, missing }) =>
        missing.map((gap) => {
          const words = gapWords(gap);
          return `${printer}: ${words.missing}${words.nextStep === null ? '' : ` ${words.nextStep}`}`;
        }),
      ),
    faults,
  };
};

const restLines = ({ beyond, besides, missing, faults }: Rest, { devices }: SessionState): string[] => [
  ...beyond,
  ...(beyond.length === 0 ? [] : [fixWords.beyond]),
  ...besides,
  ...missing,
  ...faults.map(({ deviceId, fault }) => `${printerName(deviceId, devices)}: ${faultSentence(fault)}`),
];

/** What stays stuck comes before what could not be seen. */
const codeOf = (
  targets: readonly Pick<Target, 'attempts' | 'agreed' | 'end'>[],
  { beyond, missing, faults }: Rest,
): ExitCode => {
  const open = targets.filter(({ end }) => end === 'open' || end === 'device-gone');
  const [fault] = open.flatMap(
    ({ attempts, agreed }) => attempts.at(-1)?.fault ?? agreed.at(-1)?.refused ?? [],
  );
  if (fault !== undefined) return exitCodeOfFault(fault);
  if (open.some(({ end }) => end === 'device-gone')) return exitCodes.noDevice;
  if (targets.some(({ attempts }) => attempts.some(hasHarmed))) return exitCodes.failed;
  if (open.length > 0 || beyond.length > 0) return exitCodes.failed;
  if (targets.some(({ end }) => end === 'unconfirmed')) return exitCodes.unconfirmed;
  const [unseen] = faults;
  if (unseen !== undefined) return exitCodeOfFault(unseen.fault);
  return missing.length > 0 ? exitCodes.untold : exitCodes.done;
};

/** The mildest allowed step for each stuck channel, and the next where it did not help. Asks once. */
export const runFix = async (
  services: OpenedServices,
  command: CommandOf<'fix'>,
  console: Console,
  stopped: AbortSignal,
): Promise<ExitCode> => {
  const { steps, dryRun, yes, force } = command;
  const chosen = chosenDevices(services, command.deviceId);
  if (!chosen.ok) return console.fault(chosen.fault);
  const found = await findStuck(services, chosen.value, { complaint: 'unknown', agreedTo: ['scan'] });
  const { verdicts, faults } = found;
  const { state } = services.session;
  const targets = verdicts.flatMap((verdict) => targetsOf(state, verdict, command));
  const result = () => ({
    verdicts: verdicts.map((verdict) => jsonFound(services, verdict)),
    devices: driversOf(services, chosen.value),
    channels: targets.map(jsonTarget),
    steps,
    dryRun,
    simulated: services.simulated,
    audit: services.auditPath,
    faults: faults.map(({ deviceId, fault }) => ({ deviceId, ...jsonFault(fault) })),
    notices: noticesOf(services, console),
  });
  const [unfound] = faults;
  if (unfound !== undefined && targets.length === 0) return console.fault(unfound.fault, result());
  const [forbidden] = targets.flatMap(({ attempts }) => attempts.flatMap(({ fault }) => fault ?? []));
  if (forbidden !== undefined && targets.every(({ agreed }) => agreed.length === 0))
    return console.fault(forbidden, result());
  const rest = restOf(found, targets, command);
  const tooShort = verdicts.flatMap((verdict) => {
    const words = tooShortWords(services, verdict);
    return words === null ? [] : [`${verdict.printer}: ${words}`];
  });
  // what is of the whole computer is found with each printer
  const besides = [...new Set([...restLines(rest, state), ...tooShort])];
  if (targets.length === 0) {
    const nothing = chosen.value.length === 0 ? listWords.noDevices : fixWords.nothingToDo;
    console.result(result(), [...(rest.beyond.length === 0 ? [nothing] : []), ...besides]);
    return codeOf(targets, rest);
  }
  const meant = meantLines(verdicts, command);
  const plan = [...meant, ...planLines(targets, steps)];
  if (dryRun) {
    console.result(result(), [...plan, ...besides, fixWords.dryRun]);
    const expected = targets.map((target) => ({
      ...target,
      end: isHopeful(target) ? ('freed' as const) : target.end,
    }));
    return codeOf(expected, rest);
  }
  if (targets.some(isHopeful)) {
    const refusal = await confirm(console, yes, fixWords.question, plan);
    if (refusal !== null) return console.fault(refusal, result());
    const fixing = new Fixing(services, force, stopped);
    for (const { deviceId } of verdicts) {
      const own = targets.filter(({ channel }) => channel.deviceId === deviceId);
      if (own.length > 0) await fixing.run(deviceId, own, steps);
    }
    console.result(result(), [...resultLines(targets, steps), ...besides]);
  } else {
    for (const { agreed, attempts } of targets)
      attempts.push(
        ...agreed.flatMap(({ step, refused }) => (refused === null ? [] : [failed(step.kind, refused)])),
      );
    console.result(result(), [...meant, ...resultLines(targets, steps), ...besides]);
  }
  noteAudited(services, console);
  return codeOf(targets, rest);
};
