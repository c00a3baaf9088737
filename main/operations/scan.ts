import { randomUUID } from 'node:crypto';
import type { Fault } from '#app/faults/fault.ts';
import type { ScanReport } from '#app/operations/scan-report.ts';
import { maxHostSocket, minHostSocket } from '#app/dot4/sockets.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { DeviceState } from '#app/session/state.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import type { DeviceLink } from '#native';
import { withLink } from '../session/device-service.ts';
import { lookAtSockets, noticeLeftOpen } from './look.ts';
import type { ProbeEvidence } from './look.ts';
import { endedAs } from './operation.ts';
import type { OperationParts, Particulars, RecordBody, Run } from './operation.ts';

const total = maxHostSocket - minHostSocket + 1;
const everySocket = Array.from({ length: total }, (_none, index) => minHostSocket + index);

/** After how many answers the progress is reported. */
const progressEvery = 32;

/** Asks about every host socket at once and reports each answer. A fault ends the scan; what was seen stays. */
const scanSockets = async (
  parts: OperationParts,
  { signal, change }: Run,
  link: DeviceLink,
  profile: DriverProfile,
): Promise<Result<ScanReport, Fault>> => {
  const { session, clock } = parts;
  const { deviceId } = link;
  let asked = 0;
  const onEvidence = (hostSocket: number, evidence: ProbeEvidence): void => {
    session.dispatch({ type: 'socket-looked-at', deviceId, hostSocket, evidence });
    noticeLeftOpen(parts, deviceId, hostSocket, evidence);
    asked = Math.min(total, asked + 1);
    if (asked % progressEvery === 0) change({ progress: { done: asked, total } });
  };
  change({ stage: 'acting', progress: { done: 0, total } });
  const looked = await lookAtSockets(link, everySocket, profile, clock, signal, onEvidence);
  if (!looked.ok) return looked;
  const evidence = [...looked.value.values()];
  const caught = evidence.flatMap((one) => (one.kind === 'probe-caught-channel' ? [one.closedAgain] : []));
  return ok({
    found: caught.length + evidence.filter(({ kind }) => kind === 'probe-pended').length,
    unclear: evidence.filter(({ kind }) => kind === 'probe-unclear').length,
    caughtChannels: caught.length,
    stillOpenChannels: caught.filter((closedAgain) => !closedAgain).length,
  });
};

/** Asks which host sockets of a device exist. Only where the driver's profile allows it. */
export const scanning = (parts: OperationParts): Particulars<'scan'> => {
  const { driver, devices } = parts;

  const scan = async ({ device, profile }: DeviceState, run: Run): Promise<Result<ScanReport, Fault>> => {
    const because = whyNoProbe(profile);
    if (because !== null) return fail({ kind: 'profile-forbids', feature: 'scan', because });
    if (run.signal.aborted) return fail({ kind: 'stopped', request: 'WAIT_FOR_CHANNEL' });
    const of = { scan: randomUUID() };
    const endOf = (ended: Result<ScanReport, Fault>): RecordBody => ({
      record: 'scan-end',
      ...of,
      report: ended.ok ? ended.value : null,
      fault: ended.ok ? null : ended.fault,
    });
    const begun = await run.begin({ record: 'scan-start', ...of }, (fault) => endOf(fail(fault)));
    if (!begun.ok) return begun;
    const report = await withLink(driver, device.id, profile, (link) =>
      scanSockets(parts, run, link, profile),
    );
    await begun.value.end(endOf(report));
    return report;
  };

  return {
    turn: () => 'keeps',
    perform: async (_request, run, device) => {
      const report = await scan(device, run);
      await (report.ok ? devices.observeAll() : devices.refresh());
      return endedAs('scan', report);
    },
  };
};
