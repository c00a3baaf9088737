import { maxChannels } from '#app/dot4/sockets.ts';
import { modelServices, type Service } from '../services.ts';
import type { World } from '../world.ts';
import type { Scenario } from './scenario.ts';

/** How many printers, and how many channels are open on each. */
export interface CrowdSize {
  readonly devices: number;
  readonly channels: number;
}

export const fullCrowd: CrowdSize = { devices: 64, channels: maxChannels };

/** A busy loop that is held for longer than a probe may take would see sockets where there are none. */
const probeMs = 150;

const services: readonly Service[] = [
  ...modelServices,
  ...Array.from({ length: maxChannels - modelServices.length }, (_, index) => ({
    name: `VENDOR-${100 + index}`,
    socket: 100 + index,
  })),
];

/** Every second program has ended and left its channels open, so that rows differ in what is known of them. */
export const buildCrowd =
  ({ devices, channels }: CrowdSize) =>
  (world: World): void => {
    for (let index = 0; index < devices; index += 1) {
      const number = String(index).padStart(2, '0');
      const id = `sim-crowd-${number}`;
      const name = `HP LaserJet crowd ${number}`;
      world.addPrinter({ id, name, queue: `Queue ${number}`, services, latencyMs: 0, probeMs });
      const program = world.startProgram(`Monitor${number}.exe`);
      for (const service of services.slice(0, channels))
        program.openChannel(id, program.createSocket(id, service.name).hostSocket);
      if (index % 2 === 1) program.die();
    }
  };

export const crowd: Scenario<'crowd'> = { id: 'crowd', build: buildCrowd(fullCrowd) };
