/** The container of everything that is part of the computer itself: it says nothing about which printer. */
const computerContainer = '{00000000-0000-0000-ffff-ffffffffffff}';

export interface Kinship {
  readonly instanceId: string;
  /** DEVPKEY_Device_BaseContainerId: one for all functions of a physical device. Null where it cannot be read. */
  readonly containerId: string | null;
  /** Instance id of the parent in the device tree. Null where the tree cannot be read. */
  readonly parentInstanceId: string | null;
}

/**
 * Which printer a DOT4 function belongs to. Functions of one container are one printer; without a container,
 * functions of one parent are (the DOT4 bus driver enumerates a printer's functions as its children); without
 * either, or below the root of the tree, each function counts as a printer of its own.
 */
export const printerIdOf = ({ instanceId, containerId, parentInstanceId }: Kinship): string => {
  const container = containerId?.toLowerCase();
  if (container && container !== computerContainer) return `container:${container}`;
  const parent = parentInstanceId?.toLowerCase();
  if (parent && !parent.startsWith('htree\\')) return `parent:${parent}`;
  return `device:${instanceId.toLowerCase()}`;
};
