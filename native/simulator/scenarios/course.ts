import type { Printer } from '../printer.ts';
import type { Program } from '../program.ts';
import type { JobState } from '#app/evidence/job.ts';
import type { World } from '../world.ts';
import { jobOf, makeSocket, plannedFaults, startProgram } from './pieces.ts';
import type { Scenario, ScenarioEvent, ScenarioTrigger } from './schema.ts';

/** As its maker would do it; a driver that keeps busy sockets has nothing to say against that. */
const destroySocket = ({ stack: { model } }: Printer, hostSocket: number): void => {
  const socket = model.sockets.get(hostSocket);
  if (socket === undefined) return;
  for (const channel of [...model.channels.values()])
    if (channel.socket === socket) model.closeChannel(channel.handle);
  model.destroySocket(hostSocket, socket.creator);
};

const changeJob = (
  world: World,
  { queue: name, job }: { readonly queue: string; readonly job: number },
  states: readonly JobState[],
): void => {
  const queue = world.findQueue(name);
  if (queue?.jobs.some(({ id }) => id === job)) queue.change(job, states);
};

const changeProgram = (
  program: Program | undefined,
  { works, window }: Pick<Extract<ScenarioEvent, { event: 'program-changes' }>, 'works' | 'window'>,
): void => {
  if (program === undefined) return;
  if (works !== undefined) program.setWorking(works);
  if (window !== undefined) program.window = window === 'none' ? null : window;
};

/** What cannot happen as things have come – a socket on a printer that is away – does not. */
const happen = (event: ScenarioEvent, world: World, speed: number): void => {
  switch (event.event) {
    case 'job-arrives':
      return void world.findQueue(event.queue)?.print(jobOf(event.job, world, speed));
    case 'job-leaves':
      return void world.findQueue(event.queue)?.cancel(event.job);
    case 'job-starts':
      return changeJob(world, event, ['printing']);
    case 'job-changes':
      return changeJob(world, event, event.states);
    case 'job-moves':
      return world.findQueue(event.queue)?.move(event.job, event.pages, event.bytes);
    case 'queue-changes': {
      const { offline, paused, error } = event;
      return world.findQueue(event.queue)?.setStatus({ offline, paused, error });
    }
    case 'program-changes':
      return changeProgram(world.findProgram(event.program), event);
    case 'program-starts':
      return void startProgram(world, event.program);
    case 'program-ends':
      return world.findProgram(event.program)?.die();
    case 'program-lets-go':
      return world.findProgram(event.program)?.finishWith(event.printer);
    case 'socket-made':
      return void makeSocket(world, event.socket);
    case 'socket-destroyed':
      return destroySocket(world.printer(event.printer), event.socket);
    case 'service-changes': {
      const { state, pid } = event;
      return world.services.set({ name: event.service, state, ...(pid === undefined ? {} : { pid }) });
    }
    case 'cable-out':
      return world.unplug(event.printer);
    case 'cable-in':
      return world.plugIn(event.printer);
    case 'device-changes':
      return world.setProblemCode(event.printer, event.problemCode);
    case 'faults-begin': {
      const { dispatcher } = world.printer(event.printer).stack;
      for (const { request, fault, times } of plannedFaults(event.faults))
        dispatcher.addFault(request, fault, times);
      return;
    }
    case 'faults-end':
      return world.printer(event.printer).stack.dispatcher.clearFaults();
    case 'data-stops':
    case 'data-flows':
      return world.printer(event.printer).setGrantsCredits(event.event === 'data-flows');
    case 'channel-opened-by-printer':
      return void world.printer(event.printer).stack.model.peripheralOpens(event.socket);
    case 'source-silent':
      return void world.silentSources.add(event.source);
    case 'source-answers':
      return void world.silentSources.delete(event.source);
    case 'clock-set':
      return world.wallClock.set(event.byMs);
  }
};

/** Calls `run` once, when that happens for the first time. */
const onceWhen = (when: ScenarioTrigger, world: World, run: () => void): void => {
  let isOver = false;
  const once = (): void => {
    if (isOver) return;
    isOver = true;
    run();
  };
  switch (when.on) {
    case 'request': {
      let arrived = 0;
      return world.printer(when.printer).listen((request) => {
        if (request === when.request && ++arrived === when.time) once();
      });
    }
    case 'program-end':
      return world.onProgramEnd(({ identity: { name, pid } }) => {
        if (when.program === pid || when.program === name) once();
      });
    case 'service-state':
      return world.services.onChange(({ name, state }) => {
        if (name === when.service && state === when.state) once();
      });
  }
};

/** Lets the timeline of a scenario take its course. */
export const startCourse = ({ timeline, speed }: Scenario, world: World): void => {
  for (const event of timeline) {
    const later = (): void =>
      void world.clock.after(event.afterMs / speed, () => happen(event, world, speed));
    if (event.when === undefined) later();
    else onceWhen(event.when, world, later);
  }
};
