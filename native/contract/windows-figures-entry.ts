// Figures of the Windows driver, in Windows Node; prints one JSON line. See scripts/bench.
import { Worker } from 'node:worker_threads';
import { isWindowsWorker, runWindowsWorker } from '../windows/worker.ts';

if (isWindowsWorker()) await runWindowsWorker();
else {
  const [path = '', otherPath = '', requests = '', ...inFlight] = process.argv.slice(2);
  const { measure } = await import('./windows-figures.ts');
  const spawnWorker = (workerData: unknown): Worker => new Worker(new URL(import.meta.url), { workerData });
  const figures = await measure(spawnWorker, path, otherPath, Number(requests), inFlight.map(Number));
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
