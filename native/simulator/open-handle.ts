/** A program of the simulated PC, as its process list shows it. */
export interface ProgramIdentity {
  readonly name: string;
  readonly pid: number;
}

/** One open handle on a device. A kernel client (the print path) has no program, so no process list shows it. */
export interface OpenHandle {
  readonly program: ProgramIdentity | null;
}

export const mayUse = (
  sharing: 'all' | 'process' | 'handle',
  creator: OpenHandle,
  caller: OpenHandle,
): boolean => {
  if (sharing === 'all' || creator === caller) return true;
  return sharing === 'process' && creator.program !== null && creator.program.pid === caller.program?.pid;
};
