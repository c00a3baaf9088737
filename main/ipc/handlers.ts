import type { CommandStates } from '#app/commands/command-state.ts';
import type { MainHandlers } from '#app/ipc/derive.ts';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import type { Fault } from '#app/faults/fault.ts';
import { whyNotSimulate } from '#app/policy/forbidden.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Settings, SettingsChange } from '#app/settings/settings.ts';
import type { TrailPlace } from '../audit/trail-place.ts';
import { saveReport } from '../operations/measure/save-report.ts';
import type { Services } from '../services.ts';
import { auditHandlers } from './audit-handlers.ts';
import type { ChooseFile } from './audit-handlers.ts';
import { fileHandlers } from './file-handlers.ts';

export interface WindowActions {
  ready(): void;
  practise(scenario: ScenarioId): Promise<void>;
  leavePractice(): Promise<void>;
  settings(): Settings;
  changeSettings(change: SettingsChange): void;
  showCommandStates(states: CommandStates): void;
  copyText(text: string): Promise<Result<void, Fault>>;
  restartAsAdministrator(): Promise<Result<void, Fault>>;
  readonly remote: RemoteActions;
  readonly trail: TrailPlace;
  readonly chooseFile: ChooseFile;
}

/** Another computer in the window (main/window/shown-computer.ts). */
export interface RemoteActions {
  hosts(): Promise<readonly string[]>;
  connect(host: string, copy: boolean): Promise<Result<void, Fault>>;
  disconnect(): Promise<void>;
}

/** What main does for each call of the contract. The router publishes what a command changed. */
export const createHandlers = (services: Services, window: WindowActions): MainHandlers => {
  const { session, publisher, devices, operations, requests } = services;
  return {
    session: {
      snapshot: () => ok(publisher.snapshot()),
      acknowledge: (drawn) => {
        publisher.acknowledge(drawn);
      },
      refresh: async () => {
        const refreshed = await devices.refresh();
        return refreshed.ok ? ok(undefined) : refreshed;
      },
      setUpdates: (updates) => {
        session.dispatch({ type: 'updates-set', updates });
        window.changeSettings({ rateMs: updates.rateMs });
      },
      dismissNotice: ({ id }) => {
        session.dispatch({ type: 'notice-dismissed', id });
      },
    },
    device: {
      saveReport: ({ deviceId }) => saveReport(session.state.operations, deviceId, window.chooseFile),
      requests: ({ deviceId, after }) => ok(requests.since(deviceId, after)),
    },
    operation: {
      start: (request) => {
        const started = operations.start(request);
        return started.ok ? ok({ id: started.value.id }) : started;
      },
      cancel: ({ id }) => {
        operations.cancel(id);
      },
      skip: ({ id, step }) => {
        operations.skip(id, step);
      },
      dismiss: ({ id }) => {
        operations.dismiss(id);
      },
      answer: ({ id, answer }) => {
        operations.answer(id, answer);
      },
    },
    practice: {
      start: async ({ scenario }) => {
        const forbidden = whyNotSimulate(session.state.environment.policy);
        if (forbidden !== null) return fail(forbidden);
        await window.practise(scenario);
      },
      leave: () => window.leavePractice(),
    },
    remote: {
      hosts: async () => ok([...(await window.remote.hosts())]),
      connect: ({ host, copy }) => window.remote.connect(host, copy),
      disconnect: () => window.remote.disconnect(),
    },
    audit: auditHandlers(window.trail, window.chooseFile),
    file: fileHandlers(window.chooseFile),
    settings: {
      get: () => ok(window.settings()),
      change: (change) => {
        window.changeSettings(change);
        const { thresholds } = change;
        if (thresholds !== undefined) session.dispatch({ type: 'thresholds-set', thresholds });
      },
    },
    window: {
      ready: () => {
        window.ready();
      },
      restartAsAdministrator: () => window.restartAsAdministrator(),
      commandStates: (states) => {
        window.showCommandStates(states);
      },
      copyText: ({ text }) => window.copyText(text),
    },
  };
};
