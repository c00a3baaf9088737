import type { WindowApi } from '#app/ipc/derive.ts';
import { closedBy, inOrder, isAbout } from '#app/operations/history.ts';
import type { Teardown } from '#app/operations/history.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { Operation, OperationOf } from '#app/operations/operation.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { Notice, SessionState } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import { faultSentence, faultWords } from '#app/words/faults.ts';
import { closeSummaryWords, mostOutcomesApart, outcomeWords } from '#app/words/outcomes.ts';
import { remedyOutcomeWords } from '#app/words/remedy-outcomes.ts';
import { channelWords } from '#app/words/status.ts';
import { windowWords } from '#app/words/window.ts';
import { viewEvents } from '../state/view-store.ts';
import type { CommandFault } from '../state/view-store.ts';

export interface MessageOf {
  readonly key: string;
  /** Which is newer: the clock may have been set meanwhile. */
  readonly order: number;
  readonly at: number;
  readonly intent: 'success' | 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
  /** What to do about it, where that does not depend on what was done since. */
  readonly nextStep: string | null;
  /** What was done, to which channel: the next step follows from it. */
  readonly attempt: { readonly outcome: Outcome | RemedyOutcome; readonly key: string | null } | null;
  /** What was to be copied and was not, to be selected by hand. */
  readonly uncopied: string | null;
  /** The rows that it is about and that are still there, to be selected. */
  readonly left: readonly string[];
  /** Where the names in the texts come from. */
  readonly of: unknown;
  readonly dismiss: (api: WindowApi) => void;
}

type Intent = MessageOf['intent'];

const intents = {
  freed: 'success',
  'already-gone': 'info',
  unconfirmed: 'warning',
  failed: 'error',
} as const satisfies Record<Outcome['kind'], Intent>;

const remedyIntents = {
  'not-needed': 'info',
  helped: 'success',
  'still-there': 'warning',
  'did-not-last': 'warning',
  unverified: 'warning',
  failed: 'error',
} as const satisfies Record<RemedyOutcome['kind'], Intent>;

const worstFirst: readonly Intent[] = ['error', 'warning', 'info', 'success'];

/** What all messages of an operation have in common; dismissing one dismisses the operation. */
const ofOperation = (operation: Operation) => ({
  order: operation.id,
  at: operation.endedAt ?? operation.startedAt,
  title: operation.deviceName,
  of: operation,
  uncopied: null,
  left: [],
  dismiss: (api: WindowApi): void => void api.operation.dismiss({ id: operation.id }),
});

const ofTeardown = (close: Operation, { key, hostSocket, service, outcome }: Teardown): MessageOf => {
  const { label, sentence } = outcomeWords(outcome, channelWords(service, hostSocket));
  return {
    ...ofOperation(close),
    key: `operation ${close.id} ${hostSocket}`,
    intent: intents[outcome.kind],
    text: sentence === '' ? label : sentence,
    nextStep: null,
    attempt: { outcome, key },
  };
};

/** A message for each channel of a few, and one for all of many. */
const ofClose = (close: OperationOf<'close'>): MessageOf[] => {
  const teardowns = closedBy(close);
  if (teardowns.length <= mostOutcomesApart) return teardowns.map((one) => ofTeardown(close, one));
  const { sentence, nextStep } = closeSummaryWords(teardowns.map(({ outcome }) => outcome));
  const left = teardowns.flatMap(({ key, outcome }) =>
    key !== null && (outcome.kind === 'failed' || outcome.kind === 'unconfirmed') ? [key] : [],
  );
  const found = new Set<Intent>(teardowns.map(({ outcome }) => intents[outcome.kind]));
  const intent = worstFirst.find((one) => found.has(one)) ?? 'info';
  return [
    {
      ...ofOperation(close),
      ...{ key: `operation ${close.id}`, intent, text: sentence, nextStep, attempt: null, left },
    },
  ];
};

const ofRemedy = (run: OperationOf<'remedy'>): MessageOf[] => {
  const { id, channelKey, service, hostSocket, step, target, outcome } = run;
  if (outcome === null) return [];
  const channel = channelWords(service, hostSocket);
  const { sentence } = remedyOutcomeWords(outcome, step, target, channel);
  const intent = remedyIntents[outcome.kind];
  const attempt = { outcome, key: channelKey };
  return [
    {
      ...ofOperation(run),
      ...{ key: `operation ${id}`, intent, text: sentence, nextStep: null, attempt },
    },
  ];
};

/**
 * Of closes and steps that ended and were not read yet. What the others found has places of its own, and so has what was
 * done to the channels that the details are about.
 */
export const messagesOfOperations = (
  operations: SessionState['operations'],
  about: readonly string[],
): MessageOf[] =>
  inOrder(operations).flatMap((operation) => {
    if (isRunning(operation) || operation.isDismissed || isAbout(operation, about)) return [];
    if (operation.kind === 'close') return ofClose(operation);
    return operation.kind === 'remedy' ? ofRemedy(operation) : [];
  });

export const messageOfNotice = ({ id, at, fault }: Notice): MessageOf => {
  const { title, meaning, nextStep } = faultWords(fault);
  return {
    key: `notice ${id}`,
    order: id,
    at,
    intent: 'error',
    title,
    text: meaning,
    nextStep,
    attempt: null,
    uncopied: null,
    left: [],
    of: fault,
    dismiss: (api) => void api.session.dismissNotice({ id }),
  };
};

export const messageOfCommandFault = ({ id, after, at, fault, uncopied }: CommandFault): MessageOf => {
  const { title, meaning, nextStep } = faultWords(fault);
  return {
    key: `command ${id}`,
    order: after,
    at,
    intent: 'error',
    ...(uncopied === null
      ? { title: windowWords.messages.couldNotAsk, text: faultSentence(fault) }
      : { title, text: meaning }),
    ...{ nextStep, attempt: null, uncopied, left: [] },
    of: fault,
    dismiss: () => viewEvents.userDismissedFault(id),
  };
};

export const newestFirst = (messages: MessageOf[]): MessageOf[] =>
  messages.sort((a, b) => b.order - a.order || b.key.localeCompare(a.key, 'en', { numeric: true }));
