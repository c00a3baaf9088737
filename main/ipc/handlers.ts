import type { CommandStates } from '#app/commands/command-state.ts';
import type { MainHandlers } from '#app/ipc/derive.ts';
import type { Fault } from '#app/faults/fault.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Settings, SettingsChange } from '#app/settings/settings.ts';
import type { Services } from '../services.ts';
import { auditHandlers, fileHandlers } from './audit-handlers.ts';
import type { ChooseFile } from './audit-handlers.ts';

export interface WindowActions {
  ready(): void;
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
  const { session, publisher, devices, teardown, calibration } = services;
  return {
    session: {
      snapshot: () => Promise.resolve(ok(publisher.snapshot())),
      refresh: async () => {
        const refreshed = await devices.refresh();
        publisher.flush();
        return refreshed.ok ? ok(undefined) : refreshed;
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
      cancelMeasure: ({ deviceId }) => {
        calibration.cancel(deviceId);
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
