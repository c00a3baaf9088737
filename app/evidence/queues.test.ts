import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Queue } from './evidence.ts';
import { isPrinterPort, portName, portsIn } from './printer-ports.ts';
import { doubledQueues, queuesOf } from './queues.ts';

const queue = (name: string, ports: string, driver = 'HP LaserJet 3055'): Queue => ({
  ...{ name, ports: portsIn(ports), driver },
  ...{ offline: false, jobs: 0 },
});
const own = queue('3055', 'DOT4_001');
const copy = queue('3055 (Copy 1)', 'DOT4_001');
const onUsb = queue('3055 (USB)', 'USB001');
const other = queue('2055', 'DOT4_002', 'HP LaserJet P2055');

test('a port is its base name and a number of three digits', () => {
  expect(portName('DOT4_', 1)).toBe('DOT4_001');
  expect(portName('USB', 12)).toBe('USB012');
});

test.each([
  ['DOT4_001', ['DOT4_001']],
  ['DOT4_001,DOT4_002', ['DOT4_001', 'DOT4_002']],
  [' DOT4_002 , LPT1: ', ['DOT4_002', 'LPT1:']],
  ['DOT4_001,,', ['DOT4_001']],
  ['', []],
] as const)('the ports in %j', (text, ports) => {
  expect(portsIn(text)).toEqual(ports);
});

test.each([
  ['DOT4_001', true],
  ['LPT1:,DOT4_001', true],
  ['FILE:, usb002', true],
  ['LPT1:,FILE:', false],
  ['192.168.0.7', false],
] as const)('%s may lead to a DOT4 printer: %s', (text, may) => {
  expect(isPrinterPort(text)).toBe(may);
});

describe('the queues of a device', () => {
  test('are those on its port; an equal driver on a USB port ties nothing', () => {
    expect(queuesOf([own, onUsb, other], ['dot4_001:'])).toEqual([own]);
  });

  test('are none where its port is not known, though it be the only printer', () => {
    expect(queuesOf([own, onUsb], [])).toEqual([]);
  });

  const somePorts = ['DOT4_001', 'DOT4_002', 'USB001', 'LPT1:', 'FILE:', '10.0.0.7'];
  const written = fc.record({
    ports: fc
      .subarray(somePorts, { minLength: 1 })
      .chain((ports) => fc.shuffledSubarray(ports, { minLength: ports.length })),
    separator: fc.constantFrom(',', ', ', ' ,'),
    isLower: fc.boolean(),
    hasColon: fc.boolean(),
  });

  test('in any order, with any spaces, letters and colons: a pool belongs to each of its ports and to no other', () => {
    fc.assert(
      fc.property(written, ({ ports, separator, isLower, hasColon }) => {
        const plain = hasColon ? ports.map((port) => `${port.replace(/:$/, '')}:`) : ports;
        const text = isLower ? plain.join(separator).toLowerCase() : plain.join(separator);
        const pool = queue('Pool', text);
        for (const port of somePorts) {
          expect(queuesOf([pool], [port])).toHaveLength(ports.includes(port) ? 1 : 0);
        }
      }),
    );
  });
});

describe('queues that double each other', () => {
  test('on one DOT4 port with one driver, or on a USB port of the same device', () => {
    expect(doubledQueues([own, other])).toBeNull();
    expect(doubledQueues([own, copy])).toEqual({ kind: 'same-port', queues: ['3055', '3055 (Copy 1)'] });
    expect(doubledQueues([own, copy, onUsb])).toEqual({ kind: 'usb-beside-dot4', queues: ['3055 (USB)'] });
  });

  test('two drivers on one port are meant to be two', () => {
    expect(doubledQueues([own, queue('3055 PS', 'DOT4_001', 'HP LaserJet 3055 PS')])).toBeNull();
  });

  test.each(['DOT4_001,DOT4_002', 'USB001,DOT4_001', 'LPT1:,DOT4_001', 'USB001,USB002'])(
    'nobody is told to delete a pool on %s',
    (ports) => {
      const pool = queue('Pool', ports);
      for (const queues of [
        [pool, own],
        [own, pool],
        [pool, own, copy],
        [pool, onUsb, own],
      ]) {
        expect(doubledQueues(queues)?.queues ?? []).not.toContain('Pool');
      }
    },
  );
});
