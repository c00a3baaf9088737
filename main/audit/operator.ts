import { hostname, userInfo } from 'node:os';
import type { AskedFrom } from '#app/remote/wire.ts';

/** Who acts: written into every record. */
export interface Operator {
  readonly user: string;
  readonly computer: string;
  readonly program: 'window' | 'command line';
  readonly askedFrom?: AskedFrom;
}

const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    // a container may run as a user id without an entry
    return String(process.getuid?.() ?? 'unknown');
  }
};

/** The person and the PC, as records and tickets name them. */
export const whoAndWhere = (): Pick<Operator, 'user' | 'computer'> => ({
  user: userName(),
  computer: hostname(),
});

export const operatorOf = (program: Operator['program'], askedFrom: AskedFrom | null = null): Operator => ({
  ...whoAndWhere(),
  program,
  ...(askedFrom === null ? {} : { askedFrom }),
});
