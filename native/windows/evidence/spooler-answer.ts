import { isPrinterPort } from '#app/evidence/printer-ports.ts';
import { ok, type Result } from '#app/result.ts';
import type { SystemFailure } from './evidence-system.ts';
import type { SpoolerAnswer } from './questions.ts';
import type { SpoolerAdapter } from './spooler-adapter.ts';

/** Ports and queues that may lead to a DOT4 device, and the jobs in those; a queue that does not open is named. */
export const spoolerAnswer = (spooler: SpoolerAdapter): Result<SpoolerAnswer, SystemFailure> => {
  const ports = spooler.ports();
  if (!ports.ok) return ports;
  const queues = spooler.queues();
  if (!queues.ok) return queues;
  const ours = queues.value.filter(({ port }) => isPrinterPort(port));
  const jobs = ours.map(({ name }) => ({ name, read: spooler.jobs(name) }));
  return ok({
    ports: ports.value.filter(({ name }) => isPrinterPort(name)),
    queues: ours,
    jobs: jobs.flatMap(({ read }) => (read.ok ? read.value : [])),
    unreadQueues: jobs.flatMap(({ name, read }) => (read.ok ? [] : [name])),
  });
};
