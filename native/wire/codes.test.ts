import { describe, expect, it } from 'vitest';
import { requestNames } from '#app/dot4/requests.ts';
import { controlCodes, ioctlDot4Last, ioctlDot4UserBase } from './codes.ts';

describe('control codes', () => {
  // The numbers that a public IOCTL database lists for these names; the header itself is compared under Wine.
  it('are those of d4drvif.h', () => {
    expect(controlCodes).toEqual({
      OPEN_CHANNEL: 0x003a2006,
      CLOSE_CHANNEL: 0x003a2008,
      READ: 0x003a200e,
      WRITE: 0x003a2011,
      ADD_ACTIVITY_BROADCAST: 0x003a2014,
      REMOVE_ACTIVITY_BROADCAST: 0x003a2018,
      WAIT_ACTIVITY_BROADCAST: 0x003a201e,
      CREATE_SOCKET: 0x003a2022,
      WAIT_FOR_CHANNEL: 0x003a2026,
      DESTROY_SOCKET: 0x003a202a,
    });
  });

  it('end with the tenth request', () => {
    expect(ioctlDot4Last - ioctlDot4UserBase).toBe(requestNames.length - 1);
    expect((controlCodes.DESTROY_SOCKET >>> 2) & 0xfff).toBe(ioctlDot4Last);
  });
});
