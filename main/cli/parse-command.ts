import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { HostSocketSchema } from '#app/dot4/sockets.ts';
import { StepKindSchema, stepKinds } from '#app/remedy/step.ts';
import type { StepKind } from '#app/remedy/step.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { usageWords } from '#app/words/cli.ts';

interface Common {
  readonly json: boolean;
  readonly scenario: string | null;
}

export type Command =
  | { readonly name: 'help'; readonly json: boolean }
  | { readonly name: 'version'; readonly json: boolean }
  | ({ readonly name: 'devices' } & Common)
  | ({ readonly name: 'list'; readonly deviceId: string | null; readonly scan: boolean } & Common)
  | ({
      readonly name: 'destroy';
      readonly deviceId: string;
      readonly hostSocket: number;
      readonly yes: boolean;
      readonly force: boolean;
    } & Common)
  | {
      readonly name: 'audit';
      readonly json: boolean;
      readonly csv: boolean;
      readonly simulated: boolean;
      readonly last: number | null;
    }
  | ({
      readonly name: 'remedy';
      readonly deviceId: string;
      readonly hostSocket: number;
      readonly step: StepKind | null;
      readonly yes: boolean;
      readonly force: boolean;
    } & Common)
  | ({
      readonly name: 'calibrate';
      readonly deviceId: string;
      readonly yes: boolean;
      readonly report: string | null;
    } & Common)
  | ({
      readonly name: 'probe';
      readonly deviceId: string;
      readonly open: boolean;
      readonly yes: boolean;
    } & Common);

const options = {
  device: { type: 'string' },
  socket: { type: 'string' },
  simulate: { type: 'string' },
  report: { type: 'string' },
  last: { type: 'string' },
  csv: { type: 'boolean' },
  simulated: { type: 'boolean' },
  step: { type: 'string' },
  scan: { type: 'boolean' },
  open: { type: 'boolean' },
  yes: { type: 'boolean' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const optionsOf = {
  devices: ['simulate', 'json'],
  list: ['device', 'scan', 'simulate', 'json'],
  destroy: ['device', 'socket', 'yes', 'force', 'simulate', 'json'],
  audit: ['last', 'csv', 'simulated', 'json'],
  remedy: ['device', 'socket', 'step', 'yes', 'force', 'simulate', 'json'],
  calibrate: ['device', 'yes', 'report', 'simulate', 'json'],
  probe: ['device', 'open', 'yes', 'simulate', 'json'],
} as const;

const isCommandName = (name: string): name is keyof typeof optionsOf => Object.hasOwn(optionsOf, name);

const usage = (problem: string): Result<never, Fault> => fail({ kind: 'usage', problem });

/** Digits only: no sign, no exponent, no hexadecimal, so that nothing is read as another socket than was meant. */
const socketOf = (text: string): number | null => {
  const parsed = v.safeParse(HostSocketSchema, /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN);
  return parsed.success ? parsed.output : null;
};

/** Whether JSON was asked for, even where the rest cannot be understood. */
export const wantsJson = (args: readonly string[]): boolean => args.includes('--json');

/** The command line as a value, or fault `usage`. Strict: unknown, repeated-word or misplaced options are refused. */
export const parseCommand = (args: readonly string[]): Result<Command, Fault> => {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true, tokens: true });
  } catch (error) {
    // Node's own message names the option in its first sentence
    if (error instanceof TypeError) return usage(error.message.split('. ')[0] ?? error.message);
    throw error;
  }
  const { values, positionals, tokens } = parsed;
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const twice = given.find((option, index) => given.indexOf(option) !== index);
  if (twice !== undefined) return usage(usageWords.twice(`--${twice}`));
  const json = values.json === true;
  if (values.help === true || positionals[0] === 'help') return ok({ name: 'help', json });
  if (values.version === true) return ok({ name: 'version', json });
  const [name, extra] = positionals;
  if (name === undefined) return usage(usageWords.noCommand);
  if (!isCommandName(name)) return usage(usageWords.unknownCommand(name));
  if (extra !== undefined) return usage(usageWords.tooMany(extra));
  const allowed: readonly string[] = optionsOf[name];
  const misplaced = Object.keys(values).find((option) => !allowed.includes(option));
  if (misplaced !== undefined) return usage(usageWords.notForCommand(`--${misplaced}`, name));
  const empty = (['device', 'socket', 'simulate', 'report', 'step'] as const).find(
    (option) => values[option] === '',
  );
  if (empty !== undefined) return usage(usageWords.needed(`--${empty} with a value`, name));

  const common: Common = { json, scenario: values.simulate ?? null };
  switch (name) {
    case 'devices':
      return ok({ name, ...common });
    case 'list':
      return ok({ name, deviceId: values.device ?? null, scan: values.scan === true, ...common });
    case 'audit': {
      const { last = null, csv = false, simulated = false } = values;
      if (csv && json) return usage(usageWords.notTogether('--csv', '--json'));
      if (last !== null && !/^[1-9]\d{0,5}$/.test(last)) return usage(usageWords.badLast(last));
      return ok({ name, json, csv, simulated, last: last === null ? null : Number(last) });
    }
    case 'calibrate': {
      const { device, yes, report } = values;
      if (device === undefined) return usage(usageWords.needed('--device ID', name));
      return ok({ name, deviceId: device, yes: yes === true, report: report ?? null, ...common });
    }
    case 'probe': {
      const { device, open, yes } = values;
      if (device === undefined) return usage(usageWords.needed('--device ID', name));
      return ok({ name, deviceId: device, open: open === true, yes: yes === true, ...common });
    }
    case 'remedy':
    case 'destroy': {
      if (values.device === undefined) return usage(usageWords.needed('--device ID', name));
      if (values.socket === undefined) return usage(usageWords.needed('--socket N', name));
      const hostSocket = socketOf(values.socket);
      if (hostSocket === null) return usage(usageWords.badSocket(values.socket));
      const { yes = false, force = false } = values;
      const chosen = { deviceId: values.device, hostSocket, yes, force, ...common };
      if (name === 'destroy') return ok({ name, ...chosen });
      const step = v.safeParse(v.optional(StepKindSchema), values.step);
      if (!step.success) return usage(usageWords.badStep(values.step ?? '', stepKinds));
      return ok({ name, step: step.output ?? null, ...chosen });
    }
  }
};
