import { runWindowsWorker } from '#native/windows/worker.ts';

// The entry of each opened device's worker thread, beside the main bundle.
await runWindowsWorker();
