import { describe, expect, it } from 'vitest';
import { printerIdOf } from './printer-id.ts';

const scan = { instanceId: 'DOT4\\SCAN\\6&1', containerId: null, parentInstanceId: null };
const print = { ...scan, instanceId: 'DOT4\\PRINT\\6&2' };
const container = '{5D0742D0-0000-0000-0000-000000001284}';

describe('printerIdOf', () => {
  it('is one for functions of one container, wherever they hang', () => {
    const one = printerIdOf({ ...scan, containerId: container, parentInstanceId: 'USB\\A' });
    const other = printerIdOf({ ...print, containerId: container.toLowerCase(), parentInstanceId: 'USB\\B' });
    expect(one).toBe(other);
  });

  it('is one for functions of one parent when there is no container', () => {
    const parentInstanceId = 'USB\\VID_03F0&PID_2B17&MI_02\\6&1';
    expect(printerIdOf({ ...scan, parentInstanceId })).toBe(printerIdOf({ ...print, parentInstanceId }));
  });

  it('is its own for a function of the computer, of the root, or of nothing that is known', () => {
    const computer = '{00000000-0000-0000-ffff-ffffffffffff}';
    for (const kinship of [
      { containerId: computer, parentInstanceId: 'HTREE\\ROOT\\0' },
      { containerId: computer, parentInstanceId: null },
      { containerId: null, parentInstanceId: null },
    ]) {
      expect(printerIdOf({ ...scan, ...kinship })).not.toBe(printerIdOf({ ...print, ...kinship }));
    }
  });
});
