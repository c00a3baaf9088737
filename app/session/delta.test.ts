import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { anyEvent } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import { applyDelta, DeltaSchema, diff } from './delta.ts';
import { SessionStateSchema } from './state.ts';

const events = fc.array(anyEvent, { maxLength: 30 });

test('applyDelta(a, diff(a, b)) equals b, whatever happened between', () => {
  fc.assert(
    fc.property(events, events, (before, between) => {
      const a = afterEvents(before);
      const b = afterEvents(between, a);
      expect(applyDelta(a, diff(a, b))).toEqual(b);
    }),
  );
});

test('the law holds for states that share no history', () => {
  fc.assert(
    fc.property(events, events, (one, other) => {
      const a = afterEvents(one);
      const b = afterEvents(other);
      expect(applyDelta(a, diff(a, b))).toEqual(b);
    }),
  );
});

test('a delta survives the trip as plain data and fits its schema, as the state does', () => {
  fc.assert(
    fc.property(events, events, (before, between) => {
      const a = afterEvents(before);
      const b = afterEvents(between, a);
      const delta = diff(a, b);
      if (delta !== null) {
        const travelled = v.parse(DeltaSchema, structuredClone(delta));
        expect(applyDelta(structuredClone(a), travelled)).toEqual(b);
      }
      expect(v.is(SessionStateSchema, structuredClone(b))).toBe(true);
    }),
  );
});

test('nothing changed, nothing to send', () => {
  const state = afterEvents([]);
  expect(diff(state, state)).toBeNull();
});
