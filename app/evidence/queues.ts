import type { Queue } from './evidence.ts';
import { isDot4Port, isUsbPort, samePort } from './printer-ports.ts';

/**
 * The queues that stand for a device: those on its port, and those on a USB port with the driver of one of them.
 * Where the port is not known, DOT4 queues count only if the computer has no other DOT4 printer they could be of.
 */
export const queuesOf = (
  queues: readonly Queue[],
  port: string | null,
  isOnlyPrinter: boolean,
): readonly Queue[] => {
  const own = queues.filter((queue) =>
    port === null ? isOnlyPrinter && isDot4Port(queue.port) : samePort(queue.port, port),
  );
  const drivers = new Set(own.map(({ driver }) => driver));
  const beside = queues.filter((queue) => isUsbPort(queue.port) && drivers.has(queue.driver));
  return [...own, ...beside.filter((queue) => !own.includes(queue))];
};

export interface DoubledQueues {
  /** `usb-beside-dot4`: jobs sent to the USB queue go nowhere; `same-port`: one is too many. */
  readonly kind: 'usb-beside-dot4' | 'same-port';
  /** The queues that HP's advice is to delete, or of which one is to be deleted. */
  readonly queues: readonly string[];
}

/**
 * Queues of one device that double each other. HP (UPD white paper): delete the one on a USB port beside one on a
 * DOT4 port; of two on the same DOT4 port, delete one.
 */
export const doubledQueues = (queues: readonly Queue[]): DoubledQueues | null => {
  const onDot4 = queues.filter(({ port }) => isDot4Port(port));
  const onUsb = queues.filter(
    ({ port, driver }) => isUsbPort(port) && onDot4.some((queue) => queue.driver === driver),
  );
  if (onUsb.length > 0) return { kind: 'usb-beside-dot4', queues: onUsb.map(({ name }) => name) };
  const doubled = onDot4.filter(({ port }, index) =>
    onDot4.some((other, at) => at !== index && samePort(other.port, port)),
  );
  return doubled.length > 0 ? { kind: 'same-port', queues: doubled.map(({ name }) => name) } : null;
};
