import { printerStates } from '../report/found.ts';
import type { Look, PrinterState } from '../report/found.ts';
import { nagiosWords as words } from '../words/monitor.ts';
import { visible } from '../words/foreign-text.ts';
import type { Checked } from './monitoring.ts';

/** The exit codes of the plugin API (Monitoring Plugins, development guidelines). */
export const nagiosStates = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 } as const;
export type NagiosState = keyof typeof nagiosStates;

/** Of the line, in characters: some agents cut off at 1,024 bytes. */
const longestMessage = 300;

const count = (looks: readonly Look[], state: PrinterState): number =>
  looks.filter((look) => look.state === state).length;

/** The exit code of a check of which something is missing (main/cli/exit-codes.ts), also beside what waits for a person. */
const untold = 8;

/** The worst of all that was found; only where nothing was, what is missing counts, as in the exit code of a check. */
export const nagiosState = ({ found, problem, exitCode }: Checked): NagiosState => {
  const looks = found?.looks ?? [];
  if (count(looks, 'stuck') > 0) return 'CRITICAL';
  if (count(looks, 'suspect') > 0) return 'WARNING';
  const isMissing = exitCode === untold || count(looks, 'not-told') > 0;
  return found === null || problem !== null || isMissing ? 'UNKNOWN' : 'OK';
};

/** One line: behind the bar stand the figures, so no name may have one. */
const message = (text: string): string => {
  const shown = Array.from(visible(text).replaceAll('|', '¦'));
  return shown.length > longestMessage ? `${shown.slice(0, longestMessage - 1).join('')}…` : shown.join('');
};

export const nagiosLine = (checked: Checked): string => {
  const looks = checked.found?.looks ?? [];
  const bad = looks.filter(({ state }) => state !== 'nothing-found');
  const [worst] = bad.toSorted((a, b) => printerStates.indexOf(a.state) - printerStates.indexOf(b.state));
  const isWorse = worst?.state === 'stuck' || worst?.state === 'suspect';
  const said = isWorse ? worst.message : (checked.problem ?? worst?.message ?? words.nothing(looks.length));
  const more = words.more(bad.length - 1);
  const text = bad.length > 1 && said === worst?.message ? `${said} ${more}` : said;
  const figures = [
    `stuck=${count(looks, 'stuck')};;0;0`,
    `suspect=${count(looks, 'suspect')};0;;0`,
    `not_told=${count(looks, 'not-told')};;;0`,
    `printers=${looks.length};;;0`,
  ];
  return `UNJAM ${nagiosState(checked)} - ${message(checked.found?.simulated === true ? `${words.simulated} ${text}` : text)} | ${figures.join(' ')}\n`;
};
