import { setMaxListeners } from 'node:events';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import type { Clock } from '#app/clock.ts';
import type { DeviceId } from '#app/dot4/device.ts';
import { ntStatus, type NtStatus } from '#app/dot4/ntstatus.ts';
import { notMeasured } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { targetOf } from '#app/remedy/action.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { DeviceLink, Dot4Driver, OpenOptions } from '../port.ts';
import { Link } from '../link.ts';
import { endedBy, SharedLooks, shareOfSources } from '../shared-looks.ts';
import { LateResults, undoDeadlineMs } from '../undo.ts';
import { act } from './actions.ts';
import { controlsOf, type Controls } from './controls.ts';
import type { ProgramIdentity } from './open-handle.ts';
import { Observer } from './observer.ts';
import { declaredProfile } from './personality.ts';
import { builtInScenario } from './scenarios.ts';
import { buildScenario } from './scenarios/build.ts';
import type { Scenario } from './scenarios/schema.ts';
import { shortly, simulatedFailure } from './shortly.ts';
import { pause } from '../pause.ts';
import { SimulatorTransport } from './transport.ts';
import { World } from './world.ts';

export type Simulator = Dot4Driver & {
  readonly kind: 'simulator';
  readonly controls: Controls;
  /** Time as the simulated PC has it: a scenario may set its wall clock. Programs on that PC go by this one. */
  readonly clock: Clock;
};

export type SimulatorOptions =
  | { readonly clock: Clock; readonly scenario: ScenarioId | Scenario }
  | { readonly clock: Clock; readonly build: (world: World) => void };

/** What a simulated Unjam looks like to the simulated driver. */
const ourselves = { name: 'Unjam', pid: 4000 };
/** What a person takes to walk to the printer, and to switch it on again. */
const switchedOffAfterMs = 3_000;
const switchedOnAfterMs = 7_000;
const ourOtherProcess = { name: 'Unjam', pid: 4004 };

const openFault = (deviceId: DeviceId, ntstatus: NtStatus): Fault => ({
  kind: ntstatus.code === ntStatus('STATUS_ACCESS_DENIED').code ? 'access-denied' : 'open-failed',
  deviceId,
  ntstatus,
});

const play = (scenario: ScenarioId | Scenario, world: World): void => {
  const built = buildScenario(typeof scenario === 'string' ? builtInScenario(scenario) : scenario, world);
  if (!built.ok) throw new Error(`${built.fault.at}: ${built.fault.reason}`);
};

/** Simulated printers behind the driver port. */
export const createSimulator = (options: SimulatorOptions): Simulator => {
  const world = new World(options.clock);
  if ('build' in options) options.build(world);
  else play(options.scenario, world);
  const observer = new Observer();
  const links = new Set<DeviceLink>();
  const late = new LateResults();
  const closing = new AbortController();
  // every open under way listens to it
  setMaxListeners(0, closing.signal);
  let asleep = false;
  const isAsleep = (): boolean => asleep;
  const { clock } = world;

  /** What is seen is what was so when the look began, however long it takes. */
  const looks = new SharedLooks(clock, async (deadlineMs) => {
    world.looked.looks += 1;
    const { tookMs, late } = world.slowness(deadlineMs * shareOfSources);
    const sights = observer.look(world, late);
    await pause(clock, tookMs);
    return sights;
  });

  const openAs = async (
    program: ProgramIdentity,
    deviceId: DeviceId,
    limits: OpenOptions,
  ): Promise<Result<DeviceLink, Fault>> => {
    const printer = world.findPrinter(deviceId);
    if (printer === undefined) return fail({ kind: 'unknown-device', deviceId });
    if (closing.signal.aborted) return fail({ kind: 'device-gone', deviceId });
    if ((await shortly(clock, limits, closing.signal)) !== null)
      return fail({ kind: 'not-answering', deviceId });
    if (isAsleep()) return fail({ kind: 'asleep', deviceId });
    if (!printer.plugged) return fail({ kind: 'device-gone', deviceId });
    const opened = printer.open(program);
    if (!opened.ok) return fail(openFault(deviceId, opened.fault));
    const link: DeviceLink = new Link(new SimulatorTransport(clock, printer.stack, opened.value), {
      deviceId,
      openedBy: 'device-interface',
      shapes: limits.shapes,
      onRequest: limits.onRequest,
      onClosed: () => links.delete(link),
      late,
      reopen: () => openAs(program, deviceId, { ...limits, signal: undefined, deadlineMs: undoDeadlineMs }),
    });
    links.add(link);
    return ok(link);
  };

  return {
    kind: 'simulator',
    controls: controlsOf(world),
    clock: world.wallClock,

    async discover(limits) {
      world.looked.discoveries += 1;
      const late = await shortly(clock, limits, closing.signal);
      return late === null ? ok(world.discovery()) : fail({ kind: 'discovery-failed', ...late });
    },

    watch: (onChange) => world.watch(() => onChange(world.discovery())),

    profileOf(device) {
      const printer = world.findPrinter(device.id);
      return printer?.measured !== true
        ? notMeasured
        : { ...declaredProfile(printer.personality), probeMs: printer.probeMs };
    },

    async look(limits) {
      const shown = await looks.ask(endedBy(closing.signal, limits));
      if (!shown.ok) return fail({ kind: 'discovery-failed', ...simulatedFailure(shown.fault) });
      const { begunAtMs, value } = shown.value;
      return ok(new Map([...value].map(([id, sight]) => [id, { ...sight, begunAtMs }])));
    },

    isElevated: () => Promise.resolve(world.elevated),

    open: (deviceId, limits) => openAs(ourselves, deviceId, limits),

    async destroyAsAnotherProcess(deviceId, args, limits) {
      const opened = await openAs(ourOtherProcess, deviceId, limits);
      if (!opened.ok) return opened;
      const answer = await opened.value.destroySocket(args, limits);
      await opened.value.close();
      return answer;
    },

    onChannelLeftOpen: (listen) => late.onChannelLeftOpen(listen),

    async suspend() {
      asleep = true;
      await Promise.all([...links].map((link) => link.close()));
    },

    resume() {
      asleep = false;
    },

    async act(deviceId, action, { deadlineMs }) {
      const printer = world.findPrinter(deviceId);
      if (printer === undefined) return fail({ kind: 'unknown-device', deviceId });
      if (closing.signal.aborted) return fail({ kind: 'device-gone', deviceId });
      const own = action.kind === 'restart-device' ? [...links] : [];
      await Promise.all(own.filter((link) => link.deviceId === deviceId).map((link) => link.close()));
      const target = targetOf(action);
      const sentMs = clock.monotonicMs();
      const closed = new Promise<Result<never, Fault>>((resolve) => {
        const onClose = (): void => {
          const waitedMs = Math.round(clock.monotonicMs() - sentMs);
          resolve(fail({ kind: 'action-late', step: action.kind, target, deadlineMs: waitedMs }));
        };
        closing.signal.addEventListener('abort', onClose, { once: true });
      });
      return Promise.race([act(world, printer, action, deadlineMs), closed]);
    },

    switchOffAndOn(deviceId) {
      if (!world.somebodyIsThere) return;
      clock.after(switchedOffAfterMs, () => world.unplug(deviceId));
      clock.after(switchedOnAfterMs, () => world.plugIn(deviceId));
    },

    async close() {
      closing.abort();
      await Promise.all([...links].map((link) => link.close()));
      world.stop();
    },
  };
};
