import { describe, expect, it } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { SessionEvent } from '#app/session/event.ts';
import type { SessionState } from '#app/session/state.ts';
import { deviceStatus } from '#app/verdict/device-sign.ts';
import { begun, idOf } from '../testing/operations.ts';
import {
  found,
  foundUnmeasured,
  lj3055,
  m1522,
  oj7310,
  scanFailed,
  scanned,
  sessionAfter,
} from '../testing/sessions.ts';
import { devicesInScope } from './devices.ts';
import { neverScanned, scanPlan } from './scan.ts';

const after = (...events: SessionEvent[]): SessionState => sessionAfter(events);
const scanning = (): SessionEvent => begun(6, { kind: 'scan', deviceId: m1522.id }, m1522.name);

describe('scanning', () => {
  it('asks every present device that allows it', () => {
    const state = after(found(1, [m1522, lj3055, oj7310]), {
      type: 'device-left',
      at: 2,
      deviceId: oj7310.id,
    });
    expect([...scanPlan(state, null).startOn].sort()).toEqual([lj3055.id, m1522.id]);
  });

  it('says why it asks nobody', () => {
    const plan = scanPlan(after(foundUnmeasured(1, [m1522])), null);
    expect(plan.startOn).toEqual([]);
    expect(plan.reason).toContain('was not measured');
    expect(plan.reason).toContain(m1522.name);
  });

  it('sums the progress of what runs', () => {
    const state = after(found(1, [m1522, lj3055]), scanning(), {
      type: 'operation-changed',
      id: idOf('scan', m1522.id),
      change: { progress: { done: 51, total: 255 } },
    });
    expect(scanPlan(state, null).progress).toEqual({
      words: 'Scanning: 51 of 255 sockets asked',
      share: 0.2,
    });
    expect(scanPlan(state, lj3055.id).progress).toBeNull();
  });

  it('counts what was never scanned', () => {
    const state = after(found(1, [m1522, lj3055]), ...scanned(2, m1522.id, [4]));
    expect(neverScanned(devicesInScope(state.devices, null)).map(({ device }) => device.id)).toEqual([
      lj3055.id,
    ]);
  });
});

it('a scan that failed gives its device a status', () => {
  const ntstatus = ntStatus('STATUS_ACCESS_DENIED');
  const fault = { kind: 'access-denied', deviceId: m1522.id, ntstatus } as const;
  const state = after(found(1, [m1522]), ...scanFailed(3, m1522.id, fault));
  expect(Object.values(state.devices).map(deviceStatus)).toEqual(['access-denied']);
});
