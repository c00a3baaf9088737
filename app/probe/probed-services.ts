import { harmlessServices } from '../calibration/harmless-services.ts';
import { customaryServiceNames } from '../dot4/sockets.ts';

/** Asked first: how a driver answers for a service that no printer has is what “unknown” means to it. */
export const noSuchService = 'UNJAM-NO-SUCH-SERVICE';

const harmless = harmlessServices.flatMap(({ service }) => (service === '' ? [] : [service]));

/** The services to ask for, by name, the harmless ones first. */
export const probedServices: readonly string[] = [
  ...harmless,
  ...customaryServiceNames.filter((service) => !harmless.includes(service)),
];
