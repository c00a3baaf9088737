import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { RemoteHost } from '#app/remote/host.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { connect } from './connection.ts';
import type { Asking } from './connection.ts';
import { startSsh } from './ssh.ts';

/** What every login shell reads as two words. */
export const serveCommand = 'unjam serve';

/** Runs one command of Unjam on another computer. Answers its exit code; its output comes piece by piece. */
export const runThere = async (
  host: RemoteHost,
  args: readonly string[],
  self: Asking['self'],
  clock: Clock,
  /** Answers a promise where it is slower than what comes. */
  output: (to: 'stdout' | 'stderr', text: string) => Promise<void> | undefined,
  signal: AbortSignal,
): Promise<Result<number, Fault>> => {
  let exited: (code: number) => void = () => undefined;
  const exit = new Promise<number>((resolve) => (exited = resolve));
  const child = startSsh(host, serveCommand);
  const connected = await connect(child, {
    host,
    self,
    wants: [...args],
    resumes: null,
    clock,
    signal,
    heard: (message) => {
      if (message.say === 'output') {
        const slower = output(message.to, message.text);
        if (slower !== undefined) child.hold(slower);
      }
      if (message.say === 'exit') exited(message.code);
    },
  });
  if (!connected.ok) return connected;
  const connection = connected.value;
  const code = await Promise.race([exit, connection.ended.then(() => null)]);
  // it may have nothing more to say and stay all the same
  await connection.close();
  if (code !== null) return ok(code);
  const lost = await connection.ended;
  return {
    ok: false,
    fault: lost ?? { kind: 'not-connected', host: host.name, because: 'cancelled', said: '' },
  };
};
