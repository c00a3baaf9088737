import { isPrinterPort, portsIn } from '#app/evidence/printer-ports.ts';
import { ok, type Result } from '#app/result.ts';
import type { SystemFailure } from './evidence-system.ts';
import type { SpoolerAnswer } from './questions.ts';
import type { SpoolerAdapter } from './spooler-adapter.ts';

/**
 * Ports and queues that may lead to a DOT4 device, and the jobs in those. A queue whose jobs could not be read, or not
 * as many as it counts, is named; one whose name or port could not be read may lead anywhere.
 */
export const spoolerAnswer = (spooler: SpoolerAdapter): Result<SpoolerAnswer, SystemFailure> => {
  const ports = spooler.ports();
  if (!ports.ok) return ports;
  const queues = spooler.queues();
  if (!queues.ok) return queues;
  const named = queues.value.map(({ port, ...queue }) => ({ ...queue, ports: portsIn(port ?? '') }));
  const ours = named.filter(({ name, ports: own }) => name !== '' && own.some(isPrinterPort));
  const read = ours.map(({ name, jobs }) => {
    const found = spooler.jobs(name);
    return { name, found: found.ok ? found.value : [], isWhole: found.ok && found.value.length >= jobs };
  });
  return ok({
    ports: ports.value.filter(({ name }) => isPrinterPort(name)),
    queues: ours,
    jobs: read.flatMap(({ found }) => found),
    unreadQueues: read.flatMap(({ name, isWhole }) => (isWhole ? [] : [name])),
    isCutShort: queues.value.some(({ name, port }) => name === '' || port === null),
    isBusyElsewhere: named.some((queue) => !ours.includes(queue) && queue.jobs > 0),
  });
};
