#!/usr/bin/env node
import { isWindowsWorker, runWindowsWorker } from '#native/windows/worker.ts';
import { version } from '../../package.json' with { type: 'json' };
import { endWith } from './end.ts';
import { run } from './run.ts';

// This one file is also the entry of its own device workers.
if (isWindowsWorker()) await runWindowsWorker();
else await endWith(await run(process.argv.slice(2), version));
