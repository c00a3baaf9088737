import { randomUUID } from 'node:crypto';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { DeviceState } from '#app/session/state.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import { trialMs } from '#app/trial/trial.ts';
import type { TrialReport } from '#app/trial/trial.ts';
import type { DeviceLink } from '#native';
import { presentDevice, withLink } from '../../session/device-service.ts';
import { lookAtSocket } from '../look.ts';
import { endedAs } from '../operation.ts';
import type { OperationParts, Particulars, RecordBody, Run } from '../operation.ts';
import type { SocketNotes } from '../own-sockets.ts';
import { ChannelUse } from './channel-use.ts';
import { withOwnChannel } from './own-channel.ts';

/** How often the session shows how a trial stands, in ms. */
const sampleEveryMs = 200;

const endOf = {
  destroyed: 'own-channel-ended',
  left: 'own-channel-left',
  lost: 'own-channel-lost',
} as const;

const stopped: Fault = { kind: 'stopped', request: 'CREATE_SOCKET' };

/**
 * Opens a channel of our own and uses it for half a minute at most. It ends at once when another operation wants the
 * device.
 */
export const trying = (
  parts: OperationParts,
  notesFor: (deviceId: string) => Promise<SocketNotes>,
): Particulars<'trial'> => {
  const { driver, session, clock } = parts;
  const now = () => clock.now();

  const report = (deviceId: string, hostSocket: number, evidence: Evidence): void =>
    session.dispatch({ type: 'socket-looked-at', deviceId, hostSocket, evidence });

  const useUntilOver = async (
    use: ChannelUse,
    { signal: asked, wanted }: Run,
    sample: (endsMs: number) => void,
  ): Promise<void> => {
    const endsMs = clock.monotonicMs() + trialMs;
    const stopLimit = clock.after(trialMs, () => use.end('time'));
    let stopSampling = (): void => undefined;
    const sampleAgain = (): void => {
      sample(endsMs);
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
      sample(endsMs);
    }
  };

  const tryOn = async (
    link: DeviceLink,
    { device, profile }: DeviceState,
    service: string,
    run: Run,
  ): Promise<Result<TrialReport, Fault>> => {
    const { id: deviceId } = device;
    const signal = AbortSignal.any([run.signal, run.wanted]);
    const own = { link, profile, notes: await notesFor(deviceId), service, signal };
    const startedMs = clock.monotonicMs();
    const tried = await withOwnChannel(own, async ({ hostSocket, peripheralSocket, channelHandle }) => {
      const source = 'made-by-us' as const;
      report(deviceId, hostSocket, { kind: 'own-channel', source, at: now(), service, peripheralSocket });
      const key = liveChannel(session.state, deviceId, hostSocket)?.key ?? '';
      const use = new ChannelUse(link, channelHandle, service, clock);
      await useUntilOver(use, run, (endsMs) => {
        const { verdict, listening, totals } = use;
        const sample = {
          deviceId,
          key,
          service,
          ms: clock.monotonicMs(),
          endsMs,
          verdict,
          listening,
          totals,
        };
        run.change({ stage: 'acting', sample });
      });
      return { value: { peripheralSocket, use }, closedElsewhere: use.ended === 'channel-closed' };
    });
    if (!tried.ok) return tried;
    const { used, hostSocket, fate } = tried.value;
    const source = 'made-by-us';
    // a socket that stays is a row of its own, also where no channel was opened on it; a device that has left keeps none
    if (fate !== 'left' || presentDevice(session, deviceId).ok)
      report(deviceId, hostSocket, { kind: endOf[fate], source, at: now() });
    if (fate === 'lost' && whyNoProbe(profile) === null) {
      const seen = await lookAtSocket(link, hostSocket, profile, clock);
      if (seen.ok) report(deviceId, hostSocket, seen.value);
    }
    if (!used.ok) return used;
    const { peripheralSocket, use } = used.value;
    const { verdict, listening, totals, fault } = use;
    const destroyed = fate === 'destroyed';
    return ok({
      service,
      hostSocket,
      peripheralSocket,
      verdict,
      listening,
      totals,
      fault,
      destroyed,
      durationMs: clock.monotonicMs() - startedMs,
      ended: fate === 'lost' ? 'channel-closed' : (use.ended ?? 'time'),
    });
  };

  const tryChannel = async (
    device: DeviceState,
    service: string,
    run: Run,
  ): Promise<Result<TrialReport, Fault>> => {
    if (run.signal.aborted || run.wanted.aborted) return fail(stopped);
    const of = { trial: randomUUID(), service };
    const endOf = (tried: Result<TrialReport, Fault>): RecordBody => ({
      record: 'trial-end',
      ...of,
      report: tried.ok ? tried.value : null,
      fault: tried.ok ? null : tried.fault,
    });
    const begun = await run.begin({ record: 'trial-start', ...of }, (fault) => endOf(fail(fault)));
    if (!begun.ok) return begun;
    const tried = await withLink(driver, device.device.id, device.profile, (link) =>
      tryOn(link, device, service, run),
    );
    await begun.value.end(endOf(tried));
    return tried;
  };

  return {
    turn: () => 'gives-way',
    perform: async ({ service }, run, device) => endedAs('trial', await tryChannel(device, service, run)),
  };
};
