import * as v from 'valibot';
import { auditFormats } from '../audit/formats.ts';
import { AuditPageSchema, PageStartSchema } from '../audit/page.ts';
import { CommandIdSchema } from '../commands/command-list.ts';
import { CommandStatesSchema } from '../commands/command-state.ts';
import { DeviceIdSchema } from '../dot4/device.ts';
import { scenarioIds } from '../practice/scenarios.ts';
import { tableFormats } from '../export/table.ts';
import { findStepNames } from '../operations/find-steps.ts';
import { OperationRequestSchema, personAnswers } from '../operations/operation.ts';
import { RequestPageSchema } from '../requests/record.ts';
import { DrawnSchema, NumberedDeltaSchema, SnapshotSchema } from '../session/delta.ts';
import { UpdatesSchema } from '../session/state.ts';
import { SettingsChangeSchema, SettingsSchema } from '../settings/settings.ts';

/** A question of the window: main answers `Result<Output, Fault>`. */
const call = <I extends v.GenericSchema, O extends v.GenericSchema>(input: I, output: O) => ({
  direction: 'to-main' as const,
  input,
  output,
});

/** A message of main to every window that listens. */
const event = <P extends v.GenericSchema>(payload: P) => ({ direction: 'to-window' as const, payload });

const nothing = v.undefined();

/** The path of a file that was saved. */
const SavedSchema = v.nullable(v.strictObject({ path: v.string() }));

/**
 * Everything that passes between the window and main. Main's handlers and the window's API are derived from
 * this literal (derive.ts); the router holds every payload to bounds.ts and parses it with the schema that stands here.
 *
 * Whatever is done with a device is an operation: `operation.start` answers its id at once, or why it cannot run. Its
 * stage, progress and outcome are part of the session. Everything that changes
 * arrives as `session.delta`; the window listens first and asks for the snapshot then.
 */
export const contract = {
  session: {
    snapshot: call(nothing, SnapshotSchema),
    refresh: call(nothing, nothing),
    dismissNotice: call(v.strictObject({ id: v.number() }), nothing),
    /** How often is looked at what does not tell by itself; refreshing never asks a driver. */
    setUpdates: call(UpdatesSchema, nothing),
    delta: event(NumberedDeltaSchema),
    /** What the window has drawn: what has time waits for it. */
    acknowledge: call(DrawnSchema, nothing),
  },
  device: {
    /** Asks where, and saves what the last measurement of this run found out; null: the person left the question. */
    saveReport: call(v.strictObject({ deviceId: DeviceIdSchema }), v.nullable(v.string())),
    /** The last requests with an id above `after`; `requestsGrew` tells that there are more. */
    requests: call(
      v.strictObject({ deviceId: DeviceIdSchema, after: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
      RequestPageSchema,
    ),
    requestsGrew: event(v.strictObject({ deviceId: DeviceIdSchema })),
  },
  operation: {
    /** Takes its turn on the device; the session shows how far it is and how it ended. */
    start: call(OperationRequestSchema, v.strictObject({ id: v.number() })),
    /** Ends it as soon as nothing is left half done; what Windows was told to do goes on. */
    cancel: call(v.strictObject({ id: v.number() }), nothing),
    /** Leaves out a step of a search that waits or runs. */
    skip: call(v.strictObject({ id: v.number(), step: v.picklist(findStepNames) }), nothing),
    /** A person has read its outcome. It stays in the session. */
    dismiss: call(v.strictObject({ id: v.number() }), nothing),
    /** What only a person knows of it, after its end. */
    answer: call(v.strictObject({ id: v.number(), answer: v.picklist(personAnswers) }), nothing),
  },
  practice: {
    /** Closes what is open and opens this scenario; the window goes on with another state. */
    start: call(v.strictObject({ scenario: v.picklist(scenarioIds) }), nothing),
    /** Back to the devices of this computer, where they may be touched. */
    leave: call(nothing, nothing),
  },
  /** The window shows another computer instead of this one (app/remote/wire.ts). */
  remote: {
    /** Names to offer: those of before, newest first, then those of ssh's configuration. */
    hosts: call(nothing, v.array(v.string())),
    /** Ends what the window shows of another computer before. `copy`: Unjam is sent there first; the person was asked. */
    connect: call(v.strictObject({ host: v.pipe(v.string(), v.maxLength(400)), copy: v.boolean() }), nothing),
    /** Back to this computer; what is being connected is given up. */
    disconnect: call(nothing, nothing),
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
  /** Saves a text of any length, in pieces (bounds.ts). */
  file: {
    /** Asks the person where; null: nowhere. One text at a time: another that was begun is given up. */
    begin: call(
      v.strictObject({ format: v.picklist(tableFormats) }),
      v.nullable(v.strictObject({ id: v.number() })),
    ),
    append: call(v.strictObject({ id: v.number(), text: v.string() }), nothing),
    /** The file is there from now on, whole. */
    end: call(v.strictObject({ id: v.number() }), v.strictObject({ path: v.string() })),
  },
  settings: {
    get: call(nothing, SettingsSchema),
    change: call(SettingsChangeSchema, nothing),
  },
  window: {
    /** The first snapshot is on the screen, and the whole window is loaded. */
    ready: call(nothing, nothing),
    /** Windows asks the person; when they agree, Unjam starts anew with more rights and this one quits. */
    restartAsAdministrator: call(nothing, nothing),
    /** A command was chosen in the application menu. */
    command: event(v.strictObject({ id: CommandIdSchema })),
    /** What the application menu offers from now on. */
    commandStates: call(CommandStatesSchema, nothing),
    copyText: call(v.strictObject({ text: v.string() }), nothing),
  },
} as const;
