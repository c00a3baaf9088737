import { askedSteps } from '#app/operations/find-steps.ts';
import type { FindStep } from '#app/operations/find-steps.ts';
import { lastOf } from '#app/operations/history.ts';
import { whyNotOverJob } from '#app/policy/forbidden.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import type { SessionState } from '#app/session/state.ts';
import type { Explanation, Verdict } from '#app/verdict/verdict.ts';
import { checkWords, listWords } from '#app/words/cli.ts';
import { faultSentence } from '#app/words/faults.ts';
import { findStatusWords } from '#app/words/find.ts';
import { verdictWords } from '#app/words/verdict.ts';
import type { ExplanationWords } from '#app/words/verdict.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
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
import { jsonFault } from './json.ts';
import { noticesOf } from './notices.ts';
import type { OpenedServices } from './open-services.ts';
import type { CommandOf } from './parse-command.ts';
import { timeOfDay } from './text.ts';
import { whyForceToFix, whyForceToRemedy } from './why-force.ts';

/** The worst of all that was found; only where nothing was, what is missing counts. `untried`: a try was asked for and failed. */
const codeOf = (verdicts: readonly Verdict[], untried: boolean): ExitCode => {
  const explanations = verdicts.flatMap(allExplanations);
  if (explanations.some(isStuck)) return exitCodes.stuck;
  if (explanations.some(({ kind }) => kind === 'suspected')) return exitCodes.suspect;
  const isMissing = untried || verdicts.some(({ missing }) => missing.length > 0);
  return isMissing ? exitCodes.untold : exitCodes.done;
};

const explanationLines = ({ sentence, advice, question, grounds }: ExplanationWords): string[] => [
  sentence,
  ...[advice, question].flatMap((line) => (line === null ? [] : [`  ${line}`])),
  ...grounds.map((line) => `  – ${line}`),
];

/**
 * Of several channels that one thing explains all are mended; of those that were not found stuck a person is asked first.
 * What would cut off a job is named with --force, and not at all where the policy forbids that.
 */
const stepLine = (state: SessionState, deviceId: string, explanation: Explanation): string[] => {
  const { cause, channels, first, question } = explanation;
  const [channel, another] = channels;
  const device = state.devices[deviceId];
  if (first === null || channel === undefined || device === undefined) return [];
  const isGroup = another !== undefined && cause.kind === 'channel';
  const why = isGroup ? whyForceToFix : whyForceToRemedy;
  const needsForce = (isGroup ? channels : [channel]).some(({ key }) => {
    const one = state.channels[key];
    const steps = one === undefined ? [] : remedyPlan(one, device, state.environment);
    const step = steps.find(({ kind }) => kind === first);
    return one !== undefined && step !== undefined && why(state, one, step) !== null;
  });
  if (whyNotOverJob(state.environment.policy, needsForce) !== null) return [];
  const suspect = question === null ? '' : ' --suspect';
  const command = isGroup
    ? `unjam fix --device ${deviceId}${suspect} --steps ${first}`
    : `unjam remedy --device ${deviceId} --socket ${channel.hostSocket} --step ${first}`;
  const next = question === null ? checkWords.next : checkWords.nextIfNot;
  return [`  ${next} ${command}${needsForce ? ' --force' : ''}`];
};

const verdictLines = (state: SessionState, verdict: Verdict): string[] => {
  const { others, missing, ...words } = verdictWords(verdict, timeOfDay);
  const { explanation, deviceId } = verdict;
  return [
    ...explanationLines(words),
    ...(explanation === null ? [] : stepLine(state, deviceId, explanation)),
    ...others.flatMap(({ sentence }) => [`  ${checkWords.besides} ${sentence}`]),
    ...missing.flatMap((gap) => [
      `  ${checkWords.missing} ${gap.missing}${gap.nextStep === null ? '' : ` ${gap.nextStep}`}`,
    ]),
  ];
};

/** The printer is the last to be asked, so this is said only where nothing else was found. */
const tryLines = (verdict: Verdict, step: FindStep | undefined): string[] => {
  const { kind, deviceId, complaint, explanation, answered } = verdict;
  if (explanation !== null || answered !== null || step === undefined) return [];
  if (step.status === 'done') return [`  ${checkWords.triedInVain}`];
  if (step.status === 'failed') return [`  ${checkWords.couldNotTry(faultSentence(step.fault))}`];
  // what could not be seen says why, or comes first
  if (step.status === 'skipped' && kind === 'could-not-be-told') return [];
  if (step.status === 'skipped' && step.because === 'not-needed') return [`  ${checkWords.printed}`];
  if (step.status !== 'skipped' || step.because !== 'not-agreed')
    return [`  ${checkWords.couldNotTry(`${findStatusWords(step)}.`)}`];
  const asked = complaint === 'unknown' ? '' : ` --complaint ${complaint}`;
  return [`  ${checkWords.notTried} unjam check --device ${deviceId}${asked} --try`];
};

/** What is stuck, in words and as an exit code. */
export const runCheck = async (
  services: OpenedServices,
  { deviceId, complaint, scan, measure, tries }: CommandOf<'check'>,
  console: Console,
): Promise<ExitCode> => {
  const chosen = chosenDevices(services, deviceId);
  if (!chosen.ok) return console.fault(chosen.fault);
  const agreed = { measure, scan, try: tries };
  const agreedTo = askedSteps.filter((step) => agreed[step]);
  const { verdicts, faults } = await findStuck(services, chosen.value, { complaint, agreedTo });
  const tryStep = (verdict: Verdict): FindStep | undefined =>
    lastOf(services.session.state.operations, 'find', verdict.deviceId)?.steps.find(
      ({ name }) => name === 'try',
    );
  const object = {
    complaint,
    verdicts: verdicts.map((verdict) => jsonFound(services, verdict)),
    devices: driversOf(services, chosen.value),
    asked: agreedTo,
    simulated: services.simulated,
    audit: agreedTo.length === 0 ? null : services.auditPath,
    notices: noticesOf(services, console),
  };
  const lines = verdicts.flatMap((verdict, index) => {
    const tooShort = tooShortWords(services, verdict);
    return [
      ...(index === 0 ? [] : ['']),
      ...verdictLines(services.session.state, verdict),
      ...(tooShort === null ? [] : [`  ${tooShort}`]),
      ...tryLines(verdict, tryStep(verdict)),
    ];
  });
  const [first] = faults;
  if (first !== undefined) {
    if (!console.json && lines.length > 0) console.result({}, lines);
    const all = faults.map(({ deviceId: id, fault }) => ({ deviceId: id, ...jsonFault(fault) }));
    return console.fault(first.fault, { ...object, faults: all });
  }
  console.result(object, lines.length === 0 ? [listWords.noDevices] : lines);
  if (!scan) console.note(checkWords.notScanned);
  const hasFailed = (verdict: Verdict): boolean => tryStep(verdict)?.status === 'failed';
  return codeOf(verdicts, verdicts.some(hasFailed));
};
