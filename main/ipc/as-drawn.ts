import type { MainHandlers } from '#app/ipc/derive.ts';
import { fail } from '#app/result.ts';

/** Which session the window has drawn, as it acknowledged. */
export interface Drawing {
  epoch: number | null;
}

/**
 * The handlers, but that nothing is begun for a window that still shows the session before: what a person asked for was
 * about the printers that they saw.
 */
export const asDrawn = (handlers: MainHandlers, drawing: Drawing, epochNow: () => number): MainHandlers => ({
  ...handlers,
  session: {
    ...handlers.session,
    acknowledge: (drawn) => {
      drawing.epoch = drawn.epoch;
      return handlers.session.acknowledge(drawn);
    },
  },
  operation: {
    ...handlers.operation,
    start: (request) =>
      drawing.epoch === epochNow() ? handlers.operation.start(request) : fail({ kind: 'shown-before' }),
  },
});
