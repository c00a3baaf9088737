import type { Clock } from '#app/clock.ts';
import { createSimulator } from '../simulator/simulator.ts';
import type { Bench, ContractHarness } from './harness.ts';

const deviceId = 'sim-contract';

/** The simulator as a bench, on whatever clock. */
export const simulatorHarness = (
  name: string,
  startClock: () => { readonly clock: Clock; readonly letTimePass: () => Promise<void> },
): ContractHarness => ({
  name,
  lacks: {},
  async start(): Promise<Bench> {
    const { clock, letTimePass } = startClock();
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
      async truth() {
        const { hostSockets, openChannels, pendingRequests, openHandles } = controls.holdings(deviceId);
        return { hostSockets, openChannels, pendingRequests, openHandles };
      },
      setFault: async (request, fault) => controls.setFault(deviceId, request, fault),
      clearFaults: async () => controls.clearFaults(deviceId),
      setPersonality: async (personality) => controls.setPersonality(deviceId, personality),
      async otherProgramLeaks(services, { openChannels }) {
        const program = world.startProgram('other-program.exe');
        const sockets = services.map((service) => program.createSocket(deviceId, service).hostSocket);
        if (openChannels) for (const hostSocket of sockets) program.openChannel(deviceId, hostSocket);
        program.die();
        return sockets;
      },
      peripheralOpensChannel: async (hostSocket) =>
        void controls.peripheralOpensChannel(deviceId, hostSocket),
      emitActivity: async (record) => controls.emitActivity(deviceId, record),
      removeDevice: async () => world.unplug(deviceId),
      stop: () => driver.close(),
    };
  },
});
