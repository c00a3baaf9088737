import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { DeviceIdSchema } from '#app/dot4/device.ts';
import { deviceIdOf } from './device-id.ts';

const instanceIds = fc
  .tuple(
    fc.constantFrom('DOT4', 'DOT4PRT', 'ROOT', 'USB'),
    fc.stringMatching(/^[A-Za-z0-9_&.{} #-]{1,40}$/),
    fc.stringMatching(/^[A-Za-z0-9_&.{}#-]{1,40}$/),
  )
  .map((parts) => parts.join('\\'));

describe('deviceIdOf', () => {
  it('can be read, and typed without quotes where the instance id is plain', () => {
    expect(deviceIdOf('ROOT\\DOT4TEST\\0000')).toBe('root.dot4test.0000');
    expect(deviceIdOf('DOT4\\VID_03F0&PID_2B17\\6&1A2B3C&0')).toBe('dot4.vid_03f0-pid_2b17.6-1a2b3c-0');
  });

  it('is an id whatever the instance id holds, and the same in either case', () => {
    fc.assert(
      fc.property(instanceIds, (instanceId) => {
        expect(v.is(DeviceIdSchema, deviceIdOf(instanceId))).toBe(true);
        expect(deviceIdOf(instanceId.toUpperCase())).toBe(deviceIdOf(instanceId.toLowerCase()));
      }),
    );
  });

  it('tells instance ids apart', () => {
    fc.assert(
      fc.property(instanceIds, instanceIds, (one, other) => {
        fc.pre(one.toLowerCase() !== other.toLowerCase());
        expect(deviceIdOf(one)).not.toBe(deviceIdOf(other));
      }),
    );
    expect(deviceIdOf('DOT4\\A-B\\0')).not.toBe(deviceIdOf('DOT4\\A&B\\0'));
  });
});
