/**
 * A device's id from its instance id: the same in every run, without whitespace, and easy to type in a shell.
 * Instance ids are compared without case (Microsoft, "Device Instance IDs"); `\` becomes `.` and `&` becomes
 * `-`, and an id that already had one of those, or anything else, is told apart by a checksum behind it.
 */
export const deviceIdOf = (instanceId: string): string => {
  const normal = instanceId.toLowerCase();
  const readable = normal.replace(/\\/g, '.').replace(/[^a-z0-9_.]/g, '-');
  return /^[a-z0-9_\\&]+$/.test(normal) ? readable : `${readable}~${checksum(normal)}`;
};

/** FNV-1a over UTF-16 code units, 32 bits. */
const checksum = (text: string): string => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
};
