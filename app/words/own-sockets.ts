import type { ProbeReport } from '../probe/report.ts';
import { plural } from './plural.ts';

const named = (hostSockets: readonly number[]): string =>
  `${plural(hostSockets.length, 'host socket', 'host sockets')} ${hostSockets.join(', ')}`;

/** What became of sockets of our own: those that stay, and those of an earlier run that was interrupted. */
export const ownSocketSentences = ({
  leftBehind,
  cleanedUp,
}: Pick<ProbeReport, 'leftBehind' | 'cleanedUp'>): string[] => [
  ...(leftBehind.length === 0
    ? []
    : [
        `The driver did not let us destroy our own ${named(leftBehind)}. ${plural(leftBehind.length, 'It goes', 'They go')} when the printer is switched off.`,
      ]),
  ...(cleanedUp.length === 0
    ? []
    : [
        `An earlier probe or measurement was interrupted; its ${named(cleanedUp)} ${plural(cleanedUp.length, 'was', 'were')} destroyed.`,
      ]),
];
