#!/usr/bin/env node
import { join } from 'node:path';
import { runOtherProcess, takeTask } from '#native';
import {
  isEvidenceProcess,
  isWindowsWorker,
  parentOfFork,
  runEvidenceProcess,
  runWindowsWorker,
} from '#native/windows/worker.ts';
import { version } from '../../package.json' with { type: 'json' };
import { createLog, incident } from '../log.ts';
import { openDataFolder } from '../open-data-folder.ts';
import { surviveBrokenStreams } from './broken-streams.ts';
import { createConsole } from './console.ts';
import { endWith } from './end.ts';
import { parseCommand, wantsJson } from './parse-command.ts';
import { runCommand } from './run.ts';

const main = async (args: readonly string[]): Promise<number> => {
  const console = createConsole(wantsJson(args));
  const parsed = parseCommand(args);
  if (!parsed.ok) return console.fault(parsed.fault);
  try {
    return await runCommand(parsed.value, console, version);
  } catch (bug) {
    const folder = await openDataFolder();
    const log = createLog(folder.ok ? join(folder.value, 'unjam.log') : null, { quiet: folder.ok });
    return console.fault({ kind: 'internal', incident: incident(log, 'command line', bug) });
  }
};

const task = takeTask(process.argv.slice(2));

// This one file is also the entry of its own device workers, of the process that looks at the system, and of the
// second process that calibration needs.
if (isWindowsWorker()) await runWindowsWorker();
else if (isEvidenceProcess(process.argv.slice(2))) await runEvidenceProcess(parentOfFork());
else if (task !== null) {
  process.stdout.write(JSON.stringify(await runOtherProcess(task, new URL(import.meta.url))));
} else {
  surviveBrokenStreams();
  await endWith(await main(process.argv.slice(2)));
}
