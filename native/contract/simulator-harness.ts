import type { Clock } from '#app/clock.ts';
import { ordinary } from '../simulator/personality.ts';
import { createSimulator } from '../simulator/simulator.ts';
import type { Bench, ContractHarness } from './harness.ts';

const deviceId = 'sim-contract';

/** The controls of the simulator act at once; a bench promises, because a real one has to ask its driver. */
const promised =
  <A extends readonly unknown[], R>(run: (...args: A) => R) =>
  (...args: A): Promise<R> =>
    Promise.resolve().then(() => run(...args));

const startBench = (clock: Clock, letTimePass: () => Promise<void>): Bench => {
  const driver = createSimulator({
    clock,
    build: (world) => void world.addPrinter({ id: deviceId, name: 'Contract printer', queue: 'Contract' }),
  });
  const { controls } = driver;
  const { world } = controls;
  return {
    driver,
    deviceId,
    letTimePass,
    truth: promised(() => {
      const { hostSockets, openChannels, pendingRequests, openHandles } = controls.holdings(deviceId);
      return { hostSockets, openChannels, pendingRequests, openHandles };
    }),
    setFault: promised((request, fault) => controls.setFault(deviceId, request, fault)),
    clearFaults: promised(() => {
      controls.clearFaults(deviceId);
      controls.refuseOpen(deviceId, null);
      controls.resume();
    }),
    setPersonality: promised((personality) =>
      controls.setPersonality(deviceId, { ...ordinary, ...personality }),
    ),
    otherProgramLeaks: promised((services, { openChannels }) => {
      const program = world.startProgram('other-program.exe');
      const sockets = services.map((service) => program.createSocket(deviceId, service).hostSocket);
      if (openChannels) for (const hostSocket of sockets) program.openChannel(deviceId, hostSocket);
      program.die();
      return sockets;
    }),
    peripheralOpensChannel: promised((hostSocket) => {
      controls.peripheralOpensChannel(deviceId, hostSocket);
    }),
    emitActivity: promised((record) => controls.emitActivity(deviceId, record)),
    removeDevice: promised(() => world.unplug(deviceId)),
    returnDevice: promised(() => world.plugIn(deviceId)),
    refuseOpen: promised((ntstatus) => controls.refuseOpen(deviceId, ntstatus)),
    spoilHandles: promised(() => controls.spoilHandles(deviceId)),
    sleep: promised(() => controls.sleep()),
    resume: promised(() => controls.resume()),
    stop: () => driver.close(),
  };
};

/** The simulator as a bench, on whatever clock. */
export const simulatorHarness = (
  name: string,
  startClock: () => { readonly clock: Clock; readonly letTimePass: () => Promise<void> },
): ContractHarness => ({
  name,
  lacks: {},
  start: promised(() => {
    const { clock, letTimePass } = startClock();
    return startBench(clock, letTimePass);
  }),
});
