import { nothingCutOff } from '#app/operations/confirmation.ts';
import { confirmedOf, expressYes } from '#app/operations/confirmed.ts';
import type { RequestOf } from '#app/operations/operation.ts';
import { cutOffBy } from '#app/remedy/cut-off.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import { findStep, whyStepFails } from '#app/remedy/runnable.ts';
import type { ChannelState } from '#app/session/state.ts';
import { remedyCliWords, remedyConfirmationWords } from '#app/words/remedy-run.ts';
import { remedyOutcomeWords, remedyStageWords } from '#app/words/remedy-outcomes.ts';
import { printerName } from '#app/words/printer-names.ts';
import { stepWords } from '#app/words/remedy.ts';
import { channelWords } from '#app/words/status.ts';
import { confirm } from './confirm.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { jsonStep } from './json.ts';
import { noteAudited, noticesOf } from './notices.ts';
import type { OpenedServices } from './open-services.ts';
import type { CommandOf } from './parse-command.ts';

const nameOf = ({ facts, hostSocket }: ChannelState): string => channelWords(facts.service.value, hostSocket);

const ladderLines = (steps: readonly RemedyStep[]): string[] =>
  steps.flatMap((step, index) => {
    const { title, risk, check, availability } = stepWords(step);
    const line = `${index + 1}. ${title} – ${availability}.`;
    if (step.kind === 'soft-reset') return [line];
    return [
      line,
      `   --step ${step.kind}`,
      `   ${remedyCliWords.risk} ${risk}`,
      `   ${remedyCliWords.check} ${check}`,
    ];
  });

/** Reports each stage once, on stderr; SIGINT ends the wait for a person. */
const watched = async <T>(
  services: OpenedServices,
  id: number,
  console: Console,
  ended: Promise<T>,
): Promise<T> => {
  let reported: string | null = null;
  const unsubscribe = services.session.subscribe(({ operations }) => {
    const running = operations[id];
    const stage = running?.endedAt === null ? running.stage : null;
    if (stage !== null && stage !== reported) console.note(remedyStageWords(stage));
    reported = stage;
  });
  const stop = (): void => services.operations.cancel(id);
  process.once('SIGINT', stop);
  try {
    return await ended;
  } finally {
    process.off('SIGINT', stop);
    unsubscribe();
  }
};

/** The ladder of a channel; with a step, that step run after a question. */
export const runRemedy = async (
  services: OpenedServices,
  command: CommandOf<'remedy'>,
  console: Console,
): Promise<ExitCode> => {
  const { deviceId, hostSocket, step: kind } = command;
  const { session } = services;
  const looked = await services.lookAtChannel(deviceId, hostSocket);
  if (!looked.ok) return console.fault(looked.fault);
  const channel = looked.value;
  const device = session.state.devices[deviceId];
  if (device === undefined) return console.fault({ kind: 'unknown-device', deviceId });
  const steps = remedyPlan(channel, device, session.state.environment);
  const about = { deviceId, hostSocket, simulated: services.simulated };
  if (kind === null) {
    const notices = noticesOf(services, console);
    console.result({ ...about, steps: steps.map(jsonStep), notices }, ladderLines(steps));
    return exitCodes.done;
  }
  const found = findStep(steps, kind, device);
  if (!found.ok) return console.fault({ kind: 'step-not-offered', step: kind, because: found.fault }, about);
  const step = found.value;
  const refused = whyStepFails(step);
  if (refused !== null) return console.fault(refused, about);
  const { action, target } = step;
  const cutOff = cutOffBy(kind, action, channel, session.state);
  const confirmed = confirmedOf(channel, device, command.force ? expressYes(cutOff) : nothingCutOff);
  const request: RequestOf<'remedy'> = {
    kind: 'remedy',
    deviceId,
    hostSocket,
    generation: channel.generation,
    step: kind,
    action,
    confirmed,
  };
  const forbidden = services.operations.whyForbidden(request);
  if (forbidden !== null) return console.fault(forbidden, about);
  const words = remedyConfirmationWords(
    step,
    nameOf(channel),
    printerName(deviceId, session.state.devices),
    cutOff,
  );
  const lines = [words.title, words.about, words.risk, ...words.cutsOff, words.check];
  const refusal = await confirm(console, command.yes, words.question, lines);
  if (refusal !== null) return console.fault(refusal, about);

  const started = services.operations.start<'remedy'>(request);
  if (!started.ok) return console.fault(started.fault, about);
  const operation = await watched(services, started.value.id, console, started.value.ended);
  const { outcome } = operation;
  if (outcome === null) throw new Error(`${kind} without an outcome`);
  const object = {
    ...about,
    step: kind,
    target,
    outcome: outcome.kind,
    ...('done' in outcome && outcome.done !== null ? outcome.done : {}),
    ...('next' in outcome ? { next: outcome.next } : {}),
    ...('since' in outcome ? { since: outcome.since } : {}),
    ...('because' in outcome ? { because: outcome.because } : {}),
    audit: services.auditPath,
    notices: noticesOf(services, console),
  };
  if (outcome.kind === 'failed') return console.fault(outcome.fault, object);
  const { sentence, nextStep } = remedyOutcomeWords(outcome, kind, target, nameOf(channel));
  console.result({ ...object, message: sentence, nextStep }, [
    sentence,
    ...(nextStep === null ? [] : [nextStep]),
  ]);
  noteAudited(services, console);
  return exitCodeOf[outcome.kind];
};

/** Done and still there is no success: the next rung is due. */
const exitCodeOf = {
  'not-needed': exitCodes.done,
  helped: exitCodes.done,
  'still-there': exitCodes.failed,
  'did-not-last': exitCodes.failed,
  unverified: exitCodes.unconfirmed,
} as const;
