import type { Fault } from '#app/faults/fault.ts';
import { nothingCutOff } from '#app/operations/confirmation.ts';
import type { Confirmed } from '#app/operations/confirmation.ts';
import { confirmedOf, expressYes } from '#app/operations/confirmed.ts';
import { cutOffBy, whyNotCutOff } from '#app/remedy/cut-off.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { StepKind } from '#app/remedy/step.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { ChannelState, SessionState } from '#app/session/state.ts';
import type { Explanation, Verdict } from '#app/verdict/verdict.ts';
import { fixWords } from '#app/words/cli.ts';
import { faultSentence, faultWords } from '#app/words/faults.ts';
import { outcomeWords } from '#app/words/outcomes.ts';
import { printerName } from '#app/words/printer-names.ts';
import { remedyOutcomeWords } from '#app/words/remedy-outcomes.ts';
import { stepWords } from '#app/words/remedy.ts';
import { channelWords } from '#app/words/status.ts';
import { explanationWords, gapWords, verdictSentence } from '#app/words/verdict.ts';
import { confirm } from './confirm.ts';
import type { Console } from './console.ts';
import { exitCodeOfFault, exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { allExplanations, chosenDevices, driversOf, findStuck, isStuck } from './find.ts';
import { jsonFault, jsonVerdict } from './json.ts';
import { noteAudited, noticesOf } from './notices.ts';
import type { OpenedServices } from './open-services.ts';
import type { CommandOf } from './parse-command.ts';
import { timeOfDay } from './text.ts';

/** A step as it is agreed to: its target, and what the person sees now. */
interface Agreed {
  readonly step: RemedyStep;
  readonly confirmed: Confirmed;
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
  /** The step that may free it, whether or not it is allowed here; null: there is none. */
  readonly mildest: StepKind | null;
  readonly attempts: Attempt[];
  end: 'open' | 'freed' | 'unconfirmed';
}

/** What a step would cut off without the express yes; null: nothing. */
const whyForce = (
  state: SessionState,
  channel: ChannelState,
  { kind, action }: Pick<RemedyStep, 'kind' | 'action'>,
): Fault | null =>
  whyNotCutOff(nothingCutOff, cutOffBy(kind, action, channel, state), channel, channel.facts.service.value);

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
          return { step, confirmed: confirmedOf(channel, device, yes) };
        });
      const name = channelWords(channel.facts.service.value, channel.hostSocket);
      return { channel, name, agreed, mildest, attempts: forbiddenOf(plan, command), end: 'open' };
    });
};

/** Does the allowed steps one after the other, for each channel until it is free. */
class Fixing {
  readonly #services: OpenedServices;
  readonly #force: boolean;

  constructor(services: OpenedServices, force: boolean) {
    this.#services = services;
    this.#force = force;
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
    for (const target of targets) this.#isOpen(target);
  }

  /** What went with the step of another is free, too. */
  #isOpen(target: Target): boolean {
    const { deviceId, hostSocket, generation } = target.channel;
    const live = liveChannel(this.#services.session.state, deviceId, hostSocket);
    const isThere = live?.generation === generation && live.facts.exists.value !== false;
    if (target.end === 'open' && !isThere) target.end = 'freed';
    return target.end === 'open';
  }

  /** Whether a step may be begun now. Where it would cut off a job, that is its outcome. */
  #mayBegin(target: Target, { step }: Agreed): boolean {
    if (!this.#isOpen(target)) return false;
    const fault = this.#force ? null : whyForce(this.#services.session.state, target.channel, step);
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

/** Each explanation in a sentence, and each allowed step once, with its risk. */
const planLines = (
  verdicts: readonly Verdict[],
  targets: readonly Target[],
  command: CommandOf<'fix'>,
  state: SessionState,
): string[] => {
  const explanations = verdicts.flatMap((verdict) =>
    allExplanations(verdict)
      .filter((explanation) => isMeant(explanation, command))
      .map((explanation) => explanationWords(explanation, verdict, timeOfDay)),
  );
  const steps = targets.flatMap(({ channel, name, agreed }) =>
    agreed.map(({ step }) => {
      const { title, risk } = stepWords(step);
      const force = command.force ? null : whyForce(state, channel, step);
      const on = `${printerName(channel.deviceId, state.devices)}, ${name}`;
      return force === null
        ? `${on}: ${title}. ${risk}`
        : `${on}: ${fixWords.notWithoutForce(title, faultWords(force).meaning)}`;
    }),
  );
  const helpless = targets.flatMap(({ name, agreed, attempts, mildest }) =>
    agreed.length > 0 || attempts.length > 0 ? [] : [fixWords.noStep(name, command.steps, mildest)],
  );
  const forbidden = targets.flatMap(({ name, attempts }) =>
    attempts.map(({ message }) => `${name}: ${message}`),
  );
  return [
    ...explanations.flatMap(({ sentence, question }) =>
      question === null ? [sentence] : [sentence, question],
    ),
    ...steps,
    ...helpless,
    ...forbidden,
  ];
};

const jsonTarget = ({ channel, agreed, attempts, end }: Target) => ({
  deviceId: channel.deviceId,
  hostSocket: channel.hostSocket,
  generation: channel.generation,
  service: channel.facts.service.value,
  steps: agreed.map(({ step }) => ({ kind: step.kind, target: step.target })),
  attempts: attempts.map(({ fault, ...attempt }) => ({
    ...attempt,
    ...(fault === null ? {} : { fault: jsonFault(fault) }),
  })),
  end,
});

const resultLines = (targets: readonly Target[], steps: readonly StepKind[]): string[] =>
  targets.flatMap(({ name, attempts, agreed, mildest, end }) => {
    if (attempts.length === 0)
      return [
        agreed.length === 0 && end === 'open'
          ? fixWords.noStep(name, steps, mildest)
          : fixWords.wentAlong(name),
      ];
    return attempts.flatMap(({ message, nextStep }, index) => {
      const line = message.includes(name) ? message : `${name}: ${message}`;
      return nextStep !== null && index === attempts.length - 1 ? [line, nextStep] : [line];
    });
  });

const codeOf = (targets: readonly Target[]): ExitCode => {
  const open = targets.filter(({ end }) => end === 'open');
  if (open.length > 0) {
    const fault = open.flatMap(({ attempts }) => attempts.at(-1)?.fault ?? [])[0];
    return fault === undefined ? exitCodes.failed : exitCodeOfFault(fault);
  }
  return targets.some(({ end }) => end === 'unconfirmed') ? exitCodes.unconfirmed : exitCodes.done;
};

/** The mildest allowed step for each stuck channel, and the next where it did not help. Asks once. */
export const runFix = async (
  services: OpenedServices,
  command: CommandOf<'fix'>,
  console: Console,
): Promise<ExitCode> => {
  const { steps, dryRun, yes, force } = command;
  const chosen = chosenDevices(services, command.deviceId);
  if (!chosen.ok) return console.fault(chosen.fault);
  const { verdicts, faults } = await findStuck(services, chosen.value, {
    complaint: 'unknown',
    agreedTo: ['scan'],
  });
  const { state } = services.session;
  const targets = verdicts.flatMap((verdict) => targetsOf(state, verdict, command));
  const result = () => ({
    verdicts: verdicts.map(jsonVerdict),
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
  if (targets.length === 0) {
    const missing = verdicts.flatMap((verdict) =>
      verdict.missing.map((gap) => `${verdict.printer}: ${gapWords(gap).missing}`),
    );
    const suspects = verdicts.filter(({ kind }) => kind === 'suspected');
    const beyond = verdicts.flatMap((verdict) =>
      allExplanations(verdict)
        // no step for a single channel is the way out
        .filter((explanation) => isStuck(explanation) && explanation.cause.kind !== 'channel')
        .map((explanation) => explanationWords(explanation, verdict, timeOfDay)),
    );
    console.result(result(), [
      ...(beyond.length === 0 ? [fixWords.nothingToDo] : []),
      ...beyond.flatMap(({ sentence, advice }) => (advice === null ? [sentence] : [sentence, advice])),
      ...(beyond.length === 0 ? [] : [fixWords.beyond]),
      ...suspects.map(verdictSentence),
      ...(suspects.length === 0 ? [] : [fixWords.addSuspect]),
      ...missing,
    ]);
    if (beyond.length > 0) return exitCodes.failed;
    return missing.length === 0 ? exitCodes.done : exitCodes.untold;
  }
  const [forbidden] = targets.flatMap(({ attempts }) => attempts.flatMap(({ fault }) => fault ?? []));
  if (forbidden !== undefined && targets.every(({ agreed }) => agreed.length === 0))
    return console.fault(forbidden, result());
  const plan = planLines(verdicts, targets, command, state);
  if (dryRun) {
    console.result(result(), [...plan, fixWords.dryRun]);
    return exitCodes.done;
  }
  const refusal = await confirm(console, yes, fixWords.question, plan);
  if (refusal !== null) return console.fault(refusal, result());
  const fixing = new Fixing(services, force);
  for (const { deviceId } of verdicts) {
    const own = targets.filter(({ channel }) => channel.deviceId === deviceId);
    if (own.length > 0) await fixing.run(deviceId, own, steps);
  }
  console.result(result(), resultLines(targets, steps));
  noteAudited(services, console);
  return codeOf(targets);
};
