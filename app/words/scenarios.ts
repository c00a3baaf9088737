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
  /** The title of the window. */
  title: (name: string): string => `${name} – SIMULATION, nothing here is real`,
} as const;
