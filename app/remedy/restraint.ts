import { namesSameJob } from '../evidence/job.ts';
import type { Job } from '../evidence/job.ts';
import { isProtectedProgram } from '../evidence/protected-programs.ts';
import type { ActionOf } from './action.ts';

/** Programs that are services or the desktop itself: their services are restarted, they are not stopped. */
const notStopped: ReadonlySet<string> = new Set(['explorer.exe', 'spoolsv.exe', 'svchost.exe']);

/** The ids 0 and 4 are the kernel's own. */
const lastKernelPid = 4;

export const mayBeStopped = (program: string): boolean =>
  !isProtectedProgram(program) && !notStopped.has(program.toLowerCase());

/** Services that have to do with printers; no other is ever touched, whoever asks. */
const restartable: ReadonlySet<string> = new Set([
  'Pml Driver HPZ12',
  'Net Driver HPZ12',
  'stisvc',
  'Spooler',
]);

export const mayBeRestarted = (service: string): boolean => restartable.has(service);

export interface RunningProcess {
  readonly pid: number;
  readonly name: string;
  readonly startedAt: string | null;
  /** Every Windows service that runs in it, whatever it has to do with printers. */
  readonly services: readonly string[];
}

/** What of a running process keeps it from being stopped; null: it is the one that was chosen, and may be. */
export const whyNotStop = (
  chosen: ActionOf<'stop-program'>,
  running: RunningProcess,
): 'protected' | 'another' | 'hosts-services' | null => {
  const isChosen =
    running.pid === chosen.pid &&
    running.name.toLowerCase() === chosen.name.toLowerCase() &&
    running.startedAt === chosen.startedAt;
  if (running.pid <= lastKernelPid || !mayBeStopped(running.name)) return 'protected';
  if (!isChosen) return 'another';
  return running.services.length === 0 ? null : 'hosts-services';
};

/** Job numbers are given again when the spooler restarts: the time of submission tells, where it is known. */
export const isSameJob = (
  chosen: ActionOf<'cancel-job'>,
  job: Pick<Job, 'queue' | 'id' | 'submittedAt' | 'document' | 'user'>,
): boolean =>
  namesSameJob({ ...chosen, id: chosen.jobId }, job) &&
  (chosen.submittedAt == null || job.submittedAt != null) &&
  job.document === chosen.document &&
  job.user === chosen.user;
