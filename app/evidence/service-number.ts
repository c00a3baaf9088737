import { customaryService, printSocket } from '../dot4/sockets.ts';
import { isOfAnotherMaker } from '../dot4/maker.ts';
import { isNotKnownToPrinter } from '../probe/service-facts.ts';
import type { ChannelState, DeviceState } from '../session/state.ts';
import type { Observation } from './evidence.ts';

type Known = Pick<DeviceState, 'device' | 'evidence'>;

/** The service that a number is customary for, unless the maker is another or a probe says that there is no such service. */
export const customaryServiceOn = ({ device, evidence }: Known, hostSocket: number): string | null => {
  const service = customaryService(hostSocket);
  if (service === null || isOfAnotherMaker(device) || isNotKnownToPrinter(evidence, service)) return null;
  return service;
};

/** The service of a socket as far as it is known: its row says it, or before there is one the custom. */
export const serviceAt = (
  facts: ChannelState['facts'] | null,
  hostSocket: number,
  device: Known,
): string | null => (facts === null ? customaryServiceOn(device, hostSocket) : facts.service.value);

const setUpForPrint = ({ evidence }: Pick<Observation, 'evidence'>): boolean =>
  evidence.kind === 'static-socket' && evidence.service === 'PRINT';

/**
 * Print jobs use the socket that carries PRINT: the one that the print driver is set up for, else the customary one,
 * if anything. The spooler names no socket; jobs that cannot be tied to one stay with the device.
 */
export const tieJobs = (
  observations: readonly Observation[],
  device: Known,
  channels: readonly ChannelState[],
): readonly Observation[] => {
  const isPrintJob = ({ evidence }: Observation): boolean =>
    evidence.kind === 'job' && evidence.job.kind === 'print';
  if (!observations.some(isPrintJob)) return observations;
  const setUp =
    observations.find(setUpForPrint) ??
    channels.find(({ evidence }) => evidence.some((piece) => setUpForPrint({ evidence: piece })));
  const hostSocket =
    setUp?.hostSocket ?? (customaryServiceOn(device, printSocket) === 'PRINT' ? printSocket : null);
  return observations.map((one) => (isPrintJob(one) ? { ...one, hostSocket } : one));
};
