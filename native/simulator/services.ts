/** A service of a simulated printer and the peripheral socket it answers on. */
export interface Service {
  readonly name: string;
  readonly socket: number;
}

/** The services of the reference model (native/README.md), by socket id. */
export const modelServices: readonly Service[] = [
  { name: 'HP-MESSAGE', socket: 1 },
  { name: 'PRINT', socket: 2 },
  { name: 'HP-SCAN', socket: 4 },
  { name: 'ECHO', socket: 6 },
  { name: 'HP-FAX-SEND', socket: 7 },
  { name: 'HP-FAX-RECEIVE', socket: 8 },
  { name: 'HP-CONFIGURATION-UPLOAD', socket: 14 },
  { name: 'HP-CONFIGURATION-DOWNLOAD', socket: 15 },
];

/** By name; with an empty name by number, as "This or service name sent" of d4drvif.h says. */
export const findService = (
  services: readonly Service[],
  wanted: { readonly service: string; readonly peripheralSocket: number },
): Service | undefined =>
  services.find((service) =>
    wanted.service === '' ? service.socket === wanted.peripheralSocket : service.name === wanted.service,
  );
