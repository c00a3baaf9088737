import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { HostSocketSchema } from '#app/dot4/sockets.ts';
import { StepKindSchema } from '#app/remedy/step.ts';
import type { StepKind } from '#app/remedy/step.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { csvSeparators } from '#app/export/csv.ts';
import type { CsvSeparator } from '#app/export/csv.ts';
import { monitorFormats } from '#app/monitor/monitoring.ts';
import { usageWords } from '#app/words/cli.ts';
import { functionNamed } from '#app/verdict/complaints.ts';
import type { Complaint } from '#app/verdict/complaints.ts';
import {
  cliCommand,
  cliCommandNames,
  cliOptions,
  fixSteps,
  offeredSteps,
  optionText,
} from '#app/words/command-line.ts';
import type { CliCommandName, CliOption } from '#app/words/command-line.ts';
import type { Monitoring } from './monitor.ts';

interface Common {
  readonly json: boolean;
  readonly scenario: string | null;
}

export type Command =
  | { readonly name: 'help'; readonly json: boolean }
  | { readonly name: 'version'; readonly json: boolean }
  | { readonly name: 'policy'; readonly json: boolean }
  | ({ readonly name: 'devices' } & Common)
  | ({ readonly name: 'serve' } & Common)
  | ({ readonly name: 'list'; readonly deviceId: string | null; readonly scan: boolean } & Common)
  | ({
      readonly name: 'check';
      readonly deviceId: string | null;
      readonly complaint: Complaint;
      readonly scan: boolean;
      readonly measure: boolean;
      readonly tries: boolean;
      /** Null: words, or JSON. */
      readonly monitoring: Monitoring | null;
    } & Common)
  | ({
      readonly name: 'fix';
      readonly deviceId: string | null;
      readonly suspect: boolean;
      /** In the order of the ladder. */
      readonly steps: readonly StepKind[];
      readonly dryRun: boolean;
      readonly yes: boolean;
      readonly force: boolean;
    } & Common)
  | ({ readonly name: 'watch'; readonly deviceId: string | null } & Common)
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
      /** A table with this sign between its cells; null: none. */
      readonly csv: CsvSeparator | null;
      readonly simulated: boolean;
      /** Entries at most, the newest; null: all. */
      readonly last: number | null;
    }
  | { readonly name: 'profiles export'; readonly json: boolean; readonly output: string | null }
  | { readonly name: 'profiles import'; readonly json: boolean; readonly file: string }
  | {
      readonly name: 'report';
      readonly json: boolean;
      readonly csv: CsvSeparator | null;
      readonly html: string | null;
      /** Files and folders. */
      readonly results: readonly string[];
    }
  | ({
      readonly name: 'remedy';
      readonly deviceId: string;
      readonly hostSocket: number;
      /** null: the ladder is only shown. */
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

export type CommandOf<N extends Command['name']> = Extract<Command, { readonly name: N }>;

const usage = (problem: string): Result<never, Fault> => fail({ kind: 'usage', problem });

/** Digits only: no sign, no exponent, no hexadecimal, so that nothing is read as another socket than was meant. */
const socketOf = (text: string): number | null => {
  const parsed = v.safeParse(HostSocketSchema, /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN);
  return parsed.success ? parsed.output : null;
};

/** The sign between the cells; null: no table was asked for. */
const separatorOf = (isAsked: boolean, sign = 'comma'): Result<CsvSeparator | null, Fault> => {
  if (!Object.hasOwn(csvSeparators, sign)) return usage(usageWords.badSeparator(sign));
  return ok(isAsked ? csvSeparators[sign as keyof typeof csvSeparators] : null);
};

const monitoringOf = (format?: string, output: string | null = null): Result<Monitoring | null, Fault> => {
  const known = monitorFormats.find((one) => one === format);
  if (format !== undefined && known === undefined) return usage(usageWords.badFormat(format, monitorFormats));
  if (output !== null && known !== 'prometheus') return usage(usageWords.outputAlone);
  return ok(known === undefined ? null : { format: known, output });
};

/** In the order of the ladder, whatever their order here; null: one of them is none that is done by itself. */
const stepsOf = (text: string): readonly StepKind[] | null => {
  const words = text.split(',').map((word) => word.trim());
  return words.every((word) => fixSteps.some((step) => step === word))
    ? fixSteps.filter((step) => words.includes(step))
    : null;
};

/** What the table has as needed, or as checked. */
const sure = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the table of commands lets through what is missing');
  return value;
};

/** Whether JSON was asked for, even where the rest cannot be understood. */
export const wantsJson = (args: readonly string[]): boolean => args.includes('--json');

type Values = ReturnType<typeof parseArgs<{ options: typeof cliOptions }>>['values'];

/** As Node reads an option. */
interface OptionToken {
  readonly kind: 'option';
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

/** An option that there is not, or one whose value is missing or too much: what Node would throw, in our words. */
const misspelt = (
  tokens: readonly (OptionToken | { readonly kind: 'positional' | 'option-terminator' })[],
): string | null => {
  const given = tokens.filter((token) => token.kind === 'option');
  for (const { name, rawName, value, inlineValue } of given) {
    if (!Object.hasOwn(cliOptions, name)) return usageWords.unknownOption(rawName);
    const option = name as CliOption;
    const takesValue = cliOptions[option].type === 'string';
    if (!takesValue && value !== undefined) return usageWords.takesNoValue(`--${option}`);
    if (!takesValue) continue;
    if (value === undefined || value === '') return usageWords.noValue(optionText(option));
    if (!inlineValue && value.startsWith('-')) return usageWords.dashedValue(`--${option}`, value);
  }
  return null;
};

/** What is wrong with the options of a command, by the table; null when nothing is. */
const misuse = (name: CliCommandName, values: Values): string | null => {
  const { needs, takes, apart = [] } = cliCommand(name);
  const given = Object.keys(values) as CliOption[];
  const misplaced = given.find((option) => ![...needs, ...takes].includes(option));
  if (misplaced !== undefined) return usageWords.notForCommand(`--${misplaced}`, name);
  const needed = needs.find((option) => values[option] === undefined);
  if (needed !== undefined) return usageWords.needed(optionText(needed), name);
  for (const group of apart) {
    const [one, other] = group.filter((option) => given.includes(option));
    if (one !== undefined && other !== undefined) return usageWords.notTogether(`--${one}`, `--${other}`);
  }
  return null;
};

/** The same of what stands behind its name. */
const operandMisuse = (name: CliCommandName, given: readonly string[]): string | null => {
  const { operands } = cliCommand(name);
  const extra = operands === undefined ? given[0] : operands.isMany ? undefined : given[1];
  if (extra !== undefined) return usageWords.tooMany(extra);
  const isMissing = given.length === 0 || given.includes('');
  return operands !== undefined && isMissing ? usageWords.needed(operands.value, name) : null;
};

/** The command line as a value, or fault `usage`. Strict: unknown, repeated or misplaced options are refused. */
export const parseCommand = (args: readonly string[]): Result<Command, Fault> => {
  const config = { args: [...args], options: cliOptions, allowPositionals: true, tokens: true } as const;
  const wrong = misspelt(parseArgs({ ...config, strict: false }).tokens);
  if (wrong !== null) return usage(wrong);
  const { values, positionals, tokens } = parseArgs({ ...config, strict: true });
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const twice = given.find((option, index) => given.indexOf(option) !== index);
  if (twice !== undefined) return usage(usageWords.twice(`--${twice}`));
  const json = values.json === true;
  if (values.help === true || positionals[0] === 'help') return ok({ name: 'help', json });
  if (values.version === true) return ok({ name: 'version', json });
  const [word] = positionals;
  if (word === undefined) return usage(usageWords.noCommand);
  const name = cliCommandNames.find((known) =>
    known.split(' ').every((part, index) => part === positionals[index]),
  );
  if (name === undefined) return usage(usageWords.unknownCommand(word));
  const operands = positionals.slice(name.split(' ').length);
  const problem = operandMisuse(name, operands) ?? misuse(name, values);
  return problem === null ? commandOf(name, values, operands) : usage(problem);
};

const commandOf = (
  name: CliCommandName,
  values: Values,
  operands: readonly string[],
): Result<Command, Fault> => {
  const { device, report = null, last = null } = values;
  const { json = false, csv = false, simulated = false, scan = false, 'no-scan': noScan = false } = values;
  const { open = false, yes = false, force = false } = values;
  const common: Common = { json, scenario: values.simulate ?? null };
  const { measure = false, suspect = false, 'dry-run': dryRun = false } = values;
  const deviceId = device ?? null;
  switch (name) {
    case 'devices':
    case 'serve':
      return ok({ name, ...common });
    case 'check': {
      const { complaint: word } = values;
      const complaint = word === undefined ? 'unknown' : functionNamed(word);
      if (complaint === null) return usage(usageWords.badComplaint(word ?? ''));
      const monitoring = monitoringOf(values.format, values.output);
      if (!monitoring.ok) return monitoring;
      return ok({
        ...{ name, deviceId, complaint, scan: !noScan, measure, tries: values.try === true },
        ...{ monitoring: monitoring.value, ...common },
      });
    }
    case 'fix': {
      const steps = stepsOf(values.steps ?? 'destroy-socket');
      if (steps === null) return usage(usageWords.badSteps(values.steps ?? '', fixSteps));
      return ok({ name, deviceId, suspect, steps, dryRun, yes, force, ...common });
    }
    case 'watch':
      return ok({ name, deviceId, ...common });
    case 'list':
      return ok({ name, deviceId, scan, ...common });
    case 'audit': {
      if (last !== null && !/^[1-9]\d{0,5}$/.test(last)) return usage(usageWords.badLast(last));
      const separator = separatorOf(csv, values['csv-separator']);
      if (!separator.ok) return separator;
      return ok({ name, json, csv: separator.value, simulated, last: last === null ? null : Number(last) });
    }
    case 'profiles export':
      return ok({ name, json, output: values.output ?? null });
    case 'profiles import':
      return ok({ name, json, file: sure(operands[0]) });
    case 'report': {
      const separator = separatorOf(csv, values['csv-separator']);
      if (!separator.ok) return separator;
      return ok({ name, json, csv: separator.value, html: values.html ?? null, results: operands });
    }
    case 'policy':
      return ok({ name, json });
    case 'calibrate':
      return ok({ name, deviceId: sure(device), yes, report, ...common });
    case 'probe':
      return ok({ name, deviceId: sure(device), open, yes, ...common });
    case 'remedy':
    case 'destroy': {
      const socket = sure(values.socket);
      const hostSocket = socketOf(socket);
      if (hostSocket === null) return usage(usageWords.badSocket(socket));
      const chosen = { deviceId: sure(device), hostSocket, yes, force, ...common };
      if (name === 'destroy') return ok({ name, ...chosen });
      const step = v.safeParse(v.optional(StepKindSchema), values.step);
      if (!step.success) return usage(usageWords.badStep(values.step ?? '', offeredSteps));
      return ok({ name, step: step.output ?? null, ...chosen });
    }
  }
};
