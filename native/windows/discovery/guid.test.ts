import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guidFromText, guidToText, setupClasses } from './guid.ts';

describe('GUIDs', () => {
  it('are in memory as DEFINE_GUID puts them there', () => {
    expect(guidFromText(setupClasses.Dot4)).toEqual(
      Uint8Array.of(
        0x56,
        0x1b,
        0x72,
        0x48,
        0x95,
        0x67,
        0xd2,
        0x11,
        0xb1,
        0xa8,
        0x00,
        0x80,
        0xc7,
        0x2e,
        0x74,
        0xa2,
      ),
    );
  });

  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(guidFromText(guidToText(bytes))).toEqual(bytes);
        expect(guidFromText(guidToText(bytes).toUpperCase())).toEqual(bytes);
      }),
    );
  });

  it('are refused where there is none', () => {
    for (const text of ['', '{}', setupClasses.Dot4.slice(1), `${setupClasses.Dot4} `]) {
      expect(guidFromText(text)).toBeNull();
    }
  });
});
