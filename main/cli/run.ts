import { helpWords, simulationNotice } from '#app/words/cli.ts';
import { scenarios } from '#native';
import { runCalibrate } from './calibrate.ts';
import { createConsole } from './console.ts';
import { runDestroy } from './destroy.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { runDevices, runList } from './list.ts';
import { openServices } from './open-services.ts';
import { parseCommand, wantsJson } from './parse-command.ts';

/** One call of the command line, from its arguments to its exit code. */
export const run = async (args: readonly string[], version: string): Promise<ExitCode> => {
  const parsed = parseCommand(args);
  const console = createConsole(wantsJson(args));
  if (!parsed.ok) return console.fault(parsed.fault);
  const command = parsed.value;
  if (command.name === 'help' || command.name === 'version') {
    process.stdout.write(command.name === 'help' ? helpWords(scenarios) : `${version}\n`);
    return exitCodes.done;
  }
  const opened = await openServices(command.scenario, version);
  if (!opened.ok) return console.fault(opened.fault);
  if (command.scenario !== null) console.note(simulationNotice(command.scenario));
  try {
    switch (command.name) {
      case 'devices':
        return runDevices(opened.value, console);
      case 'list':
        return await runList(opened.value, command, console);
      case 'calibrate':
        return await runCalibrate(opened.value, command, console);
      case 'destroy':
        return await runDestroy(opened.value, command, console);
    }
  } finally {
    await opened.value.close();
  }
};
