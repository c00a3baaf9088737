import { isRemovalStatus } from '#app/dot4/ntstatus.ts';
import { serviceAt } from '#app/evidence/service-number.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { ChannelState, DeviceState } from '#app/session/state.ts';
import { jobAtRisk } from '#app/teardown/job-at-risk.ts';
import { foreignDestroyOf } from '#app/teardown/permissions.ts';
import { channelJobWords, untiedJobWords } from '#app/words/jobs.ts';
import type { Dot4Driver } from '#native';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { deadlines } from '../deadlines.ts';
import { presentDevice, withLink } from '../session/device-service.ts';
import type { DeviceService } from '../session/device-service.ts';
import type { DeviceTurns } from './device-turns.ts';
import type { Session } from '../session/session-service.ts';
import { auditRecordsOf } from './close-records.ts';
import type { Operator } from '../audit/operator.ts';
import { destroySocket } from './destroy-socket.ts';
import type { Destroyed } from './destroy-socket.ts';

export interface TeardownTarget {
  readonly deviceId: string;
  readonly hostSocket: number;
  /** The row that a person chose; null when a number was given without one. */
  readonly generation: number | null;
}

export interface TeardownService {
  /**
   * Tears one channel down: guards, look, audit, DESTROY_SOCKET, look, audit. Never rejects for the device;
   * takes at most the sum of the deadlines of its calls. `overJob` allows cutting off a job in progress.
   */
  tearDown(target: TeardownTarget, overJob: boolean): Promise<Destroyed>;
}

const unsent = (fault: Fault): Destroyed => ({
  outcome: { kind: 'failed', fault },
  evidence: [],
  sent: false,
  ntstatus: null,
});

/** The row that a person chose, if it is still that one; null when none was chosen and none is there. */
const chosenChannel = (session: Session, target: TeardownTarget): Result<ChannelState | null, Fault> => {
  const { deviceId, hostSocket, generation } = target;
  const device = presentDevice(session, deviceId);
  if (!device.ok) return device;
  const live = liveChannel(session.state, deviceId, hostSocket);
  if (live?.phase.kind === 'closing') return fail({ kind: 'already-closing', deviceId, hostSocket });
  if (generation === null || live?.generation === generation) return ok(live);
  const last = device.value.generations[hostSocket] ?? 0;
  return generation > last
    ? fail({ kind: 'unknown-channel', deviceId, hostSocket })
    : fail({ kind: 'generation-moved', deviceId, hostSocket });
};

/** What a fault says of the device itself, if anything: that it may have left. */
const mayHaveLeft = (fault: Fault): boolean =>
  fault.kind === 'device-gone' || (fault.kind === 'refused' && isRemovalStatus(fault.ntstatus.code));

export const createTeardownService = (parts: {
  driver: Dot4Driver;
  session: Session;
  devices: DeviceService;
  turns: DeviceTurns;
  audit: AuditTrail;
  operator: Operator;
  now: () => number;
}): TeardownService => {
  const { driver, session, devices, turns, audit, operator, now } = parts;

  /** The job is looked up anew: minutes may have passed since the row was drawn. */
  const guardJob = async ({ deviceId, hostSocket }: TeardownTarget): Promise<Fault | null> => {
    const seen = await driver.observe(deviceId, { deadlineMs: deadlines.observe });
    if (!seen.ok) return seen.fault;
    session.dispatch({ type: 'observed', at: now(), deviceId, ...seen.value });
    const device = session.state.devices[deviceId];
    if (device === undefined) return { kind: 'device-gone', deviceId };
    const facts = liveChannel(session.state, deviceId, hostSocket)?.facts ?? null;
    switch (jobAtRisk(facts, hostSocket, device)) {
      case 'none':
        return null;
      case 'in-progress': {
        const tied = facts === null ? null : channelJobWords(facts);
        const job = tied ?? untiedJobWords(device, 'in-progress') ?? '';
        return { kind: 'job-in-progress', deviceId, hostSocket, job };
      }
      case 'cannot-look':
        return { kind: 'job-unknown', deviceId, hostSocket, service: serviceAt(facts, hostSocket, device) };
    }
  };

  const destroy = async (
    device: DeviceState,
    channel: ChannelState | null,
    target: TeardownTarget,
    overJob: boolean,
  ): Promise<Destroyed> => {
    const { profile } = device;
    if (foreignDestroyOf(profile) === 'refused') {
      return unsent({ kind: 'profile-forbids', feature: 'foreign-destroy', because: 'driver-refuses' });
    }
    const jobFault = overJob ? null : await guardJob(target);
    if (jobFault !== null) return unsent(jobFault);
    const records = auditRecordsOf(
      operator,
      {
        device: device.device,
        simulated: driver.kind === 'simulator',
        hostSocket: target.hostSocket,
        generation: channel?.generation ?? null,
        evidence: channel?.evidence ?? [],
      },
      now,
    );
    const linked = await withLink(driver, target.deviceId, profile, async (link) =>
      ok(
        await destroySocket(link, target.hostSocket, profile, now, (evidence) =>
          audit.append(records.intent(evidence, overJob)),
        ),
      ),
    );
    const destroyed = await toldOfDevice(target.deviceId, linked.ok ? linked.value : unsent(linked.fault));
    const written = await audit.append(records.outcome(destroyed));
    // An intent that could not be written is already the outcome; otherwise the person must hear of it.
    if (!written.ok && destroyed.sent) session.dispatch({ type: 'notice', at: now(), fault: written.fault });
    return destroyed;
  };

  /** An answer that speaks of removal is believed once a look at the system says the same. */
  const toldOfDevice = async (deviceId: string, destroyed: Destroyed): Promise<Destroyed> => {
    const { outcome } = destroyed;
    if (outcome.kind !== 'failed' || !mayHaveLeft(outcome.fault)) return destroyed;
    await devices.refresh();
    return session.state.devices[deviceId]?.presence === 'present'
      ? destroyed
      : { ...destroyed, outcome: { kind: 'failed', fault: { kind: 'device-gone', deviceId } } };
  };

  const tellOfOpenChannels = ({ deviceId, hostSocket }: TeardownTarget, { evidence }: Destroyed): void => {
    if (evidence.some((piece) => piece.kind === 'probe-caught-channel' && !piece.closedAgain)) {
      const fault: Fault = { kind: 'channel-left-open', deviceId, hostSocket };
      session.dispatch({ type: 'notice', at: now(), fault });
    }
  };

  const inTurn = async (
    target: TeardownTarget,
    channel: ChannelState | null,
    overJob: boolean,
  ): Promise<Destroyed> => {
    const device = presentDevice(session, target.deviceId);
    const destroyed = device.ok
      ? await destroy(device.value, channel, target, overJob)
      : unsent(device.fault);
    tellOfOpenChannels(target, destroyed);
    if (channel !== null) {
      const { outcome, evidence } = destroyed;
      session.dispatch({ type: 'teardown-ended', at: now(), key: channel.key, outcome, evidence });
    }
    return destroyed;
  };

  return {
    tearDown: async (target, overJob) => {
      const chosen = chosenChannel(session, target);
      if (!chosen.ok) return unsent(chosen.fault);
      const channel = chosen.value;
      // from now on the row is closing, also while others of its device have their turn
      if (channel !== null) session.dispatch({ type: 'teardown-started', at: now(), key: channel.key });
      try {
        return await turns.run(target.deviceId, () => inTurn(target, channel, overJob));
      } catch (bug) {
        if (channel !== null) session.dispatch({ type: 'teardown-abandoned', key: channel.key });
        throw bug;
      }
    },
  };
};
