import { ntStatus, type NtStatus } from '#app/dot4/ntstatus.ts';
import { requestNames } from '#app/dot4/requests.ts';
import type { Result } from '#app/result.ts';
import type { InjectedFault } from '../injected-fault.ts';
import type { JobDescription } from '../print-queue.ts';
import type { PlannedFault } from '../printer.ts';
import { usualArguments, type Program } from '../program.ts';
import type { World } from '../world.ts';
import type { ScenarioFault, ScenarioJob, ScenarioProgram, ScenarioSocket } from './schema.ts';

// What a scenario puts into the world, at its start or later.

/** Refused with this by the driver; null: done. */
type Refusal = NtStatus | null;

const refusalOf = (result: Result<unknown, NtStatus>): Refusal => (result.ok ? null : result.fault);

const injected = ({ status, delayMs = 0, pends, shortReply, longReply }: ScenarioFault): InjectedFault => {
  if (pends !== undefined) return { kind: pends === 'for-ever' ? 'ignore-cancel' : 'stall' };
  if (shortReply !== undefined) return { kind: 'short-reply', bytes: shortReply };
  if (longReply !== undefined) return { kind: 'long-reply', bytes: longReply };
  return status === undefined
    ? { kind: 'delay', delayMs }
    : { kind: 'force-status', ntstatus: status, delayMs };
};

export const plannedFaults = (faults: readonly ScenarioFault[]): readonly PlannedFault[] =>
  faults.flatMap((one) =>
    (one.request === 'any' ? requestNames : [one.request]).map((request) => ({
      request,
      fault: injected(one),
      times: one.times ?? Infinity,
    })),
  );

export const jobOf = (
  { submittedMsAgo, ...job }: ScenarioJob,
  { clock }: World,
  speed: number,
): JobDescription => ({
  ...job,
  submittedAt: new Date(clock.now() - submittedMsAgo).toISOString(),
  pageEveryMs: job.pageEveryMs === undefined ? Infinity : job.pageEveryMs / speed,
});

export const startProgram = (world: World, described: ScenarioProgram): Refusal => {
  const { name, pid, startedMsAgo, opens, endsWhenTold, works, window, stillMs } = described;
  const program = world.startProgram(name, pid);
  program.startedAt -= startedMsAgo;
  program.canBeEnded = endsWhenTold;
  for (const id of opens) {
    const opened = program.tryOpen(id);
    if (!opened.ok) return opened.fault;
  }
  program.window = window === 'none' ? null : window;
  if (!works) program.setWorking(false);
  if (stillMs !== undefined) program.standStill(stillMs);
  return null;
};

const made = (program: Program, { printer, service, channel }: ScenarioSocket): Refusal => {
  const [name, number] = typeof service === 'string' ? [service, 0] : ['', service];
  const socket = program.tryCreateSocket(printer, name, number);
  return socket.ok && channel
    ? refusalOf(program.tryOpenChannel(printer, socket.value.hostSocket))
    : refusalOf(socket);
};

const madeByKernel = (world: World, { printer, service, channel }: ScenarioSocket): Refusal => {
  const { plugged, stack } = world.printer(printer);
  if (!plugged) return ntStatus('STATUS_NO_SUCH_DEVICE');
  const kernel = { program: null };
  const named = typeof service === 'string' ? { service } : { service: '', peripheralSocket: service };
  const socket = stack.model.createSocket({ ...usualArguments, ...named }, kernel);
  if (!socket.ok || !channel) return refusalOf(socket);
  const { hostSocket } = socket.value;
  return refusalOf(stack.model.openChannel({ hostSocket, addActivity: false }, kernel));
};

/** A program that has ended makes nothing. */
export const makeSocket = (world: World, socket: ScenarioSocket): Refusal => {
  if (socket.madeBy === 'kernel') return madeByKernel(world, socket);
  const program = world.findProgram(socket.madeBy);
  return program === undefined || program.endedAt !== null ? null : made(program, socket);
};
