import { hostname, userInfo } from 'node:os';

/** Who acts: written into every record. */
export interface Operator {
  readonly user: string;
  readonly computer: string;
  readonly program: 'window' | 'command line';
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

export const operatorOf = (program: Operator['program']): Operator => ({ ...whoAndWhere(), program });
