import * as v from 'valibot';
import { auditFormats } from '../audit/formats.ts';
import { AuditPageSchema, PageStartSchema } from '../audit/page.ts';
import { CalibrationSchema } from '../calibration/field-report.ts';
import { stepNames } from '../calibration/observation.ts';
import { CommandIdSchema } from '../commands/command-list.ts';
import { CommandStatesSchema } from '../commands/command-state.ts';
import { DeviceIdSchema } from '../dot4/device.ts';
import { HostSocketSchema } from '../dot4/sockets.ts';
import { scenarioIds } from '../practice/scenarios.ts';
import { tableFormats } from '../export/table.ts';
import { ProbeReportSchema, ProbeRequestSchema, ProbeStepSchema } from '../probe/report.ts';
import { RequestPageSchema } from '../requests/record.ts';
import { NumberedDeltaSchema, RevisionSchema, SnapshotSchema } from '../session/delta.ts';
import { RemedyOutcomeSchema } from '../remedy/outcome.ts';
import { RemedyRequestSchema } from '../remedy/run.ts';
import { ScanReportSchema, UpdatesSchema } from '../session/state.ts';
import { SettingsChangeSchema, SettingsSchema } from '../settings/settings.ts';
import { OutcomeSchema } from '../teardown/outcome.ts';
import { TrialReportSchema, TrialSampleSchema, TrialServiceSchema } from '../trial/trial.ts';

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
    /** How often is looked at what does not tell by itself; refreshing never asks a driver. */
    setUpdates: call(UpdatesSchema, nothing),
    delta: event(NumberedDeltaSchema),
    /** The window has drawn this revision: what has time waits for it. */
    acknowledge: call(RevisionSchema, nothing),
  },
  device: {
    scan: call(v.strictObject({ deviceId: DeviceIdSchema }), ScanReportSchema),
    cancelScan: call(v.strictObject({ deviceId: DeviceIdSchema }), nothing),
    /** Measures the driver of a device; `measureStep` tells how far it is. */
    measure: call(v.strictObject({ deviceId: DeviceIdSchema }), CalibrationSchema),
    cancelMeasure: call(v.strictObject({ deviceId: DeviceIdSchema }), nothing),
    /** Asks where, and saves what the last measurement of this run found out; null: the person left the question. */
    saveReport: call(v.strictObject({ deviceId: DeviceIdSchema }), v.nullable(v.string())),
    /** Probes the services of a device; `open` only after it was asked for separately. `probeStep` tells how far it is. */
    probe: call(ProbeRequestSchema, ProbeReportSchema),
    cancelProbe: call(v.strictObject({ deviceId: DeviceIdSchema }), nothing),
    probeStep: event(ProbeStepSchema),
    measureStep: event(v.strictObject({ deviceId: DeviceIdSchema, step: v.picklist(stepNames) })),
    /** The last requests with an id above `after`; `requestsGrew` tells that there are more. */
    requests: call(
      v.strictObject({ deviceId: DeviceIdSchema, after: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
      RequestPageSchema,
    ),
    requestsGrew: event(v.strictObject({ deviceId: DeviceIdSchema })),
  },
  trial: {
    /** Opens a channel of our own for half a minute at most; answers when it has ended. */
    start: call(v.strictObject({ deviceId: DeviceIdSchema, service: TrialServiceSchema }), TrialReportSchema),
    end: call(v.strictObject({ deviceId: DeviceIdSchema }), nothing),
    /** How it stands, a few times a second. */
    sample: event(TrialSampleSchema),
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
  practice: {
    /** Closes what is open and opens this scenario; the window goes on with another state. */
    start: call(v.strictObject({ scenario: v.picklist(scenarioIds) }), nothing),
    /** Back to the devices of this computer, where they may be touched. */
    leave: call(nothing, nothing),
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
  remedy: {
    /** Runs one step of the ladder as it was confirmed, and answers when it has ended. */
    run: call(RemedyRequestSchema, RemedyOutcomeSchema),
    /** Ends the wait for a device that is switched off and on; what Windows was told to do goes on. */
    cancel: call(v.strictObject({ deviceId: DeviceIdSchema }), nothing),
    dismiss: call(v.strictObject({ key: v.string() }), nothing),
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
