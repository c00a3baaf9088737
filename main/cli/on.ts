import type { Fault } from '#app/faults/fault.ts';
import { remoteHost } from '#app/remote/host.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { usageWords } from '#app/words/cli.ts';
import { visible } from '#app/words/foreign-text.ts';
import { realClock } from '#native';
import { whoAndWhere } from '../audit/operator.ts';
import { runThere } from '../remote/run-there.ts';
import type { Console } from './console.ts';
import { flushed } from './end.ts';
import { closeOnSignal } from './signals.ts';

/** A command that is to run on another computer. */
export interface There {
  readonly host: string;
  readonly args: readonly string[];
}

/** `--on HOST` before the command; null: it is for this computer. Everything behind it is read over there. */
export const thereOf = (args: readonly string[]): Result<There | null, Fault> => {
  const [first = '', ...rest] = args;
  if (first !== '--on' && !first.startsWith('--on=')) return ok(null);
  const host = first === '--on' ? rest.shift() : first.slice('--on='.length);
  if (host === undefined || host === '') return fail({ kind: 'usage', problem: usageWords.onNeedsHost });
  if (rest.length === 0) return fail({ kind: 'usage', problem: usageWords.noCommand });
  if (rest.some((arg) => arg === '--on' || arg.startsWith('--on=')))
    return fail({ kind: 'usage', problem: usageWords.twice('--on') });
  return ok({ host, args: rest });
};

/** A file has what came, byte for byte; a terminal could be steered by it. */
const written = (stream: NodeJS.WriteStream, text: string): string =>
  stream.isTTY ? text.split('\n').map(visible).join('\n') : text;

/** Runs a command there: its output and its exit code are ours. */
export const runOn = async ({ host, args }: There, console: Console, version: string): Promise<number> => {
  const known = remoteHost(host);
  if (known === null) return console.fault({ kind: 'bad-host', host });
  const stop = new AbortController();
  const signals = closeOnSignal({
    close: () => {
      stop.abort();
      return Promise.resolve();
    },
    recordOpen: () => Promise.resolve(),
  });
  try {
    const ended = await runThere(
      known,
      args,
      { version, ...whoAndWhere() },
      realClock,
      (to, text) => {
        const stream = process[to];
        return stream.write(written(stream, text)) ? undefined : flushed(stream);
      },
      stop.signal,
    );
    if (ended.ok) return ended.value;
    const code = signals.exitCode();
    return code ?? console.fault(ended.fault);
  } finally {
    signals.stop();
  }
};
