import type { Fault } from '#app/faults/fault.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import type { Result } from '#app/result.ts';
import { devicesForbiddenWords } from '#app/words/environment.ts';
import { remoteWords } from '#app/words/remote.ts';
import { practiceWords } from '#app/words/scenarios.ts';
import { sessionNow } from '../state/session-store.ts';
import { showFault, viewEvents } from '../state/view-store.ts';

export const scenarioNow = (): string | null => {
  const environment = sessionNow()?.environment;
  return environment?.remote == null ? (environment?.scenario ?? null) : null;
};

const replaceDevices = async (replaced: Promise<Result<void, Fault>>): Promise<void> => {
  const answer = await replaced;
  if (answer.ok) viewEvents.devicesReplaced();
  else showFault(answer);
};

export const practise = (api: WindowApi, scenario: ScenarioId): Promise<void> =>
  replaceDevices(api.practice.start({ scenario }));

export const leavePractice = (api: WindowApi): Promise<void> => replaceDevices(api.practice.leave());

/** Why there is no way back to real devices; null: there is. */
export const whyNotLeavePractice = (): string | null => {
  const environment = sessionNow()?.environment;
  if (environment?.remote != null) return remoteWords.stillConnected;
  if (environment === undefined || environment.mode === 'windows') return practiceWords.notPractising;
  return environment.devicesForbidden === null ? null : devicesForbiddenWords(environment.devicesForbidden);
};
