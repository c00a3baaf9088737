import { counted } from './plural.ts';
import { cliCommandNames } from './command-line.ts';
import { listed, programName } from './causes.ts';

/** Every word of the command line that is not said elsewhere. */
export const usageWords = {
  noCommand: `Say what to do: ${cliCommandNames.join(', ')}.`,
  unknownCommand: (command: string): string =>
    `There is no command “${command}”. There are: ${cliCommandNames.join(', ')}.`,
  notForCommand: (option: string, command: string): string => `${option} does not go with “${command}”.`,
  needed: (option: string, command: string): string =>
    `“${command}” needs ${option}${option.endsWith('…') ? '' : '.'}`,
  unknownOption: (option: string): string => `There is no option “${option}”.`,
  noValue: (option: string): string => `A value is missing: ${option}.`,
  takesNoValue: (option: string): string => `${option} takes no value.`,
  dashedValue: (option: string, value: string): string =>
    `${option} has no value. If “${value}” is meant: ${option}=${value}.`,
  onNeedsHost: '--on needs a computer: --on HOST COMMAND, before everything else.',
  tooMany: (word: string): string => `“${word}” is one word too many.`,
  notTogether: (one: string, other: string): string => `${one} and ${other} do not go together.`,
  badLast: (value: string): string => `--last takes a whole number from 1 to 999999, not “${value}”.`,
  badSeparator: (value: string): string => `--csv-separator takes comma, semicolon or tab, not “${value}”.`,
  twice: (option: string): string => `${option} is given twice.`,
  badStep: (value: string, known: readonly string[]): string =>
    `--step takes one of ${known.join(', ')}, not “${value}”.`,
  badSteps: (value: string, known: readonly string[]): string =>
    value.split(',').includes('power-cycle')
      ? '--steps does not take power-cycle, for a person switches the printer off and on: unjam remedy --step power-cycle.'
      : `--steps takes some of ${known.join(', ')}, with commas between them, not “${value}”.`,
  badComplaint: (value: string): string => `--complaint takes scan, print or fax, not “${value}”.`,
  badFormat: (value: string, known: readonly string[]): string =>
    `--format takes ${known.join(' or ')}, not “${value}”.`,
  outputAlone: '--output goes with --format prometheus alone.',
  badSocket: (value: string): string =>
    value === '0'
      ? 'Host socket 0 is the transaction channel and is never destroyed; --socket takes 1 to 255.'
      : `--socket takes a whole number from 1 to 255, not “${value}”.`,
} as const;

export const simulationNotice = (scenario: string): string =>
  `Simulated printers (scenario ${scenario}): nothing here is real.`;

export const listWords = {
  noDevices: 'No DOT4 device is there.',
  noChannels: 'No channel is known.',
  notScanned: 'The driver was not asked. To ask it which host sockets exist, add --scan.',
  legend: '? inferred   – unknown   times are those of the last look',
  unclear: (count: number): string =>
    `${counted(count, 'host socket', 'host sockets')} gave no clear answer, so more may exist than are listed. Scan again; measure the driver if it stays so.`,
  caught: (count: number, left: number): string =>
    left === 0
      ? `The printer opened ${counted(count, 'channel', 'channels')} to our questions; each was closed again.`
      : `The printer opened ${counted(count, 'channel', 'channels')} to our questions; ${left} could not be closed again.`,
} as const;

export const checkWords = {
  next: 'Next:',
  nextIfNot: 'Next, if the answer is no:',
  besides: 'Besides:',
  missing: 'Not seen:',
  notScanned: 'No driver was asked which channels exist (--no-scan).',
  tooShort: (programs: readonly string[]): string => {
    const names = listed().format(programs.map(programName));
    return programs.length === 1
      ? `One check is too short to tell whether ${names} hangs: it did nothing meanwhile. Ask whether it is working.`
      : `One check is too short to tell whether ${names} hang: they did nothing meanwhile. Ask whether they are working.`;
  },
  notTried: 'The printer itself was not tried. To open a channel of our own on it:',
  couldNotTry: (why: string): string => `The printer itself could not be tried: ${why}`,
  printed: 'The printer was not tried: it printed while it was looked at.',
  triedInVain: 'The printer itself was tried, which did not show whether it answers.',
} as const;

export const fixWords = {
  question: 'Do this?',
  nothingToDo: 'No stuck channel was found.',
  addSuspect: 'To close channels that only may be stuck, add --suspect.',
  beyond: 'Unjam fix closes channels that are stuck, so it has done nothing here.',
  dryRun: 'Nothing was done (--dry-run).',
  notWithoutForce: (step: string, why: string): string => `${step}: not without --force. ${why}`,
  noStep: (channel: string, steps: readonly string[], mildest: string | null): string =>
    mildest === null
      ? `${channel}: none of the allowed steps (${steps.join(', ')}) can be done for it.`
      : `${channel}: none of the allowed steps (${steps.join(', ')}) can be done for it. The mildest that may free it: --steps ${mildest}.`,
  wentAlong: (channel: string): string => `${channel} is gone.`,
  notBegun: (channel: string): string => `${channel}: nothing was done about it.`,
} as const;

export const destroyWords = {
  question: 'Close this channel?',
  audited: (path: string): string => `Recorded in ${path}`,
} as const;
