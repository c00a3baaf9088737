import type { Clock } from '#app/clock.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { Operation } from '#app/operations/operation.ts';
import { atMost } from '../at-most.ts';
import type { Services } from '../services.ts';

/** So long an operation that was begun for somebody may still take when they have gone, in ms. */
const letEndMs = 60_000;

/** What is half done would be worse than done; everything else only looks. */
const isLeftToEnd = ({ kind, stage }: Operation): boolean =>
  stage !== 'waiting' && (kind === 'close' || kind === 'remedy');

/** Resolves when what was begun on a device has ended; what waits or only looks is cancelled. */
export const letEnd = async (
  { session, operations }: Pick<Services, 'session' | 'operations'>,
  clock: Clock,
): Promise<void> => {
  const running = (): readonly Operation[] => Object.values(session.state.operations).filter(isRunning);
  for (const one of running()) if (!isLeftToEnd(one)) operations.cancel(one.id);
  let stopListening = (): void => undefined;
  const allEnded = new Promise<void>((resolve) => {
    const look = (): void => {
      if (running().length === 0) resolve();
    };
    stopListening = session.subscribe(look);
    look();
  });
  await atMost(letEndMs, allEnded, clock);
  stopListening();
};
