import { maxChannels } from '#app/dot4/sockets.ts';
import { modelServices, type Service } from '../services.ts';
import type { Scenario } from './scenario.ts';

const deviceId = 'sim-full-cm1312nfi';

/** A socket of the peripheral takes one channel, so filling the table needs a service for each. */
const vendorServices: readonly Service[] = Array.from({ length: maxChannels }, (_, index) => ({
  name: `VENDOR-${100 + index}`,
  socket: 100 + index,
}));

export const full: Scenario<'full'> = {
  id: 'full',
  build(world) {
    world.addPrinter({
      id: deviceId,
      name: 'HP Color LaserJet CM1312nfi MFP',
      queue: 'Color LaserJet CM1312nfi (studio)',
      services: [...modelServices, ...vendorServices],
    });
    const monitor = world.startProgram('StatusMonitor.exe');
    for (const { name } of vendorServices)
      monitor.openChannel(deviceId, monitor.createSocket(deviceId, name).hostSocket);
  },
};
