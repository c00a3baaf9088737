import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layouts, type Field, type LayoutName, type Values } from './layouts.ts';
import { pack, unpack } from './pack.ts';

const names = Object.keys(layouts) as LayoutName[];
const limits = { u8: 0xff, u16: 0xffff, u32: 0xffffffff };

const ansi = (maxLength: number) =>
  fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength,
  });

const valuesOf = <L extends LayoutName>(name: L): fc.Arbitrary<Values<L>> =>
  fc.record(
    Object.fromEntries(
      Object.entries<Field>(layouts[name].fields).map(([field, place]) => [
        field,
        place.type === 'chars' ? ansi(place.length - 1) : fc.integer({ min: 0, max: limits[place.type] }),
      ]),
    ),
  ) as unknown as fc.Arbitrary<Values<L>>;

describe.each(names)('%s', (name) => {
  const size = layouts[name].size;

  it('comes back as it was packed', () => {
    fc.assert(
      fc.property(valuesOf(name), (values) => {
        const bytes = pack(name, values);
        expect(bytes.byteLength).toBe(size);
        expect(unpack(name, bytes)).toEqual(values);
      }),
    );
  });

  it('is refused when a byte is missing, and taken when more follow', () => {
    fc.assert(
      fc.property(fc.nat(size + 20), (length) => {
        expect(unpack(name, new Uint8Array(length)) === null).toBe(length < size);
      }),
    );
  });

  it('reads a view in the middle of a larger buffer', () => {
    fc.assert(
      fc.property(valuesOf(name), fc.nat(40), (values, before) => {
        const around = new Uint8Array(before + size + 3).fill(0xee);
        around.set(pack(name, values), before);
        expect(unpack(name, around.subarray(before, before + size))).toEqual(values);
      }),
    );
  });
});

describe('pack', () => {
  const create: Values<'DOT4_DC_CREATE_DATA'> = {
    bPsid: 4,
    pServiceName: 'HP-SCAN',
    bType: 1,
    ulBufferSize: 0x01020304,
    usMaxHtoPPacketSize: 0x0506,
    usMaxPtoHPacketSize: 0x0708,
    bHsid: 9,
  };

  it('puts each byte of DOT4_DC_CREATE_DATA where the header has it', () => {
    const expected = new Uint8Array(56);
    expected[0] = 4;
    expected.set([0x48, 0x50, 0x2d, 0x53, 0x43, 0x41, 0x4e], 1);
    expected[42] = 1;
    expected.set([4, 3, 2, 1, 6, 5, 8, 7, 9], 44);
    expect(pack('DOT4_DC_CREATE_DATA', create)).toEqual(expected);
  });

  it.each([
    ['a name of 41 characters', { pServiceName: 'x'.repeat(41) }],
    ['a name beyond ASCII', { pServiceName: 'HP-SCÄN' }],
    ['a name with a NUL', { pServiceName: 'HP\0SCAN' }],
    ['a byte of 256', { bPsid: 256 }],
    ['a negative number', { ulBufferSize: -1 }],
    ['a fraction', { usMaxHtoPPacketSize: 1.5 }],
    ['no number', { bHsid: Number.NaN }],
  ])('refuses %s', (_, wrong) => {
    expect(() => pack('DOT4_DC_CREATE_DATA', { ...create, ...wrong })).toThrow(RangeError);
  });

  it('takes a name of 40 characters and keeps its NUL', () => {
    const bytes = pack('DOT4_DC_CREATE_DATA', { ...create, pServiceName: 'y'.repeat(40) });
    expect(bytes[41]).toBe(0);
    expect(unpack('DOT4_DC_CREATE_DATA', bytes)?.pServiceName).toBe('y'.repeat(40));
  });
});
