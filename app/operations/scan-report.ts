import * as v from 'valibot';

/** What a scan of the host sockets of one device found. */
export const ScanReportSchema = v.strictObject({
  found: v.number(),
  unclear: v.number(),
  /** Channels that the peripheral opened to our probe; each was closed again, or could not be. */
  caughtChannels: v.number(),
  stillOpenChannels: v.number(),
});
export type ScanReport = v.InferOutput<typeof ScanReportSchema>;
