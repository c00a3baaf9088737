import * as v from 'valibot';
import { auditFormats } from '../audit/formats.ts';
import { AuditPageSchema, PageStartSchema } from '../audit/page.ts';
import { CalibrationSchema } from '../calibration/field-report.ts';
import { stepNames } from '../calibration/observation.ts';
import { CommandIdSchema } from '../commands/command-list.ts';
import { CommandStatesSchema } from '../commands/command-state.ts';
import { DeviceIdSchema } from '../dot4/device.ts';
import { HostSocketSchema } from '../dot4/sockets.ts';
import { tableFormats } from '../export/table.ts';
import { NumberedDeltaSchema, SnapshotSchema } from '../session/delta.ts';
import { ScanReportSchema } from '../session/state.ts';
import { SettingsChangeSchema, SettingsSchema } from '../settings/settings.ts';
import { OutcomeSchema } from '../teardown/outcome.ts';

/** A question of the window: main answers `Result<Output, Fault>`. */
const call = <I extends v.GenericSchema, O extends v.GenericSchema>(input: I, output: O) => ({
  direction: 'to-main' as const,
  input,
  output,
});

/** A message of main to every window that listens. */
const event = <P extends v.GenericSchema>(payload: P) => ({ direction: 'to-window' as const, payload });

const nothing = v.undefined();

export const CloseTargetSchema = v.strictObject({
  deviceId: DeviceIdSchema,
  hostSocket: HostSocketSchema,
  generation: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type CloseTarget = v.InferOutput<typeof CloseTargetSchema>;

export const ClosedSchema = v.strictObject({ target: CloseTargetSchema, outcome: OutcomeSchema });

/** The path of a file that was saved. */
const SavedSchema = v.nullable(v.strictObject({ path: v.string() }));

/**
 * Everything that passes between the window and main. Main's handlers and the window's API are derived from
 * this literal (derive.ts); the router parses every payload with the schema that stands here.
 *
 * `channel.close` sends DESTROY_SOCKET for each target, one after the other on each device, and answers when
 * all have ended. `overJob` must be true to close over a job in progress. Everything that changes while a call
 * runs arrives as `session.delta`; the window listens first and asks for the snapshot then.
 */
export const contract = {
  session: {
    snapshot: call(nothing, SnapshotSchema),
    refresh: call(nothing, nothing),
    dismissTeardown: call(v.strictObject({ id: v.number() }), nothing),
    dismissNotice: call(v.strictObject({ id: v.number() }), nothing),
    delta: event(NumberedDeltaSchema),
  },
  device: {
    scan: call(v.strictObject({ deviceId: DeviceIdSchema }), ScanReportSchema),
    cancelScan: call(v.strictObject({ deviceId: DeviceIdSchema }), nothing),
    /** Measures the driver of a device; `measureStep` tells how far it is. */
    measure: call(v.strictObject({ deviceId: DeviceIdSchema }), CalibrationSchema),
    cancelMeasure: call(v.strictObject({ deviceId: DeviceIdSchema }), nothing),
    measureStep: event(v.strictObject({ deviceId: DeviceIdSchema, step: v.picklist(stepNames) })),
  },
  channel: {
    close: call(
      v.strictObject({
        targets: v.pipe(v.array(CloseTargetSchema), v.minLength(1), v.maxLength(8192)),
        overJob: v.boolean(),
      }),
      v.array(ClosedSchema),
    ),
  },
  audit: {
    /** The newest page, or the one before `before`. */
    read: call(v.strictObject({ before: v.nullable(PageStartSchema) }), AuditPageSchema),
    /** Asks the person where; null: they thought better of it. Saves all that the filter shows. */
    save: call(
      v.strictObject({ format: v.picklist(auditFormats), filter: v.pipe(v.string(), v.maxLength(1_000)) }),
      SavedSchema,
    ),
    /** A record was written, by this program or another. */
    changed: event(nothing),
  },
  file: {
    /** Saves a text where the person says; null: nowhere. */
    save: call(
      v.strictObject({ format: v.picklist(tableFormats), text: v.pipe(v.string(), v.maxLength(64_000_000)) }),
      SavedSchema,
    ),
  },
  settings: {
    get: call(nothing, SettingsSchema),
    change: call(SettingsChangeSchema, nothing),
  },
  window: {
    /** The first snapshot is on the screen. */
    ready: call(nothing, nothing),
    /** Windows asks the person; when they agree, Unjam starts anew with more rights and this one quits. */
    restartAsAdministrator: call(nothing, nothing),
    /** A command was chosen in the application menu. */
    command: event(v.strictObject({ id: CommandIdSchema })),
    /** What the application menu offers from now on. */
    commandStates: call(CommandStatesSchema, nothing),
    copyText: call(v.strictObject({ text: v.pipe(v.string(), v.maxLength(16_000_000)) }), nothing),
  },
} as const;
