import { expect, test } from 'vitest';
import { diff } from '#app/session/delta.ts';
import { initialState } from '#app/session/state.ts';
import { fullPrinters, simulated } from '../testing/sessions.ts';
import { isDelta } from './arrived-delta.ts';

const deltaOf = (printers: number) => ({
  revision: 1,
  delta: diff(initialState(simulated), fullPrinters(1000, printers)) ?? {},
});

test('what main sends is a delta, small or large', () => {
  for (const printers of [1, 4]) expect(isDelta(deltaOf(printers))).toBe(true);
});

test('what breaks the contract is none', () => {
  const { delta } = deltaOf(1);
  const broken = { ...Object.values(delta.channels?.set ?? {})[0], generation: 'first' };
  for (const payload of [
    null,
    'delta',
    { revision: -1, delta: {} },
    { revision: 1, delta: { unheardOf: true } },
    { revision: 1, delta: { channels: { set: { 'one#1#1': broken }, removed: [] } } },
    { revision: 1, delta: { channels: { set: {}, removed: [1] } } },
  ])
    expect(isDelta(payload)).toBe(false);
});

test('of many rows the first are looked at, and everything that is no row', () => {
  const { delta } = deltaOf(4);
  const set = delta.channels?.set ?? {};
  expect(isDelta({ revision: 1, delta: { channels: { set: { first: null, ...set }, removed: [] } } })).toBe(
    false,
  );
  expect(isDelta({ revision: 1, delta: { ...delta, devices: { set: {} } } })).toBe(false);
});
