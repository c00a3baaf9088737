import { scenarioIds } from '../practice/scenarios.ts';
import { stepKinds } from '../remedy/step.ts';
import { scenarioWords } from './scenarios.ts';

// The one table of the command line: arguments are read by it, and the help is written from it.

interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly does: string;
}

// no soft reset is verified, so none is offered
export const offeredSteps = stepKinds.filter((kind) => kind !== 'soft-reset');

/** The steps that Unjam does without a person at the printer, mildest first. */
export const fixSteps = offeredSteps.filter((kind) => kind !== 'power-cycle');

export const cliOptions = {
  device: { type: 'string', value: 'ID', does: 'One device, by the id that "unjam devices" shows.' },
  socket: { type: 'string', value: 'N', does: 'A host socket, 1 to 255.' },
  scan: {
    type: 'boolean',
    does: 'Ask the driver. A channel that the printer opens at that moment may be caught; it is closed again and reported.',
  },
  complaint: { type: 'string', value: 'WHAT', does: 'What does not work: scan, print or fax.' },
  measure: {
    type: 'boolean',
    does: 'Measure a driver that is not measured, as "unjam calibrate" does, and ask it then.',
  },
  try: {
    type: 'boolean',
    does: 'Also open a channel of our own on the printer where nothing else explains the complaint, as the window does, to see whether the printer answers. It is closed again and recorded; the small risk is that a driver stops answering.',
  },
  'no-scan': { type: 'boolean', does: 'Ask no driver which channels exist.' },
  format: {
    type: 'string',
    value: 'FORMAT',
    does: 'For a monitoring system: prometheus (metrics for the textfile collector) or nagios (one line with figures; its exit codes are then 0 OK, 1 WARNING: may be stuck, 2 CRITICAL: stuck, 3 UNKNOWN).',
  },
  output: {
    type: 'string',
    value: 'FILE',
    does: 'Save it under this name, whole or not at all, instead of printing it: profiles, or the metrics of --format prometheus.',
  },
  suspect: { type: 'boolean', does: 'Also channels that only may be stuck.' },
  steps: {
    type: 'string',
    value: 'STEPS',
    does: `How far it may go, with commas between them: of ${fixSteps.join(', ')}. Without it: destroy-socket.`,
  },
  'dry-run': {
    type: 'boolean',
    does: 'Say what would be done, and do nothing. The exit code is 0 where an allowed step can be done for all that is stuck.',
  },
  step: {
    type: 'string',
    value: 'STEP',
    does: `One of ${offeredSteps.join(', ')}. For power-cycle a person switches the printer off and on; unjam watches it leave and come back.`,
  },
  open: {
    type: 'boolean',
    does: 'A second, more intrusive step: open a channel on each service. While it is open, a program that wants the same service gets the answer that it is busy.',
  },
  yes: { type: 'boolean', does: 'Do not ask. Needed where there is no terminal.' },
  report: {
    type: 'string',
    value: 'FILE',
    does: 'Write what was measured to a new file for the makers of Unjam: shapes, statuses, times and versions, no personal data.',
  },
  force: {
    type: 'boolean',
    does: 'Also when it cuts off or deletes a print or fax job in progress, or one that cannot be seen.',
  },
  last: { type: 'string', value: 'N', does: 'The newest N entries of the audit trail.' },
  html: {
    type: 'string',
    value: 'FILE',
    does: 'Save the report as one page with tables and charts, that needs nothing else.',
  },
  csv: { type: 'boolean', does: 'The audit trail, or the printers of a report, as a table (RFC 4180).' },
  'csv-separator': {
    type: 'string',
    value: 'SIGN',
    does: 'comma, semicolon or tab: what stands between the cells of --csv. A comma without it.',
  },
  simulated: { type: 'boolean', does: 'The audit trail of simulated printers.' },
  simulate: {
    type: 'string',
    value: 'SCENARIO',
    does: 'Simulated printers instead of real ones: a scenario by name, or a file that ends with .json (docs/scenarios.md).',
  },
  json: { type: 'boolean', does: 'One JSON object on standard output and nothing else.' },
  help: { type: 'boolean', short: 'h', does: 'This text.' },
  version: { type: 'boolean', does: 'The version.' },
} as const satisfies Readonly<Record<string, Option>>;
export type CliOption = keyof typeof cliOptions;

interface CliCommand {
  /** What stands behind the name of the command: at least one, or exactly one. */
  readonly operands?: { readonly value: string; readonly isMany: boolean };
  readonly needs: readonly CliOption[];
  readonly takes: readonly CliOption[];
  /** Groups of options: of each only one may be given. */
  readonly apart?: readonly (readonly CliOption[])[];
  readonly does: string;
}

/** Options that nearly every command takes; the line of a command leaves them out. */
const common: readonly CliOption[] = ['simulate', 'json'];

const cliCommands = {
  devices: { needs: [], takes: ['simulate', 'json'], does: 'Shows the DOT4 devices of this computer.' },
  list: {
    needs: [],
    takes: ['device', 'scan', 'simulate', 'json'],
    does: 'Shows the channels that are known. It never asks the driver; --scan asks it which host sockets exist.',
  },
  check: {
    needs: [],
    takes: ['device', 'complaint', 'measure', 'try', 'no-scan', 'format', 'output', 'simulate', 'json'],
    apart: [
      ['measure', 'no-scan'],
      ['try', 'no-scan'],
      ['format', 'json'],
    ],
    does: 'Says what is stuck, why, and what to do. It asks the drivers that are measured which channels exist, and changes nothing. The printer itself is tried with --try alone. What it cannot see, it names; the exit code is then 8, unless something stuck was found.',
  },
  fix: {
    needs: [],
    takes: ['device', 'suspect', 'steps', 'dry-run', 'yes', 'force', 'simulate', 'json'],
    does: 'Asks the drivers that are measured, then you, once, and does the mildest allowed step for each stuck channel. Each is checked afterwards; where it did not help, the next allowed step follows.',
  },
  watch: {
    needs: [],
    takes: ['device', 'simulate', 'json'],
    does: 'One line for what is there and for each change of it, with what a person has to do, until it is stopped (Ctrl+C). With --json each line is an object. It asks no driver.',
  },
  destroy: {
    needs: ['device', 'socket'],
    takes: ['yes', 'force', 'simulate', 'json'],
    does: 'Closes a channel: asks you, then sends IOCTL_DOT4_DESTROY_SOCKET for its host socket.',
  },
  remedy: {
    needs: ['device', 'socket'],
    takes: ['step', 'yes', 'force', 'simulate', 'json'],
    does: 'Shows what can be done about a channel, mildest first, with risk and check. With --step it asks you, runs that step and checks it.',
  },
  calibrate: {
    needs: ['device'],
    takes: ['yes', 'report', 'simulate', 'json'],
    does: 'Measures the driver with throw-away sockets, in under 10 s, and says first what it will do. Scanning and checking again need it.',
  },
  probe: {
    needs: ['device'],
    takes: ['open', 'yes', 'simulate', 'json'],
    does: 'Asks by name which services the printer knows, each with a socket of its own that is destroyed at once. With --open it also opens a channel on each, to see whether it is in use.',
  },
  audit: {
    needs: [],
    takes: ['last', 'csv', 'csv-separator', 'simulated', 'json'],
    apart: [['csv', 'json']],
    does: 'Shows what was done on this computer and how it ended, newest first. A damaged or foreign line is shown in its place.',
  },
  serve: {
    needs: [],
    takes: ['simulate'],
    does: 'For the Unjam of another computer, which starts it here over ssh: speaks with it over standard input and output.',
  },
  'profiles export': {
    needs: [],
    takes: ['output', 'json'],
    does: 'What was measured of drivers on this computer, as JSON for other computers.',
  },
  'profiles import': {
    operands: { value: 'FILE', isMany: false },
    needs: [],
    takes: ['json'],
    does: 'Takes what "unjam profiles export" wrote on another computer. It holds for the same provider, service and version of a driver, is marked as measured elsewhere, and never replaces what was measured here.',
  },
  report: {
    operands: { value: 'RESULTS…', isMany: true },
    needs: [],
    takes: ['html', 'csv', 'csv-separator', 'json'],
    apart: [['html', 'csv', 'json']],
    does: 'Joins what "unjam check --json" and other commands printed on any number of computers: files, or folders of files. Says which computers, printers, drivers and programs have stuck channels, how often, since when, and what helped. A file that cannot be used is named.',
  },
  policy: {
    needs: [],
    takes: ['json'],
    does: 'Shows what the policy of this computer allows, where it stands, and whom to ask.',
  },
} as const satisfies Readonly<Record<string, CliCommand>>;
export type CliCommandName = keyof typeof cliCommands;

export const cliCommandNames = Object.keys(cliCommands) as CliCommandName[];
export const cliCommand = (name: CliCommandName): CliCommand => cliCommands[name];

/** An option as it is written: “--device ID”. */
export const optionText = (name: CliOption): string => {
  const { value }: Option = cliOptions[name];
  return value === undefined ? `--${name}` : `--${name} ${value}`;
};

/** A command as it is written: “unjam list [--device ID] [--scan]”. */
export const commandLine = (name: CliCommandName): string => {
  const { operands, needs, takes } = cliCommand(name);
  const own = takes.filter((option) => !common.includes(option));
  return [
    ...['unjam', name, ...(operands === undefined ? [] : [operands.value])],
    ...[...needs.map(optionText), ...own.map((option) => `[${optionText(option)}]`)],
  ].join(' ');
};

/** What each exit code of the command line means, by its name. */
const exitCodeWords = {
  done: 'done: freed, already gone, a step that helped, or nothing is stuck',
  failed: 'refused or failed, a step that did not help or did not last, or no allowed step can be done',
  usage: 'the command cannot be understood, or the scenario cannot be used',
  noDevice: 'no such device, or no driver',
  accessDenied: 'access denied',
  unconfirmed: 'unconfirmed: the driver said success, and nothing could be checked again',
  stuck: 'check: something is stuck, or the printer does not answer',
  suspect: 'check: something may be stuck',
  untold: 'check, fix: Unjam cannot tell whether something is stuck; it says what is missing',
  unrecorded: 'done as the answer says, but the outcome could not be written to the audit trail',
  forbidden: 'the policy of this computer forbids it',
  notReached:
    '--on: there is no connection to that computer, it was lost, or the Unjam there is another version',
} as const;
export type ExitCodes = Readonly<Record<keyof typeof exitCodeWords, number>>;

/** Code and meaning, smallest first. */
export const exitCodeRows = (codes: ExitCodes): (readonly [code: string, means: string])[] =>
  (Object.keys(exitCodeWords) as (keyof ExitCodes)[])
    .sort((one, other) => codes[one] - codes[other])
    .map((name) => [String(codes[name]), exitCodeWords[name]]);

const width = 100;

/** Text beside what it explains, in lines that fit; it is broken between its pieces. */
const beside = (left: string, leftWidth: number, text: string, pieces = text.split(' ')): string => {
  const lines = [`  ${left.padEnd(leftWidth)}`];
  const margin = ' '.repeat(leftWidth + 2);
  for (const word of pieces) {
    const line = lines.at(-1) ?? '';
    if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`${margin} ${word}`);
  }
  return lines.join('\n');
};

/** No option is parted from its value. */
const usageLine = (name: CliCommandName): string => {
  const line = commandLine(name).slice('unjam '.length);
  return beside('unjam', 5, line, line.split(/ (?=\[|--)/));
};

export const helpWords = (codes: ExitCodes): string => {
  const commands = cliCommandNames.map(
    (name) => `${usageLine(name)}\n${beside('', 3, cliCommand(name).does)}`,
  );
  const options = (Object.keys(cliOptions) as CliOption[]).map((name) =>
    beside(optionText(name), 20, cliOptions[name].does),
  );
  return `unjam – shows the open DOT4 channels of multifunction printers and frees a stuck one

Usage
${commands.join('\n')}

Options
${options.join('\n')}

Another computer
  unjam --on HOST COMMAND …
${beside('', 3, 'Does it there, over ssh: its output and its exit code are passed on. HOST is a name, user@name or name:port, as ssh takes it. Unjam has to be installed there. It asks for no password, so ssh needs a key or an agent, and no question can be asked: add --yes where one is. What was begun when the connection is lost is ended there.')}

Scenarios
${scenarioIds.map((id) => beside(id, 20, scenarioWords[id])).join('\n')}

Exit codes
${exitCodeRows(codes)
  .map(([code, means]) => beside(code, 2, means))
  .join('\n')}

Every teardown, step, measurement, probe and try is recorded, before it is sent and after it, in
audit.jsonl in the data folder (of simulated printers in audit-simulated.jsonl). There profiles.json
keeps what was measured of drivers. The data folder is %LOCALAPPDATA%\\Unjam, ~/.local/state/unjam
or ~/Library/Application Support/Unjam; UNJAM_DATA_DIR names another. A policy may name another
place for the audit trail of real devices: see unjam policy.
`;
};
