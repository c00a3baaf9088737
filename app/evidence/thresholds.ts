import * as v from 'valibot';

const minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 60));

/** After how many minutes without a change a rule holds. A person can change them. */
const thresholds = {
  /** A job in progress prints neither a page nor a byte. */
  jobDoesNotMove: minutes,
  /** A job is being deleted. */
  deletingStays: minutes,
  /** The window of a holder does not respond. */
  holderHangs: minutes,
  /** A holder uses neither processor time nor I/O, and its window responds. */
  holderIdle: minutes,
  /** The same for every program that may use a channel, whatever it is. */
  channelIdle: minutes,
};
export const ThresholdsSchema = v.object(thresholds);
export type Thresholds = v.InferOutput<typeof ThresholdsSchema>;
export type ThresholdName = keyof Thresholds;

/**
 * What is usual: a page takes seconds and seldom minutes, a delete seconds, a scan with a window that does not respond
 * a few minutes. A scan program is left open over a coffee break, and no scan channel is used for an hour without I/O.
 */
export const defaultThresholds: Thresholds = {
  jobDoesNotMove: 5,
  deletingStays: 3,
  holderHangs: 5,
  holderIdle: 20,
  channelIdle: 60,
};

export const thresholdNames = Object.keys(thresholds) as readonly ThresholdName[];

export const isThreshold = (name: ThresholdName, value: unknown): value is number =>
  v.is(thresholds[name], value);

export const thresholdMs = (thresholds: Thresholds, name: ThresholdName): number => thresholds[name] * 60_000;
