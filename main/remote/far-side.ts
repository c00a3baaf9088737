import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { FromNearSchema, mostCalls, protocol } from '#app/remote/wire.ts';
import type { AskedFrom, FromFar, FromNear, RemoteEvent, Resumed } from '#app/remote/wire.ts';
import { messageIn } from './message-in.ts';

/** So long the far side waits for a word of the near one, which pings every `pingMs`. */
export const silentMs = 60_000;

/** The session of this computer, as the window of another one uses it. */
export interface FarWindow {
  answer(call: string, input: unknown): Promise<Result<unknown, Fault>>;
}

/** One command that runs for another computer. */
export interface FarCommand {
  /** Its exit code. */
  readonly ended: Promise<number>;
  /** As Ctrl+C does. */
  stop(): void;
}

export interface FarParts {
  readonly self: { readonly version: string; readonly computer: string; readonly user: string };
  /** The address that sshd saw. */
  readonly address: string | null;
  readonly clock: Pick<Clock, 'after'>;
  readonly send: (message: FromFar) => void;
  openWindow(
    asked: AskedFrom,
    resumes: Resumed | null,
    tell: (event: RemoteEvent, payload: unknown) => void,
  ): Promise<Result<FarWindow, Fault>>;
  runCommand(args: readonly string[], asked: AskedFrom): FarCommand;
  /** Nothing more is to be done for the near side; called once. */
  over(): void;
}

export interface FarSide {
  heard(line: string): void;
  /** The near side has gone, or says what nobody understands. */
  end(): void;
}

/**
 * What `unjam serve` does with each line of whoever started it. It trusts nothing: the first message is a hello of the
 * same protocol, every message is held to its schema, and whatever else comes ends it. Its own policy decides what is
 * done, and its own trail records it.
 */
export const createFarSide = (parts: FarParts): FarSide => {
  const { self, send, clock, address } = parts;
  let asked: AskedFrom | null = null;
  let window: FarWindow | null = null;
  let command: FarCommand | null = null;
  let calls = 0;
  let isOver = false;
  let stopWaiting = (): void => undefined;

  const end = (): void => {
    if (isOver) return;
    isOver = true;
    stopWaiting();
    // its exit code is told to nobody any more, but its outcome is recorded first
    if (command === null) return parts.over();
    command.stop();
    void command.ended.finally(() => parts.over());
  };

  const waitForWord = (): void => {
    stopWaiting();
    stopWaiting = clock.after(silentMs, end);
  };

  const hello = async ({ user, computer, connection, resumes, wants, ...near }: Hello): Promise<void> => {
    // it has had our hello, and tells its person what does not fit
    if (near.protocol !== protocol) return end();
    asked = { user, computer, address, connection };
    if (wants !== 'window') {
      command = parts.runCommand(wants, asked);
      send({ say: 'ready', fault: null });
      const code = await command.ended;
      command = null;
      send({ say: 'exit', code });
      return end();
    }
    const opened = await parts.openWindow(asked, resumes, (event, payload) => {
      // what is from before is in the first snapshot
      if (window !== null && !isOver) send({ say: 'event', event, payload });
    });
    if (opened.ok) window = opened.value;
    if (isOver) return;
    send({ say: 'ready', fault: opened.ok ? null : opened.fault });
    if (!opened.ok) end();
  };

  const call = async (id: number, name: string, input: unknown): Promise<void> => {
    if (window === null || calls >= mostCalls) return end();
    calls += 1;
    const answer = await window.answer(name, input);
    calls -= 1;
    if (!isOver) send({ say: 'answer', id, answer });
  };

  send({ say: 'hello', unjam: 'serve', protocol, ...self });
  waitForWord();

  return {
    heard: (line) => {
      if (isOver) return;
      const message = messageIn(FromNearSchema, line);
      const isFirst = asked === null;
      if (message === null || (message.say === 'hello') !== isFirst) return end();
      waitForWord();
      switch (message.say) {
        case 'hello':
          return void hello(message);
        case 'ping':
          return send({ say: 'pong' });
        case 'call':
          return void call(message.id, message.call, message.input);
      }
    },
    end,
  };
};

type Hello = Extract<FromNear, { say: 'hello' }>;
