import type { Fault } from '#app/faults/fault.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import type { Notice, Teardown } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import { faultWords } from '#app/words/faults.ts';
import { outcomeWords } from '#app/words/outcomes.ts';
import { channelWords } from '#app/words/status.ts';
import { windowWords } from '#app/words/window.ts';
import type { CommandFault } from '../view/view-store.ts';
import { viewEvents } from '../view/view-store.ts';

export interface MessageOf {
  readonly key: string;
  readonly at: number;
  readonly intent: 'success' | 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
  readonly nextStep: string | null;
  readonly dismiss: (api: WindowApi) => void;
}

const intents = {
  freed: 'success',
  'already-gone': 'info',
  unconfirmed: 'warning',
  failed: 'error',
} as const satisfies Record<Outcome['kind'], MessageOf['intent']>;

export const messageOfTeardown = (teardown: Teardown): MessageOf => {
  const { id, at, deviceName, service, hostSocket, outcome } = teardown;
  const { label, sentence, nextStep } = outcomeWords(outcome, channelWords(service, hostSocket));
  return {
    key: `teardown ${id}`,
    at,
    intent: intents[outcome.kind],
    title: deviceName,
    text: sentence === '' ? label : sentence,
    nextStep,
    dismiss: (api) => void api.session.dismissTeardown({ id }),
  };
};

const ofFault = (
  key: string,
  at: number,
  fault: Fault,
  dismiss: MessageOf['dismiss'],
  title?: string,
): MessageOf => {
  const words = faultWords(fault);
  return {
    key,
    at,
    intent: 'error',
    title: title ?? words.title,
    text: title === undefined ? words.meaning : `${words.title}. ${words.meaning}`,
    nextStep: words.nextStep,
    dismiss,
  };
};

export const messageOfNotice = ({ id, at, fault }: Notice): MessageOf =>
  ofFault(`notice ${id}`, at, fault, (api) => void api.session.dismissNotice({ id }));

export const messageOfCommandFault = ({ id, at, fault }: CommandFault): MessageOf =>
  ofFault(
    `command ${id}`,
    at,
    fault,
    () => viewEvents.userDismissedFault(id),
    windowWords.messages.couldNotAsk,
  );

export const newestFirst = (messages: MessageOf[]): MessageOf[] =>
  messages.sort((a, b) => b.at - a.at || b.key.localeCompare(a.key, undefined, { numeric: true }));
