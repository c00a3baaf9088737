const ticksInMs = 10_000n;
/** From 1601-01-01, where FILETIME begins (minwinbase.h), to 1970-01-01, in ms. */
const epochMs = 11_644_473_600_000n;

/** A FILETIME in memory as ms since the epoch; null for one that says nothing. */
export const fileTimeMs = (bytes: Uint8Array): number | null => {
  if (bytes.byteLength < 8) return null;
  const ticks = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  return ticks === 0n ? null : Number(ticks / ticksInMs - epochMs);
};
