import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printersOf } from './printers.ts';

const device = (id: string, printerId: string, setupClass: 'Dot4' | 'Dot4Print' = 'Dot4') => ({
  ...{ id, printerId, setupClass },
  name: `${setupClass} ${id}`,
});

test('functions of one printer stand together, under the name of the one that carries the others', () => {
  const devices = [device('a', 'one', 'Dot4Print'), device('b', 'two', 'Dot4Print'), device('c', 'one')];
  expect(printersOf(devices)).toEqual([
    { printerId: 'one', name: 'Dot4 c', deviceIds: ['a', 'c'] },
    { printerId: 'two', name: 'Dot4Print b', deviceIds: ['b'] },
  ]);
});

test('every device is in one printer, and in its own', () => {
  const devices = fc.uniqueArray(fc.tuple(fc.string(), fc.constantFrom('x', 'y', 'z')), {
    selector: ([id]) => id,
  });
  fc.assert(
    fc.property(devices, (pairs) => {
      const printers = printersOf(pairs.map(([id, printerId]) => device(id, printerId)));
      const members = printers.flatMap(({ printerId, deviceIds }) => deviceIds.map((id) => [id, printerId]));
      expect(members.toSorted()).toEqual(pairs.toSorted());
      expect(new Set(printers.map(({ printerId }) => printerId)).size).toBe(printers.length);
    }),
  );
});
