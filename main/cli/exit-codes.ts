import type { Fault } from '#app/faults/fault.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import type { ExitCodes } from '#app/words/command-line.ts';

/** What the process says to the script that called it. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  noDevice: 3,
  accessDenied: 4,
  unconfirmed: 5,
  stuck: 6,
  suspect: 7,
  untold: 8,
  unrecorded: 9,
  forbidden: 10,
  notReached: 11,
} as const satisfies ExitCodes;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeOfFault = (fault: Fault): ExitCode => {
  switch (fault.kind) {
    case 'usage':
    case 'bad-host':
    case 'unknown-scenario':
    case 'bad-scenario':
      return exitCodes.usage;
    case 'unknown-device':
    case 'device-gone':
    case 'no-driver':
      return exitCodes.noDevice;
    case 'access-denied':
    case 'rights-missing':
      return exitCodes.accessDenied;
    case 'policy-forbids':
      return exitCodes.forbidden;
    case 'not-connected':
    case 'connection-lost':
    case 'other-version':
      return exitCodes.notReached;
    case 'outcome-not-recorded':
      return exitCodes.unrecorded;
    default:
      return exitCodes.failed;
  }
};

export const exitCodeOf = (outcome: Outcome): ExitCode => {
  switch (outcome.kind) {
    case 'freed':
    case 'already-gone':
      return exitCodes.done;
    case 'unconfirmed':
      return exitCodes.unconfirmed;
    case 'failed':
      return exitCodeOfFault(outcome.fault);
  }
};
