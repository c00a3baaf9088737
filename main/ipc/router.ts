import * as v from 'valibot';
import type { Fault } from '#app/faults/fault.ts';
import { boundsFault } from '#app/ipc/bounds.ts';
import { contractMembers } from '#app/ipc/members.ts';
import type { MainHandlers } from '#app/ipc/derive.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { incident } from '../log.ts';
import type { Log } from '../log.ts';
import { isTrustedSender } from './sender-guard.ts';
import type { Sender, TrustedWindow } from './sender-guard.ts';

type AnyAnswer = Result<unknown, Fault> | undefined;
type AnyHandler = (input: unknown) => AnyAnswer | Promise<AnyAnswer>;

interface Route {
  readonly input: v.GenericSchema;
  readonly output: v.GenericSchema;
  readonly handle: AnyHandler;
}

const routesOf = (handlers: MainHandlers): ReadonlyMap<string, Route> => {
  const routes = new Map<string, Route>();
  const byGroup = handlers as unknown as Record<string, Record<string, AnyHandler>>;
  for (const { group, name, member } of contractMembers()) {
    if (member.direction !== 'to-main') continue;
    const handle = byGroup[group]?.[name];
    if (handle === undefined) throw new Error(`no handler for ${group}.${name}`);
    routes.set(`${group}.${name}`, { input: member.input, output: member.output, handle });
  }
  return routes;
};

const problemOf = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues
    .map((issue) => `${v.getDotPath(issue) ?? 'payload'}: ${issue.message}`)
    .join('; ')
    .slice(0, 400);

/** Answers one call: bounds, schema, handler. Never rejects; what it refuses it logs. */
export type AnswerCall = (call: unknown, payload: unknown) => Promise<Result<unknown, Fault>>;
/** Answers one IPC message of a frame that is trusted. */
export type Router = (sender: Sender, call: unknown, payload: unknown) => Promise<Result<unknown, Fault>>;

interface AnswerOptions {
  readonly log: Log;
  /** Publishes what a command changed: when it has begun, and before its answer. */
  readonly flush: () => void;
  /** Whether our own answers are held to the contract as well. It costs as much as an answer is large. */
  readonly checksAnswers: boolean;
  /** The only calls that are answered; absent: all. */
  readonly only?: ReadonlySet<string>;
}

export interface RouterOptions extends AnswerOptions {
  readonly trustedWindow: () => TrustedWindow | null;
}

/** Calls that are no commands. A flush for each would send more than the window has drawn. */
const questions: ReadonlySet<string> = new Set([
  'session.snapshot',
  'session.acknowledge',
  'device.requests',
]);

const nameOf = (call: unknown): string => (typeof call === 'string' ? call.slice(0, 100) : typeof call);

const refusing =
  (log: Log) =>
  (fault: Fault, why: string): Result<never, Fault> => {
    // quoted: what a forged sender names itself must not look like a line of ours
    log.warn(`call refused: ${JSON.stringify(why.slice(0, 600))}`);
    return fail(fault);
  };

export const createAnswers = (
  handlers: MainHandlers,
  { log, flush, checksAnswers, only }: AnswerOptions,
): AnswerCall => {
  const routes = routesOf(handlers);
  const refuse = refusing(log);
  const bug = (name: string, error: unknown): Result<never, Fault> =>
    fail({ kind: 'internal', incident: incident(log, name, error) });

  return async (call, payload) => {
    const name = nameOf(call);
    const route = only?.has(name) === false ? undefined : routes.get(name);
    if (route === undefined) return refuse({ kind: 'unknown-call', call: name }, `unknown call ${name}`);
    const tooLarge = boundsFault(name, payload);
    if (tooLarge !== null) return refuse(tooLarge, `${name}: ${tooLarge.kind}`);
    const input = v.safeParse(route.input, payload, { abortEarly: true });
    if (!input.success) {
      const problem = problemOf(input.issues);
      return refuse({ kind: 'bad-payload', call: name, problem }, `${name}: ${problem}`);
    }
    const publish = questions.has(name) ? (): void => undefined : flush;
    try {
      const answering = route.handle(input.output);
      publish();
      const answer = (await answering) ?? ok(undefined);
      publish();
      if (!answer.ok || !checksAnswers) return answer;
      const output = v.safeParse(route.output, answer.value);
      return output.success
        ? answer
        : bug(name, new Error(`answer breaks the contract: ${problemOf(output.issues)}`));
    } catch (error) {
      return bug(name, error);
    }
  };
};

export const createRouter = (
  handlers: MainHandlers,
  { trustedWindow, ...options }: RouterOptions,
): Router => {
  const answer = createAnswers(handlers, options);
  const refuse = refusing(options.log);
  return async (sender, call, payload) => {
    if (isTrustedSender(sender, trustedWindow())) return answer(call, payload);
    const name = nameOf(call);
    return refuse(
      { kind: 'forbidden-sender', call: name },
      `${name} from ${sender.frameUrl ?? 'a frame that is gone'}`,
    );
  };
};
