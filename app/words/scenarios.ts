import type { ScenarioId } from '../practice/scenarios.ts';

/** Each situation in plain words, for the person who picks it. */
export const scenarioWords: Readonly<Record<ScenarioId, string>> = {
  office: 'A scan program crashed and its channel stayed open; a second printer is printing, a third is fine',
  'crashed-scan': 'A scan program crashes before your eyes and its channel stays open',
  'stuck-print': 'A print job stopped at page 12 and holds the print channel',
  'refusing-driver': 'The driver refuses to close a channel that is in use',
  'no-answer': 'The driver does not answer when it is asked to close a channel',
  unconfirmed:
    'A print job stopped, and the driver cannot be asked which sockets exist: closing stays unconfirmed',
  held: 'A scan program that hangs holds one printer, a Windows service another: the ladder ends the holders',
  unplug: 'The cable is pulled while a channel is being freed, and plugged back ten seconds later',
  unwell: 'One printer has a second queue that leads past DOT4, another one did not start (problem code 10)',
  full: 'A program opened channel after channel and closed none: all 128 are taken',
  crowd: '64 printers, and all 128 channels of each are taken: 8,192 rows',
  'access-denied': 'A printer is connected, and Windows does not let this user open it',
  empty: 'The DOT4 driver is installed, and no printer is connected',
  'no-driver':
    'No DOT4 driver package is installed, as on Windows 8 and later without the one from the vendor',
};

export const practiceWords = {
  hint: 'Opens this situation on simulated printers. What is open now is closed first.',
  leave: 'Leave practice',
  leaveHint: 'Back to the real devices of this computer.',
  notPractising: 'These are the real devices.',
  ofFile: (name: string): string => `the situation in the file ${name}`,
  /** The title of the window. */
  title: (name: string): string => `${name} – SIMULATION, nothing here is real`,
} as const;

const longest = 60;
const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** What was found, as valibot names it, in words. */
const found = (received: string): string => {
  switch (received) {
    case 'Object':
      return 'an object';
    case 'Array':
      return 'a list';
    default:
      return shortened(received);
  }
};

/** What is wrong in a scenario file. Each is said behind its place in the file: "printers[0].port: must be text". */
export const scenarioFileWords = {
  wholeFile: 'the whole file',
  missing: 'is missing',
  unknownField: (known: readonly string[]): string =>
    `is not a field; the fields here are ${known.join(', ')}`,
  not: (wanted: string, received: string): string => `must be ${wanted}, not ${found(received)}`,
  text: 'a text',
  number: 'a number',
  flag: 'true or false',
  list: 'a list',
  object: 'an object',
  empty: 'must not be empty',
  tooLong: (most: number): string => `must have at most ${most} characters`,
  range: (least: number, most: number): string => `must be from ${least} to ${most}`,
  wholeNumber: 'must be a whole number',
  oneOf: (choices: readonly string[]): string => `one of ${choices.join(', ')}`,
  printerId: 'must begin with “sim-” and go on with small letters, digits and hyphens',
  status: 'must be the name of an NTSTATUS, like STATUS_DEVICE_BUSY, or its code, like "0x80000011"',
  program: 'must be the process id or the name of a program',
  service: 'must be the name of a service or its socket number',
  noMisbehaviour: 'must say what goes wrong: status, delayMs, pends, shortReply or longReply',
  oneMisbehaviour:
    'can have only one of status, pends, shortReply and longReply; delayMs goes with status or alone',
  counterName: 'a counter is named by one small letter',
  tooMany: (most: number): string => `the file describes more than ${most} objects`,
  twice: (what: string): string => `${what} is there twice`,
  noPrinter: (id: string): string => `there is no printer “${id}” in this file`,
  noQueue: (name: string): string => `there is no queue “${name}” in this file`,
  noJob: (id: number, queue: string): string => `there is no job ${id} in “${queue}”`,
  noProgram: (program: string | number): string => `there is no program ${program} in this file`,
  severalPrograms: (name: string): string => `there are several programs “${name}”: give the process id`,
  noWindowsService: (name: string): string => `there is no Windows service “${name}” in this file`,
  refused: (status: string): string => `the driver of this printer refuses this with ${status}`,
  notJson: (detail: string): string => `this is not JSON (${detail})`,
  notText: 'this is not text in UTF-8',
  notAFile: 'this is not a file',
  tooLarge: (mostMb: number): string => `the file has more than ${mostMb} MB`,
  unreadable: (code: string): string => `the file cannot be read (${code})`,
} as const;
