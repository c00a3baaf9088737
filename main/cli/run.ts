import { simulationNotice } from '#app/words/cli.ts';
import { helpWords } from '#app/words/command-line.ts';
import { auditPath } from '../audit/audit-trail.ts';
import { closeInTime } from '../close-in-time.ts';
import { openDataFolder } from '../open-data-folder.ts';
import { runAudit } from './audit.ts';
import { runCalibrate } from './calibrate.ts';
import type { Console } from './console.ts';
import { runDestroy } from './destroy.ts';
import { exitCodeOfFault, exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { runDevices, runList } from './list.ts';
import { runRemedy } from './remedy.ts';
import { runProbe } from './probe.ts';
import { openServices } from './open-services.ts';
import type { OpenedServices } from './open-services.ts';
import type { Command } from './parse-command.ts';
import { closeOnSignal } from './signals.ts';
import { faultLines } from './text.ts';

type DeviceCommand = Exclude<Command, { name: 'help' | 'version' | 'audit' }>;

const runOn = (services: OpenedServices, command: DeviceCommand, console: Console): Promise<ExitCode> => {
  switch (command.name) {
    case 'devices':
      return Promise.resolve(runDevices(services, console));
    case 'list':
      return runList(services, command, console);
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
      return false;
    case 'list':
      return command.scan;
    case 'remedy':
      return command.step !== null;
    case 'destroy':
    case 'calibrate':
    case 'probe':
      return true;
  }
};

/** One command of the command line, to its exit code. A signal ends it early, with its outcome recorded. */
export const runCommand = async (command: Command, console: Console, version: string): Promise<number> => {
  if (command.name === 'help') {
    const help = helpWords(exitCodes);
    console.result({ help }, help.trimEnd().split('\n'));
    return exitCodes.done;
  }
  if (command.name === 'version') {
    console.result({ version }, [version]);
    return exitCodes.done;
  }
  const folder = await openDataFolder();
  if (command.name === 'audit') {
    if (!folder.ok) return console.fault(folder.fault);
    return runAudit(auditPath(folder.value, command.simulated), command, console);
  }
  if (!folder.ok && isRecorded(command)) return console.fault(folder.fault);
  const opened = await openServices(command.scenario, version, folder);
  if (!opened.ok) return console.fault(opened.fault);
  const signals = closeOnSignal(() => opened.value.close());
  let code: ExitCode;
  try {
    const { scenario } = opened.value;
    if (scenario !== null) console.note(simulationNotice(scenario));
    code = await runOn(opened.value, command, console);
  } finally {
    if (!(await closeInTime(() => opened.value.close()))) {
      await closeInTime(() => opened.value.operations.recordOpen());
    }
    signals.stop();
  }
  const recorded = await opened.value.trail.flush();
  if (recorded.ok) return signals.exitCode() ?? code;
  console.note(...faultLines(recorded.fault));
  return exitCodeOfFault(recorded.fault);
};
