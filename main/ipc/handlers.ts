import type { CommandStates } from '#app/commands/command-state.ts';
import type { MainHandlers } from '#app/ipc/derive.ts';
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
  const { session, publisher, devices, teardown, calibration, remedy, probing, requests, trials } = services;
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
      dismissTeardown: ({ id }) => {
        session.dispatch({ type: 'teardown-dismissed', id });
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
      scan: async ({ deviceId }) => {
        const report = await devices.scan(deviceId);
        publisher.flush();
        return report;
      },
      cancelScan: ({ deviceId }) => {
        devices.cancelScan(deviceId);
        return Promise.resolve(ok(undefined));
      },
      measure: async ({ deviceId }) => {
        const calibrated = await calibration.calibrate(deviceId);
        publisher.flush();
        return calibrated;
      },
      saveReport: ({ deviceId }) => saveReport(calibration.reportOf(deviceId), deviceId, window.chooseFile),
      probe: async (asked) => {
        const report = await probing.probe(asked);
        publisher.flush();
        return report;
      },
      cancelProbe: ({ deviceId }) => {
        probing.cancel(deviceId);
        return Promise.resolve(ok(undefined));
      },
      cancelMeasure: ({ deviceId }) => {
        calibration.cancel(deviceId);
        return Promise.resolve(ok(undefined));
      },
      requests: ({ deviceId, after }) => Promise.resolve(ok(requests.since(deviceId, after))),
    },
    trial: {
      start: async ({ deviceId, service }) => {
        const tried = await trials.start(deviceId, service);
        publisher.flush();
        return tried;
      },
      end: ({ deviceId }) => {
        trials.end(deviceId);
        return Promise.resolve(ok(undefined));
      },
    },
    channel: {
      close: async ({ targets, overJob }) => {
        const closing = targets.map(async (target) => {
          const { outcome } = await teardown.tearDown(target, overJob);
          publisher.flush();
          return { target, outcome };
        });
        publisher.flush();
        return ok(await Promise.all(closing));
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
    remedy: {
      run: async (request) => {
        const outcome = await remedy.run(request);
        publisher.flush();
        return ok(outcome);
      },
      cancel: ({ deviceId }) => {
        remedy.cancel(deviceId);
        return Promise.resolve(ok(undefined));
      },
      dismiss: ({ key }) => {
        session.dispatch({ type: 'remedy-dismissed', key });
        publisher.flush();
        return Promise.resolve(ok(undefined));
      },
    },
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
