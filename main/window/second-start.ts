import * as v from 'valibot';
import { isRunning } from '#app/operations/operation.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { realClock } from '#native';
import type { Log } from '../log.ts';
import type { Chosen, SessionHost } from '../session/session-host.ts';
import { scanAll } from './scan-all.ts';

/** What a second start passes on to the window that is open. */
const SecondStartSchema = v.strictObject({
  scenario: v.nullable(v.pipe(v.string(), v.maxLength(32_767))),
  scan: v.boolean(),
});
export type SecondStart = v.InferOutput<typeof SecondStartSchema>;

export interface SecondStartParts {
  readonly host: SessionHost;
  readonly log: Log;
  readonly comeToFront: () => void;
  readonly choose: (scenario: string) => Promise<Result<Chosen, Fault>>;
}

/** A second start comes to the window that is open, which does what was asked. */
export const answerSecondStart = async (parts: SecondStartParts, passedOn: unknown): Promise<void> => {
  const { log, comeToFront } = parts;
  comeToFront();
  // SECURITY: any program of this account can send this
  const asked = v.safeParse(SecondStartSchema, passedOn, { abortEarly: true });
  if (!asked.success) return log.warn('second start: what it passed on is not understood');
  try {
    const refused = await carryOut(parts, asked.output);
    const { session } = parts.host.services;
    if (refused !== null) session.dispatch({ type: 'notice', at: realClock.now(), fault: refused });
  } catch (error) {
    log.error(`second start: ${String(error)}`);
  }
};

const carryOut = async (
  { host, choose }: SecondStartParts,
  { scenario, scan }: SecondStart,
): Promise<Fault | null> => {
  const { environment, operations } = host.services.session.state;
  // nor does it take the window from a person who works on another computer
  if (host.isAside && (scenario !== null || scan)) return { kind: 'not-there', host: environment.computer };
  if (scenario !== null && scenario !== environment.scenario) {
    // another start does not cut off what a person began in the window
    const running = Object.values(operations).find(isRunning);
    if (running !== undefined) return { kind: 'busy', deviceId: running.deviceId, operation: running.kind };
    const chosen = await choose(scenario);
    if (!chosen.ok) return chosen.fault;
    await host.replace(() => Promise.resolve(chosen.value));
  }
  if (scan) await scanAll(host.services);
  return null;
};
