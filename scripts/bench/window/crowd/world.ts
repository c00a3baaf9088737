import { maxChannels } from '#app/dot4/sockets.ts';
import { modelServices, type Service } from '#native/simulator/services.ts';
import type { World } from '#native/simulator/world.ts';

/** How many printers, and how many channels are open on each. */
export interface CrowdSize {
  readonly devices: number;
  readonly channels: number;
}

/** As in the scenario `crowd`. */
export const fullCrowd: CrowdSize = { devices: 64, channels: maxChannels };

const services: readonly Service[] = [
  ...modelServices,
  ...Array.from({ length: maxChannels - modelServices.length }, (_, index) => ({
    name: `VENDOR-${100 + index}`,
    socket: 100 + index,
  })),
];

/** The scenario `crowd` in any size: every second program has ended and left its channels open. */
export const buildCrowd =
  ({ devices, channels }: CrowdSize) =>
  (world: World): void => {
    for (let index = 0; index < devices; index += 1) {
      const number = String(index).padStart(2, '0');
      const id = `sim-crowd-${number}`;
      const name = `HP LaserJet crowd ${number}`;
      const port = `DOT4_0${number}`;
      world.addPrinter({ id, name, queue: `Queue ${number}`, port, services, latencyMs: 0 });
      const program = world.startProgram(`Monitor${number}.exe`);
      for (const service of services.slice(0, channels))
        program.openChannel(id, program.createSocket(id, service.name).hostSocket);
      if (index % 2 === 1) program.die();
    }
  };

/** The program under measurement reads its size from there. */
export const crowdVariable = 'UNJAM_BENCH_CROWD';

export const crowdAsked = (env: NodeJS.ProcessEnv): CrowdSize | null => {
  const asked = env[crowdVariable];
  return asked === undefined ? null : (JSON.parse(asked) as CrowdSize);
};
