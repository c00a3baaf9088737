/** Setup classes of system-defined-device-setup-classes-available-to-vendors, and the interface of usbprint.h. */
export const setupClasses = {
  Dot4: '{48721b56-6795-11d2-b1a8-0080c72e74a2}',
  Dot4Print: '{49ce6ac8-6f86-11d2-b1e5-0080c72e74a2}',
} as const;
export const usbPrintInterface = '{28d78fad-5a12-11d1-ae5b-0000f803a8c2}';

export const guidBytes = 16;

const pattern = /^\{([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}$/i;

/** A GUID in memory order (the first three groups little-endian, guiddef.h), or null for text that is none. */
export const guidFromText = (text: string): Uint8Array | null => {
  const groups = pattern.exec(text)?.slice(1);
  if (!groups) return null;
  const bytes = groups.map((group) => group.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []);
  return Uint8Array.from(bytes.flatMap((group, index) => (index < 3 ? group.toReversed() : group)));
};

/** Lower case, in braces, as the registry writes it. */
export const guidToText = (bytes: Uint8Array): string => {
  const hex = (from: number, to: number, little: boolean): string => {
    const part = [...bytes.subarray(from, to)];
    return (little ? part.toReversed() : part).map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  return `{${hex(0, 4, true)}-${hex(4, 6, true)}-${hex(6, 8, true)}-${hex(8, 10, false)}-${hex(10, 16, false)}}`;
};
