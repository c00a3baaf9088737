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
import { openDataFolders } from '../open-data-folder.ts';
import { surviveBrokenStreams } from './broken-streams.ts';
import { createConsole } from './console.ts';
import type { Console } from './console.ts';
import { endWith } from './end.ts';
import { folderOf } from './itself.ts';
import type { Itself } from './itself.ts';
import { monitored, wantsNagios } from './monitor.ts';
import { parseCommand, wantsJson } from './parse-command.ts';
import { runCommand } from './run.ts';

const main = async (args: readonly string[], itself: Itself): Promise<number> => {
  const parsed = parseCommand(args);
  const run = async (console: Console): Promise<number> => {
    if (!parsed.ok) return console.fault(parsed.fault);
    try {
      return await runCommand(parsed.value, console, version, itself);
    } catch (bug) {
      const folders = await openDataFolders(folderOf(itself));
      const log = createLog(folders.ok ? join(folders.value.local, 'unjam.log') : null, { quiet: true });
      return console.fault({ kind: 'internal', incident: incident(log, 'command line', bug) });
    }
  };
  const console = createConsole(wantsJson(args), version);
  const asked = parsed.ok && parsed.value.name === 'check' ? parsed.value.monitoring : null;
  const monitoring =
    asked ?? (!parsed.ok && wantsNagios(args) ? ({ format: 'nagios', output: null } as const) : null);
  return monitoring === null ? run(console) : monitored(monitoring, console, run);
};

/**
 * The whole program. It is also the entry of its own device workers, of the process that looks at the system, and of
 * the second process that calibration needs.
 */
export const runProgram = async (itself: Itself): Promise<void> => {
  const args = process.argv.slice(2);
  const task = takeTask(args);
  if (isWindowsWorker()) await runWindowsWorker();
  else if (isEvidenceProcess(args)) await runEvidenceProcess(parentOfFork());
  else if (task !== null) {
    process.stdout.write(JSON.stringify(await runOtherProcess(task, itself.worker)));
  } else {
    surviveBrokenStreams();
    await endWith(await main(args, itself));
  }
};
