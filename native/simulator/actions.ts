import { nothingElse, type Action, type ActionOf } from '#app/remedy/action.ts';
import { isSameJob, whyNotStop } from '#app/remedy/restraint.ts';
import { ok } from '#app/result.ts';
import { actionFaults, type Acted } from '../actions/action-faults.ts';
import { restartService } from '../actions/restart-service.ts';
import { pause } from '../pause.ts';
import type { Printer } from './printer.ts';
import type { World } from './world.ts';

/** What the simulated PC takes to do as it is told. */
const stopsMs = 150;
const restartsMs = 800;

const ERROR_ACCESS_DENIED = 5;

/** The call that a real PC would refuse without rights. */
const refusedCalls: Readonly<Record<Action['kind'], string>> = {
  'cancel-job': 'SetJobW',
  'stop-program': 'OpenProcess',
  'restart-service': 'OpenServiceW',
  'restart-device': 'SetupDiCallClassInstaller',
};

const cancelJob = (world: World, action: ActionOf<'cancel-job'>): Acted => {
  const { gone, changed } = actionFaults(action);
  const queue = world.findQueue(action.queue);
  const job = queue?.jobs.find(({ id }) => id === action.jobId);
  if (queue === undefined || job === undefined) return gone();
  if (!isSameJob(action, job)) return changed();
  queue.cancel(job.id);
  return ok(nothingElse);
};

const stopProgram = async (
  world: World,
  action: ActionOf<'stop-program'>,
  deadlineMs: number,
): Promise<Acted> => {
  const { gone, notStopped, stays } = actionFaults(action);
  const program = world.programs.find(
    ({ identity, endedAt }) => identity.pid === action.pid && endedAt === null,
  );
  if (program === undefined) return gone();
  const { identity, startedAt } = program;
  const services = world.services.runningIn(action.pid);
  const why = whyNotStop(action, { ...identity, startedAt: String(startedAt), services });
  if (why !== null) return notStopped(why, services);
  if (!program.canBeEnded) {
    await pause(world.clock, deadlineMs);
    return stays(deadlineMs);
  }
  await pause(world.clock, stopsMs);
  program.die();
  return ok(nothingElse);
};

const restartDevice = async (
  world: World,
  printer: Printer,
  action: ActionOf<'restart-device'>,
): Promise<Acted> => {
  const { gone, changed } = actionFaults(action);
  if (printer.device.instanceId !== action.instanceId) return changed();
  if (!printer.plugged) return gone();
  world.unplug(printer.device.id);
  await pause(world.clock, restartsMs);
  if (printer.comesBack) world.plugIn(printer.device.id);
  return ok(nothingElse);
};

/** Does to the simulated PC what the actions of the port do to a real one. */
export const act = async (
  world: World,
  printer: Printer,
  action: Action,
  deadlineMs: number,
): Promise<Acted> => {
  if (!world.isAdministrator) {
    return actionFaults(action).failed(refusedCalls[action.kind], ERROR_ACCESS_DENIED);
  }
  switch (action.kind) {
    case 'cancel-job':
      return cancelJob(world, action);
    case 'stop-program':
      return stopProgram(world, action, deadlineMs);
    case 'restart-service':
      return restartService({ services: world.services, clock: world.clock, budgetMs: deadlineMs }, action);
    case 'restart-device':
      return restartDevice(world, printer, action);
  }
};
