import { scenarioFileWords as words } from '#app/words/scenarios.ts';
import { usualServices } from '../windows-services.ts';
import { pathText, type Problem } from './problem.ts';
import type { Scenario, ScenarioEvent, ScenarioProgram, ScenarioSocket, ScenarioTrigger } from './schema.ts';

/** What is wrong with what is named there; null: nothing. */
type Finding = readonly [keys: readonly (string | number)[], complaint: string | null];

const namesOf = ({ printers, queues, programs, windowsServices, timeline }: Scenario) => {
  const printerIds = new Set(printers.map(({ id }) => id));
  const services = new Set((windowsServices ?? usualServices).map(({ name }) => name));
  const later = timeline.flatMap((one) => (one.event === 'program-starts' ? [one.program] : []));
  const jobs = new Map(queues.map(({ name, jobs: waiting }) => [name, new Set(waiting.map(({ id }) => id))]));
  for (const one of timeline) if (one.event === 'job-arrives') jobs.get(one.queue)?.add(one.job.id);
  const programAmong = (known: readonly ScenarioProgram[]) => {
    const pids = new Set(known.map(({ pid }) => pid));
    const names = new Map<string, number>();
    for (const { name } of known) names.set(name, (names.get(name) ?? 0) + 1);
    return (wanted: string | number) => {
      if (typeof wanted === 'number') return pids.has(wanted) ? null : words.noProgram(wanted);
      const count = names.get(wanted) ?? 0;
      if (count === 0) return words.noProgram(wanted);
      return count > 1 ? words.severalPrograms(wanted) : null;
    };
  };
  return {
    printer: (id: string) => (printerIds.has(id) ? null : words.noPrinter(id)),
    queue: (name: string) => (jobs.has(name) ? null : words.noQueue(name)),
    job: (queue: string, id: number) => (jobs.get(queue)?.has(id) ? null : words.noJob(id, queue)),
    programAtStart: programAmong(programs),
    program: programAmong([...programs, ...later]),
    service: (name: string) => (services.has(name) ? null : words.noWindowsService(name)),
  };
};
type Names = ReturnType<typeof namesOf>;

/** The second of two that may be there once only. */
const twice = function* (
  what: string,
  key: string,
  values: readonly (string | number | undefined)[],
): Generator<Finding> {
  const seen = new Set<string | number>();
  for (const [index, value] of values.entries()) {
    if (value === undefined) continue;
    if (seen.has(value)) yield [[what, index, key], words.twice(`“${value}”`)];
    seen.add(value);
  }
};

const ofProgram = function* ({ opens }: ScenarioProgram, names: Names): Generator<Finding> {
  for (const [index, id] of opens.entries()) yield [['opens', index], names.printer(id)];
};

const ofSocket = function* (
  { printer, madeBy }: ScenarioSocket,
  names: Names,
  programOf: Names['program'],
): Generator<Finding> {
  yield [['printer'], names.printer(printer)];
  yield [['madeBy'], madeBy === 'kernel' ? null : programOf(madeBy)];
};

const ofTrigger = function* (when: ScenarioTrigger, names: Names): Generator<Finding> {
  if (when.on === 'request') yield [['printer'], names.printer(when.printer)];
  if (when.on === 'program-end') yield [['program'], names.program(when.program)];
  if (when.on === 'service-state') yield [['service'], names.service(when.service)];
};

const under = function* (keys: Finding[0], findings: Iterable<Finding>): Generator<Finding> {
  for (const [inner, complaint] of findings) yield [[...keys, ...inner], complaint];
};

const ofEvent = function* (event: ScenarioEvent, names: Names): Generator<Finding> {
  if (event.when !== undefined) yield* under(['when'], ofTrigger(event.when, names));
  if (event.event === 'program-starts') yield* under(['program'], ofProgram(event.program, names));
  else if ('program' in event) yield [['program'], names.program(event.program)];
  if (event.event === 'socket-made') yield* under(['socket'], ofSocket(event.socket, names, names.program));
  if ('printer' in event) yield [['printer'], names.printer(event.printer)];
  if ('queue' in event) yield [['queue'], names.queue(event.queue)];
  if ('job' in event && typeof event.job === 'number') yield [['job'], names.job(event.queue, event.job)];
  if (event.event === 'service-changes') yield [['service'], names.service(event.service)];
};

const findingsOf = function* (scenario: Scenario): Generator<Finding> {
  const names = namesOf(scenario);
  const { computer, printers, queues, programs, sockets, windowsServices = [], timeline } = scenario;
  yield* twice(
    'printers',
    'id',
    printers.map(({ id }) => id),
  );
  yield* twice(
    'printers',
    'ports',
    printers.map(({ ports }) => ports?.[0]),
  );
  for (const [index, name] of computer.unreadQueues.entries())
    yield [['computer', 'unreadQueues', index], names.queue(name)];
  yield* twice(
    'queues',
    'name',
    queues.map(({ name }) => name),
  );
  yield* twice(
    'programs',
    'pid',
    programs.map(({ pid, ended }) => (ended ? undefined : pid)),
  );
  yield* twice(
    'windowsServices',
    'name',
    windowsServices.map(({ name }) => name),
  );
  for (const [index, { dependents }] of windowsServices.entries())
    for (const [at, name] of dependents.entries())
      yield [['windowsServices', index, 'dependents', at], names.service(name)];
  for (const [index, { jobs }] of queues.entries())
    yield* under(
      ['queues', index],
      twice(
        'jobs',
        'id',
        jobs.map(({ id }) => id),
      ),
    );
  for (const [index, program] of programs.entries())
    yield* under(['programs', index], ofProgram(program, names));
  for (const [index, socket] of sockets.entries())
    yield* under(['sockets', index], ofSocket(socket, names, names.programAtStart));
  for (const [index, event] of timeline.entries()) yield* under(['timeline', index], ofEvent(event, names));
};

/** The first thing that a scenario names and does not have, or has twice; null: none. */
export const referenceProblem = (scenario: Scenario): Problem | null => {
  for (const [keys, complaint] of findingsOf(scenario))
    if (complaint !== null) return { at: pathText(keys), reason: complaint };
  return null;
};
