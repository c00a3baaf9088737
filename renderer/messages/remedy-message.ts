import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { RemedyRun } from '#app/remedy/run.ts';
import { remedyOutcomeWords } from '#app/words/remedy-outcomes.ts';
import { channelWords } from '#app/words/status.ts';
import type { MessageOf } from './messages.ts';

const intents = {
  'not-needed': 'info',
  helped: 'success',
  'still-there': 'warning',
  unverified: 'warning',
  failed: 'error',
} as const satisfies Record<RemedyOutcome['kind'], MessageOf['intent']>;

/** A run that ended and was not read yet. Destroying a socket has a message of its own, as a teardown. */
export const messagesOfRemedies = (remedies: Readonly<Record<string, RemedyRun>>): MessageOf[] =>
  Object.values(remedies).flatMap((run) => {
    const { key, at, deviceName, service, hostSocket, step, target, outcome, dismissed } = run;
    const isTeardown = step === 'destroy-socket' && outcome?.kind !== 'failed';
    if (outcome === null || dismissed || isTeardown) return [];
    const { sentence, nextStep } = remedyOutcomeWords(
      outcome,
      step,
      target,
      channelWords(service, hostSocket),
    );
    return {
      key: `remedy ${key}`,
      at,
      intent: intents[outcome.kind],
      title: deviceName,
      text: sentence,
      nextStep,
      dismiss: (api) => void api.remedy.dismiss({ key }),
    };
  });
