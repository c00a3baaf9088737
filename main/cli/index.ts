#!/usr/bin/env node
import { decodeTask } from '#app/calibration/other-process.ts';
import { otherProcessArgument, runOtherProcess } from '#native';
import { isWindowsWorker, runWindowsWorker } from '#native/windows/worker.ts';
import { version } from '../../package.json' with { type: 'json' };
import { run } from './run.ts';

const [first, second] = process.argv.slice(2);
const task = first === otherProcessArgument ? decodeTask(second ?? '') : null;

// This one file is also the entry of its own device workers, and of its second process.
if (isWindowsWorker()) await runWindowsWorker();
else if (task !== null)
  process.stdout.write(JSON.stringify(await runOtherProcess(task, new URL(import.meta.url))));
else process.exitCode = await run(process.argv.slice(2), version);
