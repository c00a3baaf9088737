import { readFileSync } from 'node:fs';

export interface SystemIdentity {
  /** This start of the system: another one after each restart, the same whatever the clock is set to. */
  readonly boot: string | null;
  /** When a process was started, as the system writes it: with its id it names one process for good. */
  readonly startOf: (pid: number) => string | null;
}

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
};

/** proc(5): starttime is field 22; the name before it is in brackets and may hold blanks and brackets. */
const startTimeAfterName = 19;

/** As the proc file system of Linux has it. */
export const procIdentity: SystemIdentity = {
  boot: read('/proc/sys/kernel/random/boot_id'),
  startOf: (pid) => {
    const stat = read(`/proc/${pid}/stat`);
    const afterName = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    return afterName?.[startTimeAfterName] ?? null;
  },
};
