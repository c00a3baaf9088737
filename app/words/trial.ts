import { trialMs } from '../trial/trial.ts';
import type { TrialReport, TrialSample, Verdict } from '../trial/trial.ts';
import { faultWords } from './faults.ts';

const seconds = trialMs / 1000;

const serviceHints: Readonly<Record<string, string>> = {
  ECHO: 'sends back what it gets: the only one that Unjam writes to',
  'HP-CONFIGURATION-UPLOAD': 'reads the configuration; opened and listened to, nothing is written',
  'HP-MESSAGE': 'status of the printer; opened and listened to, nothing is written',
};

export const trialServiceWords = (service: string): string => {
  const hint = serviceHints[service];
  return hint === undefined ? service : `${service} – ${hint}`;
};

export const verdictWords: Readonly<Record<Verdict, string>> = {
  opened: 'The channel is open; nothing was sent on it that the printer would answer.',
  echoes: 'The printer answers: what was written came back unchanged.',
  'wrong-echo': 'Something came back, but not what was written.',
  'no-echo': 'No answer: what was written did not come back in time.',
};

const endWords: Readonly<Record<TrialReport['ended'], string>> = {
  time: 'it ended when its time was over',
  asked: 'it was ended before its time was over',
  'device-wanted': 'it made way for another command',
  'channel-closed': 'the channel was closed from elsewhere',
  fault: 'it failed',
};

/** "2,048 B", "12.0 KB". */
export const bytesWords = (bytes: number): string =>
  bytes < 10_000 ? `${Math.round(bytes).toLocaleString()} B` : `${(bytes / 1000).toFixed(1)} KB`;

export const totalsWords = ({ totals, listening }: Pick<TrialSample, 'totals' | 'listening'>): string => {
  const credits = `${totals.creditNotices} credit ${totals.creditNotices === 1 ? 'notice' : 'notices'}`;
  const bytes = `${bytesWords(totals.bytesOut)} out, ${bytesWords(totals.bytesIn)} in`;
  return listening ? `${bytes}, ${credits}` : `${bytes}; this driver reports no activities`;
};

export const trialReportWords = (report: TrialReport): string => {
  const { service, verdict, ended, fault, destroyed, hostSocket } = report;
  const why = fault === null ? '' : ` (${faultWords(fault).title})`;
  const lost =
    ended === 'channel-closed'
      ? `Whose host socket ${hostSocket} is by now is not known, so it was left alone.`
      : null;
  const socket = destroyed
    ? 'Its socket was destroyed.'
    : (lost ??
      `Its host socket ${hostSocket} could not be destroyed; it goes when the printer is switched off.`);
  return `${service}: ${verdictWords[verdict]} ${totalsWords(report)}; ${endWords[ended]}${why}. ${socket}`;
};

export const trialWords = {
  title: 'Try a channel?',
  intro: `Unjam opens a channel of its own to a harmless service of this printer, for ${seconds} seconds at most, and shows what passes on it. It ends by itself, by its button, when anything else wants the device, and when Unjam is closed. Its socket is destroyed in the end, unless another program has closed its channel: then the number may be another’s.`,
  risksTitle: 'What may go wrong',
  risks: [
    'While it is open, a program that wants this service is refused.',
    'A driver that was not measured may refuse to destroy the socket again; it would stay until the printer is switched off.',
    'A printer that hangs may not answer at all. Nothing is printed, scanned or dialled.',
  ],
  service: 'Service',
  start: 'Open channel',
  opening: 'Opening the channel…',
  end: 'End channel',
  cancel: 'Cancel',
  button: 'Try a channel…',
  isRunning: 'A channel of this device is being tried.',
  left: (secondsLeft: number): string => `ends in ${secondsLeft} s`,
  last: 'Last trial on this device:',
} as const;
