import { randomUUID } from 'node:crypto';
import type { Clock } from '#app/clock.ts';
import type { Fault, lostReasons } from '#app/faults/fault.ts';
import type { RemoteHost } from '#app/remote/host.ts';
import {
  FromFarSchema,
  HelloSchema,
  longestAnswer,
  longestGreeting,
  mostCalls,
  mostMessages,
  protocol,
} from '#app/remote/wire.ts';
import type { FarHello, FromFar, FromNear, Resumed } from '#app/remote/wire.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { visible } from '#app/words/foreign-text.ts';
import { createLineReader } from './line-reader.ts';
import { messageIn } from './message-in.ts';
import { whyNotConnected } from './ssh.ts';
import type { SshChild } from './ssh.ts';

/** How long until the far side has said hello, ssh's own limits within; then until it has opened its driver. In ms. */
const helloMs = 20_000;
const readyMs = 30_000;
const pingMs = 10_000;
/** So long nothing may come from the far side, in ms. */
const silentMs = 30_000;

type Lost = Extract<Fault, { kind: 'connection-lost' }>;
type LostReason = (typeof lostReasons)[number];

/** One connection to the Unjam of another computer. */
export interface Connection {
  readonly id: string;
  readonly host: RemoteHost;
  readonly there: FarHello;
  /** Fault `connection-lost` when its end comes before its answer. */
  call(name: string, input: unknown): Promise<Result<unknown, Fault>>;
  /** Why it ended; null: it was closed from here. */
  readonly ended: Promise<Lost | null>;
  /** What came from there is not to be trusted: it ends as lost. */
  breakOff(because: LostReason): void;
  /** Lets the far side end what is begun. Resolves when nothing of the connection is left on this side. */
  close(): Promise<void>;
}

export interface Asking {
  readonly host: RemoteHost;
  readonly self: { readonly version: string; readonly computer: string; readonly user: string };
  readonly wants: Extract<FromNear, { say: 'hello' }>['wants'];
  readonly resumes: Resumed | null;
  readonly clock: Clock;
  /** A person gives it up. */
  readonly signal?: AbortSignal | undefined;
  /** What comes by itself: events, output, the end of a command. */
  readonly heard: (message: FromFar) => void;
}

const promised = <T>() => {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
};

/** Of this many characters a person sees something. */
const mostShown = 500;
const shown = (text: string): string => visible(text.trim().replace(/\s+/g, ' ').slice(-mostShown));

/**
 * Speaks with `unjam serve` at the other end of a child process. What comes from there is held to limits and schemas,
 * and whatever breaks them ends the connection. Every failure is a fault, and leaves no process behind.
 */
export const connect = async (
  child: SshChild,
  { host, self, wants, resumes, clock, signal, heard }: Asking,
): Promise<Result<Connection, Fault>> => {
  const id = randomUUID();
  const { name } = host;
  const far: { hello: FarHello | null } = { hello: null };
  let greeting = '';
  let isReady = false;
  let isClosed = false;
  let lost: Lost | null = null;
  let nextCall = 0;
  const waiting = new Map<number, (answer: Result<unknown, Fault>) => void>();
  const timers = new Set<() => void>();
  const rate = { from: clock.monotonicMs(), messages: 0 };
  let heardAt = clock.monotonicMs();

  const ready = promised<Result<void, Fault>>();
  const over = promised<Lost | null>();

  const say = (message: FromNear): void => child.write(`${JSON.stringify(message)}\n`);
  const notConnected = (
    because: Extract<Fault, { kind: 'not-connected' }>['because'],
    said: string,
  ): Fault => ({
    kind: 'not-connected',
    host: name,
    because,
    said: shown(said),
  });

  /** The first reason counts. */
  const end = (why: Fault | LostReason | null): void => {
    if (isClosed) return;
    isClosed = true;
    for (const stop of timers) stop();
    if (typeof why === 'string')
      lost = { kind: 'connection-lost', host: name, because: why, said: shown(child.said()) };
    const answer = fail<Fault>(
      lost ?? (why !== null && typeof why !== 'string' ? why : notConnected('cancelled', '')),
    );
    ready.resolve(answer);
    for (const settle of waiting.values()) settle(answer);
    waiting.clear();
    void child.end().then(() => over.resolve(lost));
  };

  /** Before the hello it is no connection that could be lost. */
  const broken = (because: LostReason): void =>
    end(far.hello === null ? notConnected('other', `${greeting} ${child.said()}`) : because);

  const limit = (ms: number, then: () => void): (() => void) => {
    const stop = clock.after(ms, () => {
      timers.delete(stop);
      then();
    });
    timers.add(stop);
    return stop;
  };

  const hello = (there: FarHello): void => {
    far.hello = there;
    if (there.protocol !== protocol)
      return end({
        kind: 'other-version',
        host: name,
        there: shown(there.version),
        here: self.version,
        isOlder: there.protocol < protocol,
      });
    say({ say: 'hello', protocol, ...self, connection: id, resumes, wants });
    stopHello();
    limit(readyMs, () => end(notConnected('silent', child.said())));
  };

  const keepAlive = (): void => {
    if (child.isHeld()) heardAt = clock.monotonicMs();
    if (clock.monotonicMs() - heardAt > silentMs) return end('silent');
    say({ say: 'ping' });
    limit(pingMs, keepAlive);
  };

  const isTooMuch = (): boolean => {
    const now = clock.monotonicMs();
    if (now - rate.from > 1_000) Object.assign(rate, { from: now, messages: 0 });
    rate.messages += 1;
    return wants === 'window' && rate.messages > mostMessages;
  };

  const understood = (message: FromFar): void => {
    if (message.say === 'hello') return broken('not-understood');
    if (message.say === 'ready') {
      if (isReady) return broken('not-understood');
      isReady = true;
      if (message.fault !== null) return end(message.fault);
      for (const stop of timers) stop();
      timers.clear();
      keepAlive();
      return ready.resolve(ok(undefined));
    }
    if (!isReady) return broken('not-understood');
    if (message.say === 'pong') return;
    if (message.say !== 'answer') return heard(message);
    const settle = waiting.get(message.id);
    if (settle === undefined) return broken('not-understood');
    waiting.delete(message.id);
    const { answer } = message;
    settle(answer.ok ? ok(answer.value) : fail(answer.fault));
  };

  const read = (line: string): void => {
    if (isClosed) return;
    heardAt = clock.monotonicMs();
    if (far.hello === null) {
      const first = line.startsWith('{') ? messageIn(HelloSchema, line) : null;
      if (first !== null) return hello(first);
      greeting += `${line}\n`;
      return greeting.length > longestGreeting ? broken('too-much') : undefined;
    }
    if (isTooMuch()) return broken('too-much');
    const message = messageIn(FromFarSchema, line);
    return message === null ? broken('not-understood') : understood(message);
  };

  child.onOutput(
    createLineReader(
      () => (far.hello === null ? longestGreeting : longestAnswer),
      read,
      (problem) => broken(problem === 'line-too-long' ? 'too-much' : 'not-understood'),
    ),
  );
  const stopHello = limit(helloMs, () => end(notConnected('silent', child.said())));
  signal?.addEventListener('abort', () => end(null), { once: true });
  if (signal?.aborted === true) end(null);
  void child.ended.then((code) => {
    const said = `${greeting} ${child.said()}`;
    end(far.hello === null ? notConnected(whyNotConnected(code, child.said()), said) : 'ended');
  });

  const opened = await ready.promise;
  const there = far.hello;
  if (!opened.ok || there === null) {
    await child.end();
    return opened.ok ? fail(notConnected('other', '')) : opened;
  }
  return ok({
    id,
    host,
    there,
    call: (call, input) => {
      if (isClosed) return Promise.resolve(fail<Fault>(lost ?? { kind: 'not-there', host: name }));
      if (waiting.size >= mostCalls)
        return Promise.resolve(fail<Fault>({ kind: 'bad-payload', call, problem: 'too many calls wait' }));
      const number = ++nextCall;
      return new Promise((resolve) => {
        waiting.set(number, resolve);
        say({ say: 'call', id: number, call, input });
      });
    },
    ended: over.promise,
    breakOff: end,
    close: async () => {
      end(null);
      await child.end();
    },
  });
};
