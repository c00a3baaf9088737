import { randomUUID } from 'node:crypto';
import { fieldReport } from '#app/calibration/field-report.ts';
import type { Calibration } from '#app/calibration/field-report.ts';
import { replaces } from '#app/calibration/replaces.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { DeviceState } from '#app/session/state.ts';
import { presentDevice } from '../../session/device-service.ts';
import { closeLeftOvers } from '../left-overs.ts';
import { endedAs } from '../operation.ts';
import type { OperationParts, Particulars, RecordBody, Run } from '../operation.ts';
import { measureDriver } from './measure-driver.ts';
import type { Measured } from './measure-driver.ts';
import type { SocketNotes } from '../own-sockets.ts';
import type { ProfileStore } from './profile-store.ts';

/** Measures the driver of a device and keeps its profile. Takes at most 10 s once it is its turn. */
export const measuring = (
  parts: OperationParts,
  profiles: ProfileStore,
  notesFor: (deviceId: string) => Promise<SocketNotes>,
): Particulars<'measure'> => {
  const { driver, session, devices, clock } = parts;

  const measure = async (
    { device, profile: earlier }: DeviceState,
    run: Run,
  ): Promise<Result<Calibration, Fault>> => {
    if (run.signal.aborted) return fail({ kind: 'stopped', request: 'CREATE_SOCKET' });
    const { id: deviceId } = device;
    const of = { measurement: randomUUID() };
    const endOf = (measured: Result<Measured, Fault>): RecordBody => ({
      record: 'measure-end',
      ...of,
      leftBehind: measured.ok ? [...measured.value.leftBehind] : [],
      cleanedUp: [],
      profile: measured.ok ? measured.value.profile : null,
      fault: measured.ok ? null : measured.fault,
    });
    const begun = await run.begin({ record: 'measure-start', ...of }, (fault) => endOf(fail(fault)));
    if (!begun.ok) return begun;
    const notes = await notesFor(deviceId);
    const measured = await measureDriver(driver, deviceId, clock, notes, {
      signal: run.signal,
      onStep: (step) => run.change({ stage: 'acting', step }),
    });
    await begun.value.end(endOf(measured));
    if (!measured.ok) return measured;
    const { profile, observations, isWhole, leftBehind } = measured.value;
    const keptEarlier = !replaces(profile, earlier, isWhole);
    const kept = keptEarlier ? ok(undefined) : profiles.keep(device, profile);
    if (!kept.ok) session.dispatch({ type: 'notice', at: clock.now(), fault: kept.fault });
    await devices.refresh();
    const now = presentDevice(session, deviceId);
    const cleanedUp = now.ok ? await closeLeftOvers(parts, run, now.value, notes) : [];
    const report = fieldReport(session.state.environment, device, profile, observations);
    return ok({ profile, keptEarlier, leftBehind: [...leftBehind], cleanedUp: [...cleanedUp], report });
  };

  return {
    turn: () => 'keeps',
    perform: async (_request, run, device) => endedAs('measure', await measure(device, run)),
  };
};
