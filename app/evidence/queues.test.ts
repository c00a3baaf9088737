import { expect, test } from 'vitest';
import type { Queue } from './evidence.ts';
import { portName } from './printer-ports.ts';
import { doubledQueues, queuesOf } from './queues.ts';

const queue = (name: string, port: string, driver = 'HP LaserJet 3055'): Queue => ({
  ...{ name, port, driver },
  ...{ offline: false, jobs: 0 },
});
const own = queue('3055', 'DOT4_001');
const copy = queue('3055 (Copy 1)', 'DOT4_001');
const onUsb = queue('3055 (USB)', 'USB001');
const other = queue('2055', 'DOT4_002', 'HP LaserJet P2055');
const stranger = queue('Epson', 'USB002', 'EPSON');

test('a port is its base name and a number of three digits', () => {
  expect(portName('DOT4_', 1)).toBe('DOT4_001');
  expect(portName('USB', 12)).toBe('USB012');
});

test('the queues of a device are those on its port and those on USB with the same driver', () => {
  expect(queuesOf([own, onUsb, other, stranger], 'dot4_001:', false)).toEqual([own, onUsb]);
});

test('without a port name no queue is given to one of several printers', () => {
  expect(queuesOf([own, other], null, false)).toEqual([]);
  expect(queuesOf([own, onUsb, stranger], null, true)).toEqual([own, onUsb]);
});

test('queues double each other on one DOT4 port, or with one on USB', () => {
  expect(doubledQueues([own, other])).toBeNull();
  expect(doubledQueues([own, stranger])).toBeNull();
  expect(doubledQueues([own, copy])).toEqual({ kind: 'same-port', queues: ['3055', '3055 (Copy 1)'] });
  expect(doubledQueues([own, copy, onUsb])).toEqual({ kind: 'usb-beside-dot4', queues: ['3055 (USB)'] });
});
