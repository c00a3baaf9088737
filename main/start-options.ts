import { resolve } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { isScenarioFile } from '#app/practice/scenarios.ts';
import { startWords } from '#app/words/start.ts';

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

const withValue: ReadonlySet<string> = new Set(['--simulate', '--screenshot']);
const ours: ReadonlySet<string> = new Set([...withValue, '--scan', '--no-sandbox']);

/** Chromium's switches that get a window onto a difficult screen. They load nothing, open nothing and write nothing. */
const harmless: ReadonlySet<string> = new Set([
  '--disable-gpu',
  '--force-device-scale-factor',
  '--force-renderer-accessibility',
  '--lang',
  '--log-level',
]);

const nameOf = (arg: string): string => arg.split('=', 1)[0] ?? arg;

/** SECURITY: Chromium takes orders from its command line: other programs to start, ports to open, files to write. */
const unknownArgument = (args: readonly string[]): string | null =>
  args.find((arg, at) => {
    const isValue = withValue.has(args[at - 1] ?? '') && !arg.startsWith('--');
    return !isValue && !ours.has(nameOf(arg)) && !harmless.has(nameOf(arg));
  }) ?? null;

const valueOf = (args: readonly string[], flag: string): Result<string | null, Fault> => {
  const at = args.findIndex((arg) => nameOf(arg) === flag);
  if (at < 0) return ok(null);
  const arg = args[at] ?? '';
  const value = arg === flag ? args[at + 1] : arg.slice(flag.length + 1);
  return value === undefined || value === '' || value.startsWith('--')
    ? fail({ kind: 'usage', problem: startWords.needsValue(flag) })
    : ok(value);
};

const wholePath = (scenario: string | null, folder: string): string | null =>
  scenario !== null && isScenarioFile(scenario) ? resolve(folder, scenario) : scenario;

/** `isPackaged`: what is not known is refused. A checkout leaves Chromium's switches alone: its tools need them. */
export const parseStartOptions = (
  args: readonly string[],
  folder: string,
  { isPackaged }: { readonly isPackaged: boolean },
): Result<StartOptions, Fault> => {
  const unknown = isPackaged ? unknownArgument(args) : null;
  if (unknown !== null) return fail({ kind: 'usage', problem: startWords.unknown(unknown) });
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

/** The command line of another start that does the same: made of what was understood, and of nothing else. */
export const startArguments = ({ scenario, scan }: Pick<StartOptions, 'scenario' | 'scan'>): string[] => [
  ...(scenario === null ? [] : ['--simulate', scenario]),
  ...(scan ? ['--scan'] : []),
];
