import { expect, test } from 'vitest';
import { openPathKind } from './open-path-kind.ts';

test.each([
  ['\\\\?\\DOT4#VID_03F0#1#{b1f1a3c2-1284-4d04-8e6b-5d0742d07e57}', 'device-interface'],
  ['\\\\?\\USB#VID_03F0#1#{28D78FAD-5A12-11D1-AE5B-0000F803A8C2}', 'usb-printing-interface'],
  ['\\\\?\\GLOBALROOT\\Device\\0000007a', 'object-name'],
  ['\\\\.\\globalroot\\Device\\0000007a', 'object-name'],
])('%s is a %s', (path, kind) => {
  expect(openPathKind(path)).toBe(kind);
});
