export const deviceWords = {
  usage: `npm run test:device runs the driver contract and calibration on one printer. It needs:
  – Windows with the printer and its DOT4 driver, and nobody who prints, scans or faxes on it meanwhile;
  – UNJAM_TEST_DEVICE=ID, the id that "unjam devices" shows;
  – a person at the terminal, who types the printer's exact name.
UNJAM_TEST_DEVICE=simulated:SCENARIO/ID tries the same on a simulated printer, on every system.`,
  plan: (name: string, id: string): string =>
    `This will be done on ${name} (${id}):
  1. The driver is measured: throw-away sockets of ours are made and destroyed on a harmless service, by this and by a
     second process, in less than 10 seconds. It is recorded in the audit trail, and what is found is kept.
  2. The cases of the driver contract that can disturb nobody: looking for the device, opening and closing it, and, where
     the printer has the service ECHO, sending at most 32767 bytes to it and back. All others are listed as skipped.
Nothing is printed, scanned or faxed. Two requests may reach a socket that is not ours: a number may be taken by another
program between two steps, and a driver that cannot tell which numbers exist is asked once to destroy number 255. A
driver may stop answering when it is asked something new: end every job first.`,
  question: 'Type the exact name of the printer to go on: ',
  noTerminal: 'Nobody sits at a terminal to type the name of the printer. Nothing was sent.',
  notTheName: 'That is not the name of the printer. Nothing was sent.',
  unknown: (id: string, known: readonly string[]): string =>
    `There is no device ${id}. ${known.length === 0 ? 'No DOT4 device is there.' : `There are: ${known.join(', ')}.`}`,
  isMeasured: 'the driver is measured',
  leavesNothing: 'measuring leaves no socket behind',
  contractLeavesNothing: 'the contract leaves no socket behind',
  left: (hostSockets: readonly number[]): string => `left behind: host socket ${hostSockets.join(', ')}`,
  skipped: (count: number, reason: string): string => `  skipped  ${count}: ${reason}`,
} as const;
