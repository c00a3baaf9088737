import type { WindowsService } from '#app/evidence/evidence.ts';
import type { DeviceState, SessionState } from '#app/session/state.ts';
import { deviceName, placeOf, printerName } from '#app/words/printer-names.ts';
import { driverWords } from '#app/words/window.ts';
import { printerNames } from './printers.ts';

type Devices = SessionState['devices'];

/** What rows show and are sorted by of their device. */
export interface DeviceFacts {
  /** As it is told apart from others of the same name. */
  readonly name: string;
  /** The same with its port and where it stands, and these alone, as far as they are known. */
  readonly fullName: string;
  readonly place: string | null;
  readonly printer: string;
  readonly driver: string;
  /** Print queues that seem to lead to it. */
  readonly queues: readonly { readonly name: string; readonly at: number }[];
  readonly services: readonly { readonly service: WindowsService; readonly at: number }[];
}

const factsOf = (state: DeviceState, devices: Devices, printer: string | undefined): DeviceFacts => ({
  name: deviceName(state.device.id, devices),
  fullName: printerName(state.device.id, devices),
  place: placeOf(state),
  printer: printer ?? deviceName(state.device.id, devices),
  driver: driverWords(state),
  queues: state.evidence.flatMap((piece) =>
    piece.kind === 'queue' ? [{ name: piece.queue.name, at: piece.at }] : [],
  ),
  services: state.evidence.flatMap((piece) =>
    piece.kind === 'service' ? [{ service: piece.service, at: piece.at }] : [],
  ),
});

export const unknownDevice = (id: string): DeviceFacts => ({
  name: id,
  fullName: id,
  place: null,
  printer: id,
  driver: '–',
  queues: [],
  services: [],
});

/** When it was looked at is no reason to draw its rows again. */
const looksOf = ({ fullName, name, printer, driver, queues, services }: DeviceFacts): string =>
  JSON.stringify([
    fullName,
    name,
    printer,
    driver,
    queues.map((queue) => queue.name),
    services.map((s) => s.service),
  ]);

/** The facts of all devices; those that look the same as before are the same objects. */
export const devicesFacts = (
  { devices }: Pick<SessionState, 'devices'>,
  before: ReadonlyMap<string, DeviceFacts>,
): ReadonlyMap<string, DeviceFacts> => {
  const printers = printerNames(devices);
  return new Map(
    Object.values(devices).map((state) => {
      const { id } = state.device;
      const facts = factsOf(state, devices, printers.get(state.device.printerId));
      const old = before.get(id);
      return [id, old !== undefined && looksOf(old) === looksOf(facts) ? old : facts];
    }),
  );
};
