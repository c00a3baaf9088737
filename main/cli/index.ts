#!/usr/bin/env node
import {
  isEvidenceProcess,
  isWindowsWorker,
  parentOfFork,
  runEvidenceProcess,
  runWindowsWorker,
} from '#native/windows/worker.ts';
import { version } from '../../package.json' with { type: 'json' };
import { run } from './run.ts';

// This one file is also the entry of its own device workers, and of the process that looks at the system.
if (isWindowsWorker()) await runWindowsWorker();
else if (isEvidenceProcess(process.argv.slice(2))) await runEvidenceProcess(parentOfFork());
else process.exitCode = await run(process.argv.slice(2), version);
