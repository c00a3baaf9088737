import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyDelta } from '#app/session/delta.ts';
import type { SessionEvent, StampedEvent } from '#app/session/event.ts';
import { reduce } from '#app/session/reduce.ts';
import { initialState } from '#app/session/state.ts';
import { anyEvent } from '#app/testing/arbitrary-state.ts';
import { environment } from '#app/testing/stamped.ts';
import { createVirtualClock } from '#native/testing.ts';
import { createPublisher, quietMs, sameAgainMs } from './publisher.ts';
import { createSession } from './session-service.ts';

const fail = (event: SessionEvent): never => {
  throw new Error(`${event.type} was not recorded`);
};

const eventsOfFrames = fc.array(fc.array(anyEvent, { maxLength: 8 }), { maxLength: 12 });

/** What is no news but a later time waits longest. */
const untilAllIsToldMs = sameAgainMs + 2 * quietMs;

test('channels that change in place come to the same as the pure reducer, and so do its deltas', async () => {
  await fc.assert(
    fc.asyncProperty(eventsOfFrames, async (frames) => {
      const clock = createVirtualClock();
      const recorded: StampedEvent[] = [];
      const session = createSession(environment, clock, (event) => recorded.push(event));
      let window = structuredClone(session.state);
      const publisher = createPublisher(session, clock, ({ delta }) => {
        window = applyDelta(window, structuredClone(delta));
      });
      let pure = initialState(environment);
      for (const events of frames) {
        for (const event of events) {
          session.dispatch(event);
          pure = reduce(pure, recorded.at(-1) ?? fail(event));
        }
        expect(session.state).toEqual(pure);
        publisher.flush();
        await clock.advance(untilAllIsToldMs);
        expect(window).toEqual(pure);
      }
    }),
  );
});

test('two windows of one session each see all of it, however their turns fall', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.array(anyEvent, { maxLength: 4 }), fc.boolean(), fc.boolean()), { maxLength: 12 }),
      async (turns) => {
        const clock = createVirtualClock();
        const session = createSession(environment, clock);
        const windows = [0, 1].map((epoch) => {
          const window = { state: structuredClone(session.state) };
          const publisher = createPublisher(
            session,
            clock,
            ({ delta }) => void (window.state = applyDelta(window.state, structuredClone(delta))),
            epoch,
          );
          return { window, publisher };
        });
        for (const [events, ...flushes] of turns) {
          for (const event of events) session.dispatch(event);
          windows.forEach(({ publisher }, index) => flushes[index] && publisher.flush());
        }
        await clock.advance(2 * untilAllIsToldMs);
        for (const { window } of windows) expect(window.state).toEqual(session.state);
      },
    ),
  );
});

test('a snapshot stays as it was', () => {
  fc.assert(
    fc.property(eventsOfFrames, (frames) => {
      const session = createSession(environment, createVirtualClock());
      const publisher = createPublisher(session, createVirtualClock(), () => undefined);
      for (const events of frames) {
        const { state } = publisher.snapshot();
        const before = structuredClone(state);
        for (const event of events) session.dispatch(event);
        expect(state).toEqual(before);
      }
    }),
  );
});
