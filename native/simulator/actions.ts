import type { Fault } from '#app/faults/fault.ts';
import { nothingElse, targetOf, type Action, type ActionOf, type Done } from '#app/remedy/action.ts';
import { isSameJob, mayBeRestarted, whyNotStop } from '#app/remedy/restraint.ts';
import { fail, ok, type Result } from '#app/result.ts';
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

type Acted = Result<Done, Fault>;

const wait = (world: World, ms: number): Promise<void> =>
  new Promise((resolve) => void world.clock.after(ms, resolve));

const gone = (action: Action): Acted =>
  fail({ kind: 'target-gone', step: action.kind, target: targetOf(action) });
const changed = (action: Action): Acted =>
  fail({ kind: 'target-changed', step: action.kind, target: targetOf(action) });
const stays = (action: Action, waitedMs: number): Acted =>
  fail({ kind: 'target-stays', step: action.kind, target: targetOf(action), waitedMs });

const cancelJob = (world: World, action: ActionOf<'cancel-job'>): Acted => {
  const queue = world.findQueue(action.queue);
  const job = queue?.jobs.find(({ id }) => id === action.jobId);
  if (queue === undefined || job === undefined) return gone(action);
  if (!isSameJob(action, job)) return changed(action);
  queue.cancel(job.id);
  return ok(nothingElse);
};

const stopProgram = async (
  world: World,
  action: ActionOf<'stop-program'>,
  deadlineMs: number,
): Promise<Acted> => {
  const program = world.programs.find(
    ({ identity, endedAt }) => identity.pid === action.pid && endedAt === null,
  );
  if (program === undefined) return gone(action);
  const { identity, startedAt } = program;
  const why = whyNotStop(action, { ...identity, startedAt: String(startedAt) });
  if (why === 'protected') return fail({ kind: 'target-protected', target: targetOf(action) });
  if (why === 'another') return changed(action);
  if (!program.canBeEnded) {
    await wait(world, deadlineMs);
    return stays(action, deadlineMs);
  }
  await wait(world, stopsMs);
  program.die();
  return ok(nothingElse);
};

/** The programs of a service end with its process, and start again with it, holding nothing. */
const restartService = async (
  world: World,
  action: ActionOf<'restart-service'>,
  deadlineMs: number,
): Promise<Acted> => {
  const { name, pid } = action;
  if (!mayBeRestarted(name)) return fail({ kind: 'target-protected', target: name });
  const service = world.services.find((one) => one.name === name);
  if (service?.state !== 'running') return gone(action);
  if (service.pid !== pid) return changed(action);
  world.setService(name, { state: 'stop-pending' });
  if (world.stuckServices.has(name)) {
    await wait(world, deadlineMs);
    return stays(action, deadlineMs);
  }
  await wait(world, stopsMs);
  for (const program of world.programs) if (program.identity.pid === pid) program.die();
  world.setService(name, { state: 'start-pending', pid: null });
  await wait(world, stopsMs);
  const pids = [...world.services, ...world.programs.map(({ identity }) => identity)].map(
    (one) => one.pid ?? 0,
  );
  world.setService(name, { state: 'running', pid: Math.max(...pids) + 4 });
  return ok(nothingElse);
};

const restartDevice = async (
  world: World,
  printer: Printer,
  action: ActionOf<'restart-device'>,
): Promise<Acted> => {
  if (printer.device.instanceId !== action.instanceId) return changed(action);
  if (!printer.plugged) return gone(action);
  world.unplug(printer.device.id);
  await wait(world, restartsMs);
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
    const refused = { call: refusedCalls[action.kind], systemError: ERROR_ACCESS_DENIED };
    return fail({ kind: 'rights-missing', step: action.kind, target: targetOf(action), ...refused });
  }
  switch (action.kind) {
    case 'cancel-job':
      return cancelJob(world, action);
    case 'stop-program':
      return stopProgram(world, action, deadlineMs);
    case 'restart-service':
      return restartService(world, action, deadlineMs);
    case 'restart-device':
      return restartDevice(world, printer, action);
  }
};
