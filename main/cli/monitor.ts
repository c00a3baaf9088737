import type { Fault } from '#app/faults/fault.ts';
import { nagiosLine, nagiosState, nagiosStates } from '#app/monitor/nagios.ts';
import type { Checked, MonitorFormat } from '#app/monitor/monitoring.ts';
import { prometheusText } from '#app/monitor/prometheus.ts';
import { foundIn } from '#app/report/found.ts';
import { faultSentence } from '#app/words/faults.ts';
import { nagiosWords } from '#app/words/monitor.ts';
import { saveFile } from '../files/write-whole.ts';
import type { Console } from './console.ts';
import { exitCodeOfFault, exitCodes } from './exit-codes.ts';

export interface Monitoring {
  readonly format: MonitorFormat;
  /** Null: to standard output. */
  readonly output: string | null;
}

/** Whether Nagios called, even where the rest cannot be understood: of its exit codes 2 means something else than ours. */
export const wantsNagios = (args: readonly string[]): boolean =>
  args.some(
    (arg, index) => arg === '--format=nagios' || (arg === 'nagios' && args[index - 1] === '--format'),
  );

/** Answers of a check that came to its end. */
const answers: readonly number[] = [exitCodes.done, exitCodes.stuck, exitCodes.suspect, exitCodes.untold];

/** A check that was stopped, or could not be recorded, has no fault of its own. */
const problemOf = (exitCode: number): string | null =>
  answers.includes(exitCode) ? null : nagiosWords.endedWith(exitCode);

/**
 * Runs a check and prints, in the place of its words, what a monitoring system reads: also of one that failed, so that
 * nothing old is taken for new.
 */
export const monitored = async (
  { format, output }: Monitoring,
  console: Console,
  run: (console: Console) => Promise<number>,
): Promise<number> => {
  const said: { object: Readonly<Record<string, unknown>> | null; fault: Fault | null } = {
    object: null,
    fault: null,
  };
  const exitCode = await run({
    ...console,
    json: true,
    result: (object) => (said.object = object),
    note: () => undefined,
    fault: (fault, beside = {}) => {
      said.fault = fault;
      // without a format it goes to stderr, too: whoever runs this by hand or by cron reads it there
      if (format === 'prometheus') console.fault(fault);
      if ('verdicts' in beside) said.object = beside;
      return exitCodeOfFault(fault);
    },
  });
  const head = console.head();
  const found = said.object === null ? 'foreign' : foundIn({ ...head, ...said.object });
  const checked: Checked = {
    found: typeof found === 'string' ? null : found,
    exitCode,
    problem: said.fault === null ? problemOf(exitCode) : faultSentence(said.fault),
    version: head.version,
    at: Date.parse(head.at),
  };
  const pieces = async function* (text: string): AsyncGenerator<string> {
    yield await Promise.resolve(text);
  };
  if (format === 'nagios') {
    await console.asIs(pieces(nagiosLine(checked)));
    return nagiosStates[nagiosState(checked)];
  }
  const text = prometheusText(checked);
  if (output === null) {
    await console.asIs(pieces(text));
    return exitCode;
  }
  const saved = await saveFile(output, [text]);
  return saved.ok ? exitCode : console.fault(saved.fault);
};
