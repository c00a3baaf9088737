import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { ChannelState, DeviceState } from '#app/session/state.ts';
import { jobWords } from '#app/words/evidence.ts';
import type { Dot4Driver } from '#native';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { deadlines } from '../deadlines.ts';
import { presentDevice, withLink } from '../session/device-service.ts';
import type { DeviceTurns } from '../session/device-turns.ts';
import type { Session } from '../session/session-service.ts';
import { auditRecordsOf } from './audit-records.ts';
import type { Operator } from './audit-records.ts';
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

/** The row that a person chose, if it is still that one. */
const chosenChannel = (session: Session, target: TeardownTarget): Result<ChannelState | null, Fault> => {
  const { deviceId, hostSocket, generation } = target;
  const live = liveChannel(session.state, deviceId, hostSocket);
  if (generation === null || live?.generation === generation) return ok(live);
  const last = session.state.devices[deviceId]?.generations[hostSocket] ?? 0;
  return generation > last
    ? fail({ kind: 'unknown-channel', deviceId, hostSocket })
    : fail({ kind: 'generation-moved', deviceId, hostSocket });
};

export const createTeardownService = (parts: {
  driver: Dot4Driver;
  session: Session;
  turns: DeviceTurns;
  audit: AuditTrail;
  operator: Operator;
  now: () => number;
}): TeardownService => {
  const { driver, session, turns, audit, operator, now } = parts;

  /** The job is looked up anew: minutes may have passed since the row was drawn. */
  const guardJob = async (target: TeardownTarget, overJob: boolean): Promise<Fault | null> => {
    const { deviceId, hostSocket } = target;
    const seen = await driver.observe(deviceId, { deadlineMs: deadlines.observe });
    if (!seen.ok) return seen.fault;
    session.dispatch({ type: 'observed', at: now(), deviceId, observations: seen.value });
    if (overJob) return null;
    for (const { hostSocket: socket, evidence } of seen.value) {
      if (socket === hostSocket && evidence.kind === 'job' && evidence.job.inProgress) {
        return { kind: 'job-in-progress', deviceId, hostSocket, job: jobWords(evidence.job) };
      }
    }
    return null;
  };

  const destroy = async (
    device: DeviceState,
    channel: ChannelState | null,
    target: TeardownTarget,
    overJob: boolean,
  ): Promise<Destroyed> => {
    const { profile } = device;
    if (profile.foreignDestroy === 'refused') {
      return unsent({ kind: 'profile-forbids', feature: 'foreign-destroy', because: 'driver-refuses' });
    }
    const jobFault = await guardJob(target, overJob);
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
    const destroyed = linked.ok ? linked.value : unsent(linked.fault);
    const written = await audit.append(records.outcome(destroyed));
    // An intent that could not be written is already the outcome; otherwise the person must hear of it.
    if (!written.ok && destroyed.sent) session.dispatch({ type: 'notice', at: now(), fault: written.fault });
    return destroyed;
  };

  const inTurn = async (target: TeardownTarget, overJob: boolean): Promise<Destroyed> => {
    const device = presentDevice(session, target.deviceId);
    if (!device.ok) return unsent(device.fault);
    const chosen = chosenChannel(session, target);
    if (!chosen.ok) return unsent(chosen.fault);
    const channel = chosen.value;
    if (channel !== null) session.dispatch({ type: 'teardown-started', at: now(), key: channel.key });
    const destroyed = await destroy(device.value, channel, target, overJob).catch((bug: unknown) => {
      if (channel !== null) session.dispatch({ type: 'teardown-abandoned', key: channel.key });
      throw bug;
    });
    const { outcome } = destroyed;
    if (outcome.kind === 'failed' && outcome.fault.kind === 'device-gone') {
      session.dispatch({ type: 'device-left', at: now(), deviceId: target.deviceId });
    }
    if (channel !== null) {
      const { evidence } = destroyed;
      session.dispatch({ type: 'teardown-ended', at: now(), key: channel.key, outcome, evidence });
    }
    return destroyed;
  };

  return {
    tearDown: (target, overJob) => {
      const live = liveChannel(session.state, target.deviceId, target.hostSocket);
      if (live?.phase.kind === 'closing') {
        const { deviceId, hostSocket } = target;
        return Promise.resolve(unsent({ kind: 'already-closing', deviceId, hostSocket }));
      }
      return turns.run(target.deviceId, () => inTurn(target, overJob));
    },
  };
};
