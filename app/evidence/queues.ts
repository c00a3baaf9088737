import type { Queue } from './evidence.ts';
import { isDot4Port, isUsbPort, samePort } from './printer-ports.ts';

/** The queues that lead to a device: those with one of its ports, pooled ones too. Equal driver names tie nothing. */
export const queuesOf = (queues: readonly Queue[], devicePorts: readonly string[]): readonly Queue[] =>
  queues.filter(({ ports }) => devicePorts.some((own) => ports.some((port) => samePort(own, port))));

/** Such a queue prints each job on any of its ports, and does not say on which. */
export const isPooled = ({ ports }: Queue): boolean => ports.length > 1;

export interface DoubledQueues {
  /** `usb-beside-dot4`: jobs sent to the USB queue go nowhere; `same-port`: one is too many. */
  readonly kind: 'usb-beside-dot4' | 'same-port';
  /** The queues that HP's advice is to delete, or of which one is to be deleted. */
  readonly queues: readonly string[];
}

/**
 * Queues of one device that double each other. HP (UPD white paper): delete the one on a USB port beside one on a
 * DOT4 port; of two on the same DOT4 port, delete one. Two with different drivers are meant to be two, and a pooled
 * queue is somebody's plan: neither is named.
 */
export const doubledQueues = (queues: readonly Queue[]): DoubledQueues | null => {
  const onDot4 = queues.filter(({ ports }) => ports.some(isDot4Port));
  const ofOnePort = queues.filter((queue) => !isPooled(queue));
  const onUsb = ofOnePort.filter(({ ports }) => ports.some(isUsbPort));
  if (onDot4.length > 0 && onUsb.length > 0) {
    return { kind: 'usb-beside-dot4', queues: onUsb.map(({ name }) => name) };
  }
  const doubles = (a: Queue, b: Queue): boolean =>
    a !== b && a.driver === b.driver && samePort(a.ports[0] ?? '', b.ports[0] ?? '');
  const doubled = ofOnePort.filter(
    (queue) => onDot4.includes(queue) && ofOnePort.some((other) => doubles(queue, other)),
  );
  return doubled.length > 0 ? { kind: 'same-port', queues: doubled.map(({ name }) => name) } : null;
};
