import * as v from 'valibot';
import { ThresholdsSchema } from '../evidence/thresholds.ts';
import { OperationSchema } from '../operations/operation.ts';
import { lookedAgain, LookTimeSchema } from './looks.ts';
import type { LookTime } from './looks.ts';
import {
  ChannelStateSchema,
  DeviceStateSchema,
  DiscoveryStateSchema,
  EnvironmentSchema,
  NoticeSchema,
  SessionStateSchema,
  UpdatesSchema,
} from './state.ts';
import type { ChannelState, SessionState } from './state.ts';

const recordDelta = <S extends v.GenericSchema>(value: S) =>
  v.strictObject({ set: v.record(v.string(), value), removed: v.array(v.string()) });

/** What changed between two states; absent parts did not change. */
export const DeltaSchema = v.strictObject({
  environment: v.optional(EnvironmentSchema),
  updates: v.optional(UpdatesSchema),
  thresholds: v.optional(ThresholdsSchema),
  discovery: v.optional(DiscoveryStateSchema),
  devices: v.optional(recordDelta(DeviceStateSchema)),
  channels: v.optional(recordDelta(ChannelStateSchema)),
  /** Channels of which the driver gave its last answer again, and when (looks.ts). */
  looks: v.optional(v.record(v.string(), LookTimeSchema)),
  operations: v.optional(recordDelta(OperationSchema)),
  notices: v.optional(recordDelta(NoticeSchema)),
  lastId: v.optional(v.number()),
});
export type Delta = v.InferOutput<typeof DeltaSchema>;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * Which state it is. `epoch` numbers the sessions of one program: practice has another than the devices before. Revisions
 * begin anew in each.
 */
const numbered = { epoch: count, revision: count };

/** What the window has drawn. */
export const DrawnSchema = v.strictObject(numbered);
export type Drawn = v.InferOutput<typeof DrawnSchema>;

/** The whole state as of a revision. `ms`: the session's monotonic clock at that moment. */
export const SnapshotSchema = v.strictObject({
  ...numbered,
  ms: v.number(),
  state: SessionStateSchema,
});
export type Snapshot = v.InferOutput<typeof SnapshotSchema>;

/** The change from revision - 1 to revision. */
export const NumberedDeltaSchema = v.strictObject({ ...numbered, delta: DeltaSchema });
export type NumberedDelta = v.InferOutput<typeof NumberedDeltaSchema>;

/** Whether main sent what the contract says. */
export const isNumberedDelta = (payload: unknown): payload is NumberedDelta =>
  v.is(NumberedDeltaSchema, payload);

interface RecordDelta<T> {
  set: Record<string, T>;
  removed: string[];
}

/** Which channels changed, where they change in place (entries.ts): told whole, or only when they were looked at again. */
export interface ChangedChannels {
  readonly whole: ReadonlySet<string>;
  readonly looks: Readonly<Record<string, LookTime>>;
}

/** Keys that are there were put, the others removed. Cost is that of the keys. */
const changeOf = <T>(after: Record<string, T>, keys: ReadonlySet<string>): RecordDelta<T> | undefined => {
  if (keys.size === 0) return undefined;
  const set: Record<string, T> = {};
  const removed: string[] = [];
  for (const key of keys) {
    const value = after[key];
    if (value === undefined) removed.push(key);
    else set[key] = value;
  }
  return { set, removed };
};

/** Entries are compared by reference: the reducer keeps what did not change. Cost is one pass over the keys. */
const diffRecord = <T>(before: Record<string, T>, after: Record<string, T>): RecordDelta<T> | undefined => {
  if (before === after) return undefined;
  const set: Record<string, T> = {};
  const removed: string[] = [];
  for (const [key, value] of Object.entries(after)) if (before[key] !== value) set[key] = value;
  for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) removed.push(key);
  return Object.keys(set).length === 0 && removed.length === 0 ? undefined : { set, removed };
};

const applyRecord = <T>(before: Record<string, T>, delta: RecordDelta<T> | undefined): Record<string, T> => {
  if (delta === undefined) return before;
  const after = { ...before, ...delta.set };
  for (const key of delta.removed) delete after[key];
  return after;
};

const applyLooks = (channels: Record<string, ChannelState>, looks: Delta['looks']) => {
  if (looks === undefined) return channels;
  const after = { ...channels };
  for (const [key, time] of Object.entries(looks)) {
    const channel = after[key];
    if (channel !== undefined) after[key] = lookedAgain(channel, time);
  }
  return after;
};

/**
 * null when nothing changed. Law, property-tested: applyDelta(a, diff(a, b)) equals b. Where the channels change
 * in place, `changedChannels` says which did since `before`.
 */
export const diff = (
  before: SessionState,
  after: SessionState,
  changedChannels: ChangedChannels | null = null,
): Delta | null => {
  const delta: Delta = {};
  if (before.environment !== after.environment) delta.environment = after.environment;
  if (before.updates !== after.updates) delta.updates = after.updates;
  if (before.thresholds !== after.thresholds) delta.thresholds = after.thresholds;
  if (before.discovery !== after.discovery) delta.discovery = after.discovery;
  const devices = diffRecord(before.devices, after.devices);
  if (devices) delta.devices = devices;
  const channels =
    changedChannels === null
      ? diffRecord(before.channels, after.channels)
      : changeOf(after.channels, changedChannels.whole);
  if (channels) delta.channels = channels;
  const looks = changedChannels?.looks ?? {};
  if (Object.keys(looks).length > 0) delta.looks = looks;
  const operations = diffRecord(before.operations, after.operations);
  if (operations) delta.operations = operations;
  const notices = diffRecord(before.notices, after.notices);
  if (notices) delta.notices = notices;
  if (before.lastId !== after.lastId) delta.lastId = after.lastId;
  return Object.keys(delta).length === 0 ? null : delta;
};

export const applyDelta = (state: SessionState, delta: Delta | null): SessionState =>
  delta === null
    ? state
    : {
        environment: delta.environment ?? state.environment,
        updates: delta.updates ?? state.updates,
        thresholds: delta.thresholds ?? state.thresholds,
        discovery: delta.discovery ?? state.discovery,
        devices: applyRecord(state.devices, delta.devices),
        channels: applyLooks(applyRecord(state.channels, delta.channels), delta.looks),
        operations: applyRecord(state.operations, delta.operations),
        notices: applyRecord(state.notices, delta.notices),
        lastId: delta.lastId ?? state.lastId,
      };
