import { expect, test } from 'vitest';
import { defaultThresholds } from '#app/evidence/thresholds.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { deviceSign } from '#app/verdict/device-sign.ts';
import { found, m1522, noHolders, scanned, sessionAfter } from '../testing/sessions.ts';
import { signIn } from './device-signs.ts';

test('the sign of a device is that of this moment, also where its channels alone have changed', () => {
  const events: readonly SessionEvent[] = [
    found(1, [m1522]),
    noHolders(2, m1522.id),
    ...scanned(3, m1522.id, [4]),
    { type: 'thresholds-set', thresholds: { ...defaultThresholds, holderIdle: 5 } },
    { type: 'device-left', at: 9, deviceId: m1522.id },
  ];
  const signs = events.map((_event, index) => {
    const state = sessionAfter(events.slice(0, index + 1));
    const device = state.devices[m1522.id];
    const sign = signIn(state, m1522.id);
    expect(sign).toBe(device && deviceSign(state, device));
    const without = { ...state, channels: {} };
    expect(signIn(without, m1522.id)).toBe(device && deviceSign(without, device));
    return sign;
  });
  expect(new Set(signs)).toEqual(new Set(['not-checked', 'suspected', 'unplugged']));
  expect(signIn(sessionAfter(events), 'another')).toBeNull();
});
