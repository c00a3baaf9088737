import { resolve } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { isScenarioFile } from './scenario-file.ts';

/** What a person may ask of the window on its command line. */
export interface StartOptions {
  /** A built-in scenario by name, or a file by its whole path. */
  readonly scenario: string | null;
  /** Scan the sockets of every device at start: starting with it is asking for it. */
  readonly scan: boolean;
  /** Draw the window, save its picture there, end. */
  readonly screenshot: string | null;
  readonly sandboxOff: boolean;
}

const valueOf = (args: readonly string[], flag: string): Result<string | null, Fault> => {
  const at = args.findIndex((arg) => arg === flag || arg.startsWith(`${flag}=`));
  if (at < 0) return ok(null);
  const arg = args[at] ?? '';
  const value = arg === flag ? args[at + 1] : arg.slice(flag.length + 1);
  return value === undefined || value === '' || value.startsWith('--')
    ? fail({ kind: 'usage', problem: `${flag} needs a value.` })
    : ok(value);
};

const wholePath = (scenario: string | null, folder: string): string | null =>
  scenario !== null && isScenarioFile(scenario) ? resolve(folder, scenario) : scenario;

/** Reads our own flags and leaves Chromium's alone, so a strict parser would refuse too much. */
export const parseStartOptions = (args: readonly string[], folder: string): Result<StartOptions, Fault> => {
  const scenario = valueOf(args, '--simulate');
  if (!scenario.ok) return scenario;
  const screenshot = valueOf(args, '--screenshot');
  if (!screenshot.ok) return screenshot;
  return ok({
    scenario: wholePath(scenario.value, folder),
    scan: args.includes('--scan'),
    screenshot: screenshot.value === null ? null : resolve(folder, screenshot.value),
    sandboxOff: args.includes('--no-sandbox'),
  });
};
