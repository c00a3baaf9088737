import type { Clock } from '#app/clock.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { DeviceState } from '#app/session/state.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import { trialMs } from '#app/trial/trial.ts';
import type { TrialReport, TrialSample } from '#app/trial/trial.ts';
import type { DeviceLink, Dot4Driver } from '#native';
import type { AuditTrail } from '../../audit/audit-trail.ts';
import type { SocketNotes } from '../measure/measure-driver.ts';
import { probeSocket } from '../look.ts';
import { presentDevice, withLink } from '../../session/device-service.ts';
import type { DeviceTurns } from '../device-turns.ts';
import { onePerDevice } from '../one-per-device.ts';
import type { Session } from '../../session/session-service.ts';
import type { Operator } from '../../audit/operator.ts';
import { ChannelUse } from './channel-use.ts';
import { withOwnChannel } from './own-channel.ts';
import { trialRecordsOf } from './trial-records.ts';

/** How often the window hears how a trial stands, in ms. */
const sampleEveryMs = 200;

export interface TrialService {
  /**
   * Opens a channel of our own and uses it for half a minute at most; answers when it has ended. It ends at once when
   * anything else wants the device. Audited before and after.
   */
  start(deviceId: string, service: string): Promise<Result<TrialReport, Fault>>;
  end(deviceId: string): void;
  /** Ends every trial; resolves when their sockets are destroyed. */
  close(): Promise<void>;
}

export interface TrialParts {
  readonly driver: Dot4Driver;
  readonly session: Session;
  readonly turns: DeviceTurns;
  readonly audit: AuditTrail;
  readonly operator: Operator;
  readonly clock: Clock;
  readonly notesFor: (deviceId: string) => Promise<SocketNotes>;
  readonly onSample: (sample: TrialSample) => void;
}

const endOf = {
  destroyed: 'own-channel-ended',
  left: 'own-channel-left',
  lost: 'own-channel-lost',
} as const;

const cancelled: Fault = { kind: 'cancelled', request: 'CREATE_SOCKET' };

/** What wants a trial to end: a person, and others who wait for the device. */
interface Wishes {
  readonly asked: AbortSignal;
  readonly wanted: AbortSignal;
}

export const createTrialService = (parts: TrialParts): TrialService => {
  const { driver, session, turns, audit, operator, clock, notesFor, onSample } = parts;
  const running = onePerDevice('already-trying');
  const now = () => clock.now();

  const tell = (deviceId: string, hostSocket: number, evidence: Evidence): void =>
    session.dispatch({ type: 'socket-looked-at', deviceId, hostSocket, evidence });

  const useUntilOver = async (
    use: ChannelUse,
    { asked, wanted }: Wishes,
    sample: (endsAt: number) => void,
  ): Promise<void> => {
    const endsAt = now() + trialMs;
    const stopLimit = clock.after(trialMs, () => use.end('time'));
    let stopSampling = (): void => undefined;
    const sampleAgain = (): void => {
      sample(endsAt);
      stopSampling = clock.after(sampleEveryMs, sampleAgain);
    };
    const onAsked = (): void => use.end('asked');
    const onWanted = (): void => use.end('device-wanted');
    asked.addEventListener('abort', onAsked);
    wanted.addEventListener('abort', onWanted);
    if (asked.aborted) onAsked();
    if (wanted.aborted) onWanted();
    sampleAgain();
    try {
      await use.run(trialMs);
    } finally {
      stopLimit();
      stopSampling();
      asked.removeEventListener('abort', onAsked);
      wanted.removeEventListener('abort', onWanted);
      sample(endsAt);
    }
  };

  const tryOn = async (
    link: DeviceLink,
    { device, profile }: DeviceState,
    service: string,
    wishes: Wishes,
  ): Promise<Result<TrialReport, Fault>> => {
    const { id: deviceId } = device;
    const signal = AbortSignal.any([wishes.asked, wishes.wanted]);
    const own = { link, profile, notes: await notesFor(deviceId), service, signal };
    const startedAt = now();
    const tried = await withOwnChannel(own, async ({ hostSocket, peripheralSocket, channelHandle }) => {
      const source = 'made-by-us' as const;
      tell(deviceId, hostSocket, { kind: 'own-channel', source, at: now(), service, peripheralSocket });
      const key = liveChannel(session.state, deviceId, hostSocket)?.key ?? '';
      const use = new ChannelUse(link, channelHandle, service, clock);
      await useUntilOver(use, wishes, (endsAt) => {
        const { verdict, listening, totals } = use;
        onSample({ deviceId, key, service, at: now(), endsAt, verdict, listening, totals });
      });
      return { value: { peripheralSocket, use }, closedElsewhere: use.ended === 'channel-closed' };
    });
    if (!tried.ok) return tried;
    const { used, hostSocket, fate } = tried.value;
    const source = 'made-by-us';
    // a socket that stays is a row of its own, also where no channel was opened on it; a device that has left keeps none
    if (fate !== 'left' || presentDevice(session, deviceId).ok)
      tell(deviceId, hostSocket, { kind: endOf[fate], source, at: now() });
    if (fate === 'lost' && whyNoProbe(profile) === null) {
      const seen = await probeSocket(link, hostSocket, profile, now);
      if (seen.ok) tell(deviceId, hostSocket, seen.value);
    }
    if (!used.ok) return used;
    const { peripheralSocket, use } = used.value;
    const { verdict, listening, totals, fault } = use;
    const destroyed = fate === 'destroyed';
    return ok({
      ...{ service, hostSocket, peripheralSocket, verdict, listening, totals, fault, destroyed },
      durationMs: now() - startedAt,
      ended: fate === 'lost' ? 'channel-closed' : (use.ended ?? 'time'),
    });
  };

  const inTurn = async (
    deviceId: string,
    service: string,
    wishes: Wishes,
  ): Promise<Result<TrialReport, Fault>> => {
    const present = presentDevice(session, deviceId);
    if (!present.ok) return present;
    if (wishes.asked.aborted || wishes.wanted.aborted) return fail(cancelled);
    const { device, profile } = present.value;
    const records = trialRecordsOf(operator, device, service, driver.kind === 'simulator', now);
    const started = await audit.append(records.start());
    if (!started.ok) return started;
    const tried = await withLink(driver, deviceId, profile, (link) =>
      tryOn(link, present.value, service, wishes),
    );
    const written = await audit.append(records.end(tried));
    if (!written.ok) session.dispatch({ type: 'notice', at: now(), fault: written.fault });
    return tried;
  };

  return {
    start: (deviceId, service) =>
      running.run(deviceId, (asked) =>
        turns.runUntilWanted(deviceId, (wanted) => inTurn(deviceId, service, { asked, wanted })),
      ),
    end: running.stop,
    close: running.stopAll,
  };
};
