import type { Fault } from '#app/faults/fault.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import { findStep, whyNotRun } from '#app/remedy/runnable.ts';
import type { NotRun } from '#app/remedy/runnable.ts';
import type { StepKind } from '#app/remedy/step.ts';
import type { ChannelState } from '#app/session/state.ts';
import { remedyCliWords, remedyConfirmationWords } from '#app/words/remedy-run.ts';
import { remedyOutcomeWords, remedyStageWords } from '#app/words/remedy-outcomes.ts';
import { stepWords } from '#app/words/remedy.ts';
import { channelWords } from '#app/words/status.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { jsonStep } from './json.ts';
import { noteAudited, noticesOf } from './notices.ts';
import type { OpenedServices } from './open-services.ts';

export interface RemedyCommand {
  readonly deviceId: string;
  readonly hostSocket: number;
  /** null: the ladder is only shown. */
  readonly step: StepKind | null;
  readonly yes: boolean;
}

const nameOf = ({ facts, hostSocket }: ChannelState): string => channelWords(facts.service.value, hostSocket);

const ladderText = (steps: readonly RemedyStep[]): string =>
  steps
    .map((step, index) => {
      const { title, risk, check, availability } = stepWords(step);
      return [
        `${index + 1}. ${title} – ${availability}.`,
        `   --step ${step.kind}`,
        `   ${remedyCliWords.risk} ${risk}`,
        `   ${remedyCliWords.check} ${check}`,
      ].join('\n');
    })
    .join('\n');

/** Null when a person agreed, at the terminal or with --yes. */
const confirm = async (
  command: RemedyCommand,
  step: RemedyStep,
  channel: string,
  device: string,
  console: Console,
): Promise<Fault | null> => {
  if (command.yes) return null;
  if (console.ask === null) return { kind: 'confirmation-needed' };
  const words = remedyConfirmationWords(step, channel, device);
  console.note([words.title, words.about, words.risk, words.check].join('\n'));
  return (await console.ask(words.question)) ? null : { kind: 'not-confirmed' };
};

/** Tells each stage once, on stderr; SIGINT ends the wait for a person. */
const watched = async <T>(
  services: OpenedServices,
  deviceId: string,
  console: Console,
  run: () => Promise<T>,
): Promise<T> => {
  let told: string | null = null;
  const unsubscribe = services.session.subscribe(({ remedies }) => {
    const stage = Object.values(remedies)[0]?.stage ?? null;
    if (stage !== null && stage !== told) console.note(remedyStageWords(stage));
    told = stage;
  });
  const stop = (): void => services.remedy.cancel(deviceId);
  process.once('SIGINT', stop);
  try {
    return await run();
  } finally {
    process.off('SIGINT', stop);
    unsubscribe();
  }
};

/** The ladder of a channel; with a step, that step run after a question. */
export const runRemedy = async (
  services: OpenedServices,
  command: RemedyCommand,
  console: Console,
): Promise<ExitCode> => {
  const { deviceId, hostSocket, step: kind } = command;
  const { session, remedy } = services;
  const looked = await remedy.look(deviceId, hostSocket);
  if (!looked.ok) return console.fault(looked.fault);
  const channel = looked.value;
  const device = session.state.devices[deviceId];
  if (device === undefined) return console.fault({ kind: 'unknown-device', deviceId });
  const steps = remedyPlan(channel, device, session.state.environment);
  const about = { deviceId, hostSocket, simulated: services.simulated };
  if (kind === null) {
    const notices = noticesOf(services, console);
    console.result({ ...about, steps: steps.map(jsonStep), notices }, ladderText(steps));
    return exitCodes.done;
  }
  const notOffered = (because: NotRun): ExitCode =>
    console.fault({ kind: 'step-not-offered', step: kind, because }, about);
  const found = findStep(steps, kind, device);
  if (!found.ok) return notOffered(found.fault);
  const step = found.value;
  const because = whyNotRun(step);
  if (because !== null) return notOffered(because);
  const refusal = await confirm(command, step, nameOf(channel), device.device.name, console);
  if (refusal !== null) return console.fault(refusal, about);

  const { action, target } = step;
  const request = { deviceId, hostSocket, generation: channel.generation, step: kind, action };
  const outcome = await watched(services, deviceId, console, () => remedy.run(request));
  const object = {
    ...about,
    step: kind,
    target,
    outcome: outcome.kind,
    ...('done' in outcome && outcome.done !== null ? outcome.done : {}),
    ...('next' in outcome ? { next: outcome.next } : {}),
    audit: services.auditPath,
    notices: noticesOf(services, console),
  };
  if (outcome.kind === 'failed') return console.fault(outcome.fault, object);
  const { sentence, nextStep } = remedyOutcomeWords(outcome, kind, target, nameOf(channel));
  console.result(
    { ...object, message: sentence, nextStep },
    [sentence, ...(nextStep === null ? [] : [nextStep])].join('\n'),
  );
  noteAudited(services, console);
  return exitCodeOf[outcome.kind];
};

/** Done and still there is no success: the next rung is due. */
const exitCodeOf = {
  'not-needed': exitCodes.done,
  helped: exitCodes.done,
  'still-there': exitCodes.failed,
  unverified: exitCodes.unconfirmed,
} as const;
