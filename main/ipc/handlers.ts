import type { CommandStates } from '#app/commands/command-state.ts';
import type { MainHandlers } from '#app/ipc/derive.ts';
import { lastOf } from '#app/operations/history.ts';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import type { Fault } from '#app/faults/fault.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Settings, SettingsChange } from '#app/settings/settings.ts';
import { saveReport } from '../operations/measure/save-report.ts';
import type { Services } from '../services.ts';
import { auditHandlers, fileHandlers } from './audit-handlers.ts';
import type { ChooseFile } from './audit-handlers.ts';

export interface WindowActions {
  ready(): void;
  practise(scenario: ScenarioId): Promise<void>;
  leavePractice(): Promise<void>;
  settings(): Settings;
  changeSettings(change: SettingsChange): void;
  showCommandStates(states: CommandStates): void;
  copyText(text: string): void;
  restartAsAdministrator(): Promise<Result<void, Fault>>;
  readonly auditPath: string;
  readonly chooseFile: ChooseFile;
}

/** What main does for each call of the contract. A command's changes are published before its answer. */
export const createHandlers = (services: Services, window: WindowActions): MainHandlers => {
  const { session, publisher, devices, operations, requests } = services;
  return {
    session: {
      snapshot: () => Promise.resolve(ok(publisher.snapshot())),
      acknowledge: (revision) => {
        publisher.acknowledge(revision);
        return Promise.resolve(ok(undefined));
      },
      refresh: async () => {
        const refreshed = await devices.refresh();
        publisher.flush();
        return refreshed.ok ? ok(undefined) : refreshed;
      },
      setUpdates: (updates) => {
        session.dispatch({ type: 'updates-set', updates });
        window.changeSettings({ rateMs: updates.rateMs });
        publisher.flush();
        return Promise.resolve(ok(undefined));
      },
      dismissNotice: ({ id }) => {
        session.dispatch({ type: 'notice-dismissed', id });
        publisher.flush();
        return Promise.resolve(ok(undefined));
      },
    },
    device: {
      saveReport: ({ deviceId }) => {
        const measured = lastOf(session.state.operations, 'measure', deviceId)?.outcome;
        const report = measured?.kind === 'done' ? measured.report.report : null;
        return saveReport(report, deviceId, window.chooseFile);
      },
      requests: ({ deviceId, after }) => Promise.resolve(ok(requests.since(deviceId, after))),
    },
    operation: {
      start: (request) => {
        const started = operations.start(request);
        publisher.flush();
        return Promise.resolve(started.ok ? ok({ id: started.value.id }) : started);
      },
      cancel: ({ id }) => {
        operations.cancel(id);
        publisher.flush();
        return Promise.resolve(ok(undefined));
      },
      dismiss: ({ id }) => {
        operations.dismiss(id);
        publisher.flush();
        return Promise.resolve(ok(undefined));
      },
    },
    practice: {
      start: async ({ scenario }) => {
        await window.practise(scenario);
        return ok(undefined);
      },
      leave: async () => {
        await window.leavePractice();
        return ok(undefined);
      },
    },
    audit: auditHandlers(window.auditPath, window.chooseFile),
    file: fileHandlers(window.chooseFile),
    settings: {
      get: () => Promise.resolve(ok(window.settings())),
      change: (change) => {
        window.changeSettings(change);
        return Promise.resolve(ok(undefined));
      },
    },
    window: {
      ready: () => {
        window.ready();
        return Promise.resolve(ok(undefined));
      },
      restartAsAdministrator: async () => {
        const restarted = await window.restartAsAdministrator();
        return restarted.ok ? ok(undefined) : restarted;
      },
      commandStates: (states) => {
        window.showCommandStates(states);
        return Promise.resolve(ok(undefined));
      },
      copyText: ({ text }) => {
        window.copyText(text);
        return Promise.resolve(ok(undefined));
      },
    },
  };
};
