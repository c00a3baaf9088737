import { scenarioIds } from '../practice/scenarios.ts';
import { scenarioWords } from './scenarios.ts';
import { countWords } from './window.ts';

/** Every word of the command line that is not said elsewhere. */
export const helpWords = (): string =>
  `unjam – shows the open DOT4 channels of multifunction printers and frees a stuck one

Usage
  unjam devices                                   the DOT4 devices of this computer
  unjam list [--device ID] [--scan]               the channels that are known; listing never asks the driver,
                                                  --scan asks it which host sockets exist
  unjam destroy --device ID --socket N            closes a channel: sends IOCTL_DOT4_DESTROY_SOCKET for its
                [--yes] [--force]                 host socket, after a question at the terminal
  unjam remedy --device ID --socket N             what can be done about a channel, mildest first, with risk and check;
               [--step STEP] [--yes] [--force]    with --step that step is run, after a question, and checked
  unjam calibrate --device ID                     measures the driver with throw-away sockets, in under 10 s, after
                  [--yes] [--report FILE]         saying what it will do; scanning and looking again need it
  unjam probe --device ID [--open] [--yes]        asks by name which services the printer knows, each with a socket
                                                  of its own that is destroyed at once; --open also opens a channel
                                                  on each, to see whether it is in use
  unjam audit [--last N] [--csv] [--simulated]    what was done on this computer and what came of it, newest first;
                                                  a damaged or foreign line is told in its place

Options
  --device ID          one device, by the id that "unjam devices" shows
  --socket N           a host socket, 1 to 255
  --scan               ask the driver; a channel that the printer opens at that moment may be caught, it is
                       closed again and reported
  --step STEP          cancel-job, stop-program, restart-service, destroy-socket, restart-device, power-cycle
                       (power-cycle: a person does it, unjam watches the printer leave and come back)
  --open               a second, more intrusive step, asked for separately: while a channel is open, a program that
                       wants the same service is told that it is busy
  --yes                do not ask (needed where there is no terminal)
  --report FILE        write what was measured to a new file, to be sent to the makers of Unjam: shapes, statuses,
                       times and versions, no personal data
  --force              also if it cuts off a print or fax job in progress, or one that cannot be seen
  --json               one JSON object on standard output and nothing else
  --last N             the newest N entries of the audit trail
  --csv                the audit trail as a table (RFC 4180)
  --simulated          the audit trail of simulated printers
  --simulate SCENARIO  simulated printers instead of real ones: a scenario by name, or a file that ends with
                       .json (docs/scenarios.md)
  --help               this text
  --version            the version

Scenarios
${scenarioIds.map((id) => `  ${id.padEnd(19)}  ${scenarioWords[id]}`).join('\n')}

Exit codes
  0  done: freed, or already gone      3  no such device, or no driver
  1  refused or failed; a step after   4  access denied
     which the socket is still there
  2  the command cannot be understood  5  unconfirmed: the driver said success,
                                          nothing could be re-checked
  9  done as the answer says, but the outcome could not be written to the audit trail

Every teardown, step, measurement and probe is recorded, before it is sent and after it, in audit.jsonl (simulated ones in
audit-simulated.jsonl) in the data folder, where profiles.json keeps what was measured of drivers: %APPDATA%\\Unjam, ~/.config/unjam or ~/Library/Application
Support/Unjam; UNJAM_DATA_DIR names another.
`;

export const usageWords = {
  noCommand: 'Say what to do: devices, list, destroy, remedy, calibrate, probe or audit.',
  unknownCommand: (command: string): string =>
    `There is no command “${command}”. There are: devices, list, destroy, remedy, calibrate, probe, audit.`,
  notForCommand: (option: string, command: string): string => `${option} does not go with “${command}”.`,
  needed: (option: string, command: string): string => `“${command}” needs ${option}.`,
  tooMany: (word: string): string => `“${word}” is one word too many.`,
  notTogether: (one: string, other: string): string => `${one} and ${other} do not go together.`,
  badLast: (value: string): string => `--last takes a whole number from 1 to 999999, not “${value}”.`,
  twice: (option: string): string => `${option} is given twice.`,
  badStep: (value: string, known: readonly string[]): string =>
    `--step takes one of ${known.join(', ')}, not “${value}”.`,
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
    `${countWords(count, 'host socket', 'host sockets')} gave no clear answer, so more may exist than are listed. Scan again; measure the driver if it stays so.`,
  caught: (count: number, left: number): string =>
    left === 0
      ? `The printer opened ${count} channel(s) to our questions; each was closed again.`
      : `The printer opened ${count} channel(s) to our questions; ${left} could not be closed again.`,
} as const;

export const destroyWords = {
  question: 'Close this channel?',
  audited: (path: string): string => `Recorded in ${path}`,
} as const;
