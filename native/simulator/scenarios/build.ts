import { hexStatus, type NtStatus } from '#app/dot4/ntstatus.ts';
import { portName, samePort } from '#app/evidence/printer-ports.ts';
import { lookSourceNames } from '#app/evidence/source-report.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { scenarioFileWords as words } from '#app/words/scenarios.ts';
import { personalities } from '../personality.ts';
import type { QueueDescription } from '../print-queue.ts';
import type { PrinterDescription } from '../printer.ts';
import type { World } from '../world.ts';
import { startCourse } from './course.ts';
import { jobOf, makeSocket, plannedFaults, startProgram } from './pieces.ts';
import { pathText, type Problem } from './problem.ts';
import type { Scenario, ScenarioPrinter, ScenarioQueue } from './schema.ts';

/** A printer of which the scenario names no port gets the first that no other one has. */
const printPortsOf = (printers: readonly ScenarioPrinter[]): readonly string[] => {
  const taken = new Set(printers.flatMap(({ ports = [] }) => ports));
  let number = 1;
  return printers.map(({ ports }) => {
    while (ports === undefined && taken.has(portName('DOT4_', number))) number += 1;
    return ports?.[0] ?? portName('DOT4_', number++);
  });
};

const nameOf = ({ id, name, maker, model }: ScenarioPrinter): string =>
  name ?? ([maker, model].filter((one) => one !== undefined).join(' ') || id);

const described = (printer: ScenarioPrinter, port: string | undefined): PrinterDescription => {
  const { id, maker, location } = printer;
  const { like = 'ordinary', ...traits } = printer.personality ?? {};
  return {
    id,
    name: nameOf(printer),
    ...(location === undefined ? {} : { location }),
    otherPorts: printer.ports?.slice(1) ?? [],
    ...(port === undefined ? {} : { port }),
    portVisible: printer.portVisible,
    setupClass: printer.setupClass,
    driver: { ...(maker === undefined ? {} : { provider: maker }), ...printer.driver },
    problemCode: printer.problemCode,
    measured: printer.measured,
    personality: { ...personalities[like], ...traits },
    faults: plannedFaults(printer.faults),
    services: printer.services,
    latencyMs: printer.latencyMs,
    probeMs: printer.probeMs,
  };
};

/** Its driver is named like the printer that it leads to, as Windows names it, and stands where that stands. */
const describedQueue = (queue: Omit<ScenarioQueue, 'jobs'>, world: World): QueueDescription => {
  const { name, ports, offline, paused, error } = queue;
  const printer = world.printers.find(({ printPort, otherPorts }) =>
    [printPort, ...otherPorts].some((own) => ports.some((port) => samePort(own, port))),
  );
  const driver = queue.driver ?? printer?.device.name ?? name;
  const location = printer?.location ?? null;
  return { name, ports, driver, location, status: { offline, paused, error } };
};

const buildComputer = ({ computer, windowsServices }: Scenario, world: World): void => {
  world.driverPackage = computer.driverPackage;
  world.elevated = computer.elevated;
  world.isAdministrator = computer.mayChange;
  world.somebodyIsThere = computer.somebodyAtPrinters;
  for (const source of computer.silentSources) world.silentSources.add(source);
  for (const queue of computer.unreadQueues) world.unreadQueues.add(queue);
  for (const source of lookSourceNames) world.slowSources.set(source, computer.slowSources[source] ?? 0);
  if (windowsServices !== undefined) world.services.replaceAll(windowsServices);
};

const buildPrinters = (scenario: Scenario, world: World): void => {
  const ports = printPortsOf(scenario.printers);
  for (const [index, printer] of scenario.printers.entries()) {
    const added = world.addPrinter(described(printer, ports[index]));
    added.comesBack = printer.comesBack;
    added.peripheral.grantsCredits = printer.takesData;
    if (printer.cable === 'out') world.unplug(printer.id);
  }
};

const refused = (keys: readonly (string | number)[], status: NtStatus): Result<void, Problem> =>
  fail({ at: pathText(keys), reason: words.refused(status.name ?? hexStatus(status)) });

/** Puts a scenario into an empty world. A fault: a driver in it does not take what the scenario puts there. */
export const buildScenario = (scenario: Scenario, world: World): Result<void, Problem> => {
  buildComputer(scenario, world);
  buildPrinters(scenario, world);
  for (const [index, program] of scenario.programs.entries()) {
    const refusal = startProgram(world, program);
    if (refusal !== null) return refused(['programs', index, 'opens'], refusal);
  }
  for (const [index, socket] of scenario.sockets.entries()) {
    const refusal = makeSocket(world, socket);
    if (refusal !== null) return refused(['sockets', index], refusal);
  }
  for (const [index, { ended }] of scenario.programs.entries()) if (ended) world.programs[index]?.die();
  for (const { jobs, ...queue } of scenario.queues) {
    const added = world.addQueue(describedQueue(queue, world));
    for (const job of jobs) added.print(jobOf(job, world, scenario.speed));
  }
  for (const { id, refusesOpen = null } of scenario.printers) world.printer(id).openRefusal = refusesOpen;
  startCourse(scenario, world);
  return ok(undefined);
};
