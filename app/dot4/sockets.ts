import * as v from 'valibot';

/** Host socket ids are one byte; 0 is the transaction channel and never ours to touch. */
export const minHostSocket = 1;
export const maxHostSocket = 255;

export const HostSocketSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(minHostSocket),
  v.maxValue(maxHostSocket),
);

/** DOT4_MAX_CHANNELS of d4iface.h. */
export const maxChannels = 128;

/** MAX_SERVICE_LENGTH of d4iface.h, without the terminating NUL. */
export const maxServiceNameLength = 40;

export type ChannelType = 'stream' | 'packet';

/**
 * Services by their customary socket id (d4iface.h and HPLIP's tables). A printer may number its services
 * otherwise, so a service found here is inferred, never confirmed.
 */
const customaryServices: ReadonlyMap<number, string> = new Map([
  [1, 'HP-MESSAGE'],
  [2, 'PRINT'],
  [4, 'HP-SCAN'],
  [6, 'ECHO'],
  [7, 'HP-FAX-SEND'],
  [8, 'HP-FAX-RECEIVE'],
  [14, 'HP-CONFIGURATION-UPLOAD'],
  [15, 'HP-CONFIGURATION-DOWNLOAD'],
  [17, 'HP-CARD-ACCESS'],
]);

export const customaryServiceNames: readonly string[] = [...customaryServices.values()];

export const customaryService = (socket: number): string | null => customaryServices.get(socket) ?? null;

/** dot4prt.inf writes ReadSocketId = WriteSocketId = 2 into the print function's device key. */
export const printSocket = 2;
