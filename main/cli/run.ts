import { join } from 'node:path';
import { simulationNotice } from '#app/words/cli.ts';
import { helpWords } from '#app/words/command-line.ts';
import { trailPlaceOf } from '../audit/trail-place.ts';
import { newerVersion } from '../newer-version.ts';
import { openDataFolders } from '../open-data-folder.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { runAudit } from './audit.ts';
import { runCalibrate } from './calibrate.ts';
import { runCheck } from './check.ts';
import type { Console } from './console.ts';
import { runDestroy } from './destroy.ts';
import { exitCodeOfFault, exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { runFix } from './fix.ts';
import { folderOf } from './itself.ts';
import type { Itself } from './itself.ts';
import { runDevices, runList } from './list.ts';
import { runPolicy } from './policy.ts';
import { runProfilesExport, runProfilesImport } from './profiles.ts';
import { runRemedy } from './remedy.ts';
import { runReport } from './report.ts';
import { runProbe } from './probe.ts';
import { openServices } from './open-services.ts';
import type { OpenedServices } from './open-services.ts';
import type { Command } from './parse-command.ts';
import { closeOnSignal } from './signals.ts';
import { askedFromOf, runServe } from './serve.ts';
import { faultLines } from './text.ts';
import { runWatch } from './watch.ts';

type DeviceCommand = Exclude<
  Command,
  { name: 'help' | 'version' | 'audit' | 'policy' | 'serve' | 'report' | `profiles ${string}` }
>;

const runDeviceCommand = (
  services: OpenedServices,
  command: DeviceCommand,
  console: Console,
  stopped: AbortSignal,
): Promise<ExitCode> => {
  switch (command.name) {
    case 'devices':
      return Promise.resolve(runDevices(services, console));
    case 'list':
      return runList(services, command, console);
    case 'check':
      return runCheck(services, command, console);
    case 'fix':
      return runFix(services, command, console, stopped);
    case 'watch':
      return runWatch(services, command, console, stopped);
    case 'calibrate':
      return runCalibrate(services, command, console);
    case 'remedy':
      return runRemedy(services, command, console);
    case 'probe':
      return runProbe(services, command, console);
    case 'destroy':
      return runDestroy(services, command, console);
  }
};

/** Whether it writes to the audit trail: where there is none, it is refused before a person is asked anything. */
const isRecorded = (command: DeviceCommand): boolean => {
  switch (command.name) {
    case 'devices':
    case 'watch':
      return false;
    case 'list':
    case 'check':
      return command.scan;
    case 'remedy':
      return command.step !== null;
    case 'destroy':
    case 'calibrate':
    case 'probe':
    case 'fix':
      return true;
  }
};

/** One command of the command line, to its exit code. A signal ends it early, with its outcome recorded. */
export const runCommand = async (
  command: Command,
  console: Console,
  version: string,
  itself: Itself,
): Promise<number> => {
  if (command.name === 'help') {
    const help = helpWords(exitCodes);
    console.result({ help }, help.trimEnd().split('\n'));
    return exitCodes.done;
  }
  if (command.name === 'version') {
    console.result({ version }, [version]);
    return exitCodes.done;
  }
  if (command.name === 'report') return runReport(command, console);
  const policy = await readPolicy(folderOf(itself));
  if (command.name === 'policy') return runPolicy(policy, console);
  const folders = await openDataFolders(folderOf(itself));
  const notices = [folders.ok ? folders.value.takenOver : null, await newerVersion(version, policy)].filter(
    (fault) => fault !== null,
  );
  if (command.name === 'profiles export' || command.name === 'profiles import') {
    if (!folders.ok) return console.fault(folders.fault);
    const own = join(folders.value.local, 'profiles.json');
    return command.name === 'profiles export'
      ? runProfilesExport(own, command.output, console)
      : runProfilesImport(command.file, own, console);
  }
  if (command.name === 'audit') {
    if (!folders.ok) return console.fault(folders.fault);
    for (const fault of notices) console.note(...faultLines(fault));
    const { local } = folders.value;
    return runAudit(await trailPlaceOf(local, policy, command.simulated), command, console);
  }
  if (command.name === 'serve')
    return runServe({ scenario: command.scenario, version, folders, policy, itself });
  if (!folders.ok && isRecorded(command)) return console.fault(folders.fault);
  const askedFrom = askedFromOf(process.env);
  const opened = await openServices(command.scenario, version, folders, policy, itself, { askedFrom });
  if (!opened.ok) return console.fault(opened.fault);
  for (const fault of notices) opened.value.session.dispatch({ type: 'notice', at: Date.now(), fault });
  const { scenario, trail, operations } = opened.value;
  const signals = closeOnSignal({
    close: () => opened.value.close(),
    recordOpen: () => operations.recordOpen(),
  });
  try {
    if (scenario !== null) console.note(simulationNotice(scenario));
    const abandoned = signals.abandoned.then(() => exitCodes.failed);
    const running = runDeviceCommand(opened.value, command, console, signals.stopped);
    const code = await Promise.race([running, abandoned]);
    await signals.closeAll();
    const recorded = await trail.flush();
    // to be stopped is how a watch ends
    if (recorded.ok) return command.name === 'watch' ? code : (signals.exitCode() ?? code);
    console.note(...faultLines(recorded.fault));
    return exitCodeOfFault(recorded.fault);
  } finally {
    await signals.closeAll();
    signals.stop();
  }
};
