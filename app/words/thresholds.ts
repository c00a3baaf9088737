import type { ThresholdName } from '../evidence/thresholds.ts';

/** What has to stay as it is for so many minutes. */
export const thresholdWords: Readonly<Record<ThresholdName, string>> = {
  jobDoesNotMove: 'A job in progress prints neither a page nor a byte: stuck after',
  deletingStays: 'A job that is being deleted stays in the queue: stuck after',
  holderHangs: 'The window of a program that may hold a channel does not respond: stuck after',
  holderIdle: 'A program that may hold a channel does nothing: suspect after',
  channelIdle: 'No program that may use a channel does anything: suspect after',
};

export const thresholdsWords = {
  title: 'When is it stuck?',
  what: 'Shorter times find more, and sooner call something stuck that only takes long.',
  minutes: 'minutes',
  wrong: 'A whole number of minutes from 1 to 1440.',
  usual: 'Use the usual times',
  close: 'Close',
} as const;
