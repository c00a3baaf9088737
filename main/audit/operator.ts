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

export const operatorOf = (program: Operator['program']): Operator => ({
  user: userName(),
  computer: hostname(),
  program,
});
