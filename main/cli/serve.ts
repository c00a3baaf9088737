import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { HeldPolicy } from '#app/policy/policy.ts';
import type { Fault } from '#app/faults/fault.ts';
import { AskedFromSchema, longestCall, remoteCalls } from '#app/remote/wire.ts';
import type { AskedFrom, FromFar, RemoteEvent, Resumed } from '#app/remote/wire.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { cliCommand, cliCommandNames } from '#app/words/command-line.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import { argumentsToRun, realClock } from '#native';
import { whoAndWhere } from '../audit/operator.ts';
import { atMost } from '../at-most.ts';
import { watchTrail } from '../audit/watch-trail.ts';
import { closeGraceMs } from '../close-in-time.ts';
import type { DataFolders } from '../data-folder.ts';
import { createAnswers } from '../ipc/router.ts';
import { createHandlers } from '../ipc/handlers.ts';
import type { WindowActions } from '../ipc/handlers.ts';
import { createLog, incident } from '../log.ts';
import { createFarSide } from '../remote/far-side.ts';
import type { FarCommand, FarWindow } from '../remote/far-side.ts';
import { createLineReader } from '../remote/line-reader.ts';
import { messageIn } from '../remote/message-in.ts';
import { letEnd } from '../remote/let-end.ts';
import { tellWhatEnded } from '../remote/what-ended.ts';
import { flushed } from './end.ts';
import type { ExitCode } from './exit-codes.ts';
import { exitCodes } from './exit-codes.ts';
import type { Itself } from './itself.ts';
import { openServices } from './open-services.ts';
import type { OpenedServices } from './open-services.ts';
import { closeOnSignal } from './signals.ts';

/** Who asks, for a command that runs for another computer: its parent sets it. */
const askedVariable = 'UNJAM_ASKED_FROM';

export const askedFromOf = (env: NodeJS.ProcessEnv = process.env): AskedFrom | null => {
  const text = env[askedVariable];
  return text === undefined ? null : messageIn(AskedFromSchema, text);
};

/** The first word of SSH_CONNECTION: the address of the client, as sshd saw it. */
const addressOf = (env: NodeJS.ProcessEnv): string | null => env['SSH_CONNECTION']?.split(' ')[0] ?? null;

interface Serving {
  readonly scenario: string | null;
  readonly version: string;
  readonly folders: Result<DataFolders, Fault>;
  readonly policy: HeldPolicy;
  readonly itself: Itself;
}

/** What makes a command one of the simulated printers that are served. */
const simulating = (args: readonly string[], scenario: string): readonly string[] => {
  const name = cliCommandNames.find((known) => known === args[0]);
  if (name === undefined || args.some((arg) => arg.startsWith('--simulate'))) return [];
  const { takes } = cliCommand(name);
  if (takes.includes('simulate')) return ['--simulate', scenario];
  return takes.includes('simulated') ? ['--simulated'] : [];
};

/** This program once more, for one command. It ends as after Ctrl+C when this one lets go of its channel. */
const runItself = (
  { itself, scenario }: Serving,
  args: readonly string[],
  asked: AskedFrom,
  send: (message: FromFar) => boolean,
): FarCommand => {
  const simulated = scenario === null ? [] : simulating(args, scenario);
  let child: ChildProcess;
  try {
    child = spawn(process.execPath, [...argumentsToRun(itself.file), ...args, ...simulated], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      windowsHide: true,
      env: { ...process.env, [askedVariable]: JSON.stringify(asked) },
    });
  } catch {
    // no program can have these arguments: too many, or with a zero in them
    return { ended: Promise.resolve(exitCodes.usage), stop: () => undefined };
  }
  /** No faster than it is read. */
  const passOn = async (to: 'stdout' | 'stderr', stream: Readable | null): Promise<void> => {
    if (stream === null) return;
    for await (const text of stream.setEncoding('utf8') as AsyncIterable<string>)
      if (!send({ say: 'output', to, text })) await flushed(process.stdout);
  };
  const exit = new Promise<number>((resolve) => {
    child.once('error', () => resolve(exitCodes.failed));
    child.once('exit', (code) => resolve(code ?? exitCodes.failed));
  });
  const passed = Promise.all([passOn('stdout', child.stdout), passOn('stderr', child.stderr)]);
  return {
    ended: passed.then(
      () => exit,
      () => exit,
    ),
    stop: () => child.connected && child.disconnect(),
  };
};

const nothing = (): never => {
  throw new Error('answered by the program of the window');
};

/** What the window of another computer may ask of this one beside its services: nothing. */
const noWindow: Omit<WindowActions, 'trail'> = {
  ready: nothing,
  practise: nothing,
  leavePractice: nothing,
  settings: () => defaultSettings,
  // what the other computer chose holds there
  changeSettings: () => undefined,
  showCommandStates: nothing,
  copyText: nothing,
  restartAsAdministrator: nothing,
  chooseFile: nothing,
  remote: { hosts: nothing, connect: nothing, disconnect: nothing },
};

/**
 * Speaks with the Unjam of another computer over standard input and output (app/remote/wire.ts), until that one goes:
 * what it began is brought to its end and recorded. Answers the exit code.
 */
export const runServe = async (serving: Serving): Promise<ExitCode> => {
  const { version, scenario, folders, policy, itself } = serving;
  const log = createLog(folders.ok ? join(folders.value.local, 'unjam.log') : null, { quiet: true });
  let opened: OpenedServices | null = null;
  let opening: Promise<unknown> = Promise.resolve();
  let stopLooking = (): void => undefined;
  const send = (message: FromFar): boolean => process.stdout.write(`${JSON.stringify(message)}\n`);

  const signals = closeOnSignal({
    close: async () => opened?.close(),
    recordOpen: async () => opened?.operations.recordOpen(),
  });

  await new Promise<void>((resolve) => {
    const openWindow = async (
      asked: AskedFrom,
      resumes: Resumed | null,
      tell: (event: RemoteEvent, payload: unknown) => void,
    ): Promise<Result<FarWindow, Fault>> => {
      const services = await openServices(scenario, version, folders, policy, itself, {
        askedFrom: asked,
        publish: (delta) => tell('session.delta', delta),
        onRequests: (deviceId) => tell('device.requestsGrew', { deviceId }),
        incident: (where, bug) => incident(log, where, bug),
      });
      if (!services.ok) return services;
      opened = services.value;
      const { trailPlace } = opened;
      if (trailPlace === null) return fail({ kind: 'no-data-folder' });
      const updates = opened.startUpdates((error) => log.error(`refresh: ${String(error)}`));
      const ended =
        resumes === null ? null : tellWhatEnded(trailPlace.path, resumes, opened.session, realClock);
      const stopWatching = watchTrail(trailPlace.path, () => {
        tell('audit.changed', undefined);
        void ended?.look();
      });
      stopLooking = () => {
        updates.stop();
        stopWatching();
        ended?.stop();
      };
      const { publisher } = opened;
      const answer = createAnswers(createHandlers(opened, { ...noWindow, trail: trailPlace }), {
        log,
        flush: () => publisher.flush(),
        checksAnswers: false,
        only: new Set(remoteCalls),
      });
      return ok({ answer });
    };
    const far = createFarSide({
      self: { version, ...whoAndWhere() },
      address: addressOf(process.env),
      clock: realClock,
      send: (message) => void send(message),
      openWindow: (...asked) => {
        const opens = openWindow(...asked);
        opening = opens;
        return opens;
      },
      runCommand: (args, asked) => runItself(serving, args, asked, send),
      over: resolve,
    });
    const end = (): void => far.end();
    process.stdin.on(
      'data',
      createLineReader(
        () => longestCall,
        (line) => far.heard(line),
        end,
      ),
    );
    for (const event of ['end', 'close', 'error'] as const) process.stdin.once(event, end);
    process.stdout.once('error', end);
    signals.stopped.addEventListener('abort', end);
  });
  process.stdin.destroy();
  // what is still being opened begins to look when it is
  await atMost(closeGraceMs, opening, realClock);
  stopLooking();
  const services = opened as OpenedServices | null;
  if (services !== null && !signals.stopped.aborted) await letEnd(services, realClock);
  await signals.closeAll();
  await services?.trail.flush();
  signals.stop();
  return exitCodes.done;
};
