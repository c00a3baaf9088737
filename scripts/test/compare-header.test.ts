import { describe, expect, it } from 'vitest';
import type { HeaderLayout } from '../wine/header-layout.ts';
import { compareHeader } from './compare-header.ts';

describe('compareHeader', () => {
  const nothing: HeaderLayout = { requests: {}, structs: {}, constants: {} };

  it('tells what the header lacks', () => {
    const comparisons = compareHeader(nothing);
    expect(comparisons).toContainEqual({ title: 'IOCTL_DOT4_READ', header: undefined, wire: 0x003a200e });
    expect(comparisons.every(({ header, wire }) => header !== wire)).toBe(true);
  });

  it('tells what native/wire lacks, and what differs', () => {
    const struct = { size: 2, fields: { bHsid: { offset: 1, size: 1 }, bNew: { offset: 0, size: 1 } } };
    const comparisons = compareHeader({ ...nothing, structs: { DOT4_DC_DESTROY_DATA: struct } });
    expect(comparisons).toContainEqual({ title: 'sizeof(DOT4_DC_DESTROY_DATA)', header: 2, wire: 1 });
    expect(comparisons).toContainEqual({ title: 'offset of DOT4_DC_DESTROY_DATA.bHsid', header: 1, wire: 0 });
    expect(comparisons).toContainEqual({
      title: 'offset of DOT4_DC_DESTROY_DATA.bNew',
      header: 0,
      wire: undefined,
    });
  });
});
