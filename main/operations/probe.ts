import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import { probeEvidence } from '#app/probe/answers.ts';
import { whyNoChannelProbe, whyNoServiceProbe } from '#app/probe/permissions.ts';
import { probedServices } from '#app/probe/probed-services.ts';
import type { ProbeReport, ProbeRequest, ProbeStep } from '#app/probe/report.ts';
import { sparedServices } from '#app/probe/spared-services.ts';
import type { SparedService } from '#app/probe/spared-services.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { DeviceState } from '#app/session/state.ts';
import type { DeviceLink, Dot4Driver } from '#native';
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { SocketNotes } from './measure/measure-driver.ts';
import { deadlines } from '../deadlines.ts';
import { lookAt, presentDevice, withLink } from '../session/device-service.ts';
import type { DeviceService } from '../session/device-service.ts';
import type { DeviceTurns } from './device-turns.ts';
import { onePerDevice } from './one-per-device.ts';
import type { Session } from '../session/session-service.ts';
import type { Operator } from '../audit/operator.ts';
import { askServices } from './ask-services.ts';
import { probeRecordsOf } from './probe-records.ts';
import type { Probed } from './probe-records.ts';

/** Past this many ms nothing more is asked; what was answered until then counts. */
const budgetMs = 20_000;

export interface ProbeService {
  /**
   * Asks for services as a person has allowed it. Audited before and after. What was answered before a stop or a
   * fault is told to the session all the same.
   */
  probe(asked: ProbeRequest): Promise<Result<ProbeReport, Fault>>;
  /** Stops it half way; our socket is destroyed. */
  cancel(deviceId: string): void;
  /** Stops all; resolves when their sockets are destroyed. */
  stop(): Promise<void>;
}

export interface ProbeParts {
  readonly driver: Dot4Driver;
  readonly session: Session;
  readonly devices: DeviceService;
  readonly turns: DeviceTurns;
  readonly audit: AuditTrail;
  readonly operator: Operator;
  readonly clock: Clock;
  readonly notesFor: (deviceId: string) => SocketNotes;
  readonly onStep: (step: ProbeStep) => void;
}

export const createProbeService = (parts: ProbeParts): ProbeService => {
  const { driver, session, devices, turns, audit, operator, clock, notesFor, onStep } = parts;
  const running = onePerDevice('already-probing');
  const now = () => clock.now();

  const forbidden = ({ profile }: DeviceState, open: boolean): Fault | null => {
    const because = open ? whyNoChannelProbe(profile) : whyNoServiceProbe(profile);
    const feature = open ? 'probe-channels' : 'probe-services';
    return because === null ? null : { kind: 'profile-forbids', feature, because };
  };

  /** The jobs are looked at anew: minutes may have passed since the device was. */
  const spare = async ({
    deviceId,
    open,
  }: ProbeRequest): Promise<Result<readonly SparedService[], Fault>> => {
    if (!open) return ok([]);
    const seen = await lookAt(driver, deviceId, deadlines.observeForGuard);
    return seen.ok ? ok(sparedServices(seen.value)) : seen;
  };

  const cleanUpEarlier = async (link: DeviceLink, notes: SocketNotes, { profile }: DeviceState) => {
    const cleanedUp: number[] = [];
    for (const hostSocket of notes.stillOurs(profile.creatorEnds)) {
      const destroyed = await link.destroySocket({ hostSocket }, { deadlineMs: deadlines.destroy });
      if (destroyed.ok) cleanedUp.push(hostSocket);
    }
    return cleanedUp;
  };

  const ask = async (
    device: DeviceState,
    spared: readonly SparedService[],
    { deviceId, open }: ProbeRequest,
    signal: AbortSignal,
  ): Promise<Result<Probed & Pick<ProbeReport, 'unasked'>, Fault>> => {
    const spent = new AbortController();
    const stopBudget = clock.after(budgetMs, () => spent.abort());
    const notes = notesFor(deviceId);
    try {
      return await withLink(driver, deviceId, device.profile, async (link) => {
        const cleanedUp = await cleanUpEarlier(link, notes, device);
        const { control, answers, leftBehind, stopped } = await askServices(link, notes, {
          services: probedServices,
          opens: (service) => open && !spared.some((one) => one.service === service),
          signal: AbortSignal.any([signal, spent.signal]),
          now,
          onStep: (service, number, total) => onStep({ deviceId, service, number, total }),
        });
        const asked = new Set(answers.map(({ service }) => service));
        const unasked = probedServices.filter((service) => !asked.has(service));
        const outOfTime = spent.signal.aborted && !signal.aborted && stopped?.kind === 'cancelled';
        const fault = outOfTime ? null : stopped;
        return ok({ evidence: probeEvidence(control, answers), leftBehind, cleanedUp, unasked, fault });
      });
    } finally {
      stopBudget();
    }
  };

  const inTurn = async (asked: ProbeRequest, signal: AbortSignal): Promise<Result<ProbeReport, Fault>> => {
    const { deviceId, open } = asked;
    const device = presentDevice(session, deviceId);
    if (!device.ok) return device;
    const refusal: Fault | null = signal.aborted
      ? { kind: 'cancelled', request: 'CREATE_SOCKET' }
      : forbidden(device.value, open);
    if (refusal !== null) return fail(refusal);
    const spared = await spare(asked);
    if (!spared.ok) return spared;
    const simulated = driver.kind === 'simulator';
    const records = probeRecordsOf(operator, device.value.device, simulated, open, now);
    const started = await audit.append(records.start());
    if (!started.ok) return started;

    const probed = await ask(device.value, spared.value, asked, signal);
    const end: Probed = probed.ok
      ? probed.value
      : { evidence: [], leftBehind: [], cleanedUp: [], fault: probed.fault };
    const written = await audit.append(records.end(end));
    if (!written.ok) session.dispatch({ type: 'notice', at: now(), fault: written.fault });
    session.dispatch({ type: 'services-probed', deviceId, evidence: end.evidence });
    if (!probed.ok) return probed;
    const { evidence, unasked, leftBehind, cleanedUp, fault } = probed.value;
    if (fault?.kind === 'device-gone') await devices.refresh();
    if (fault !== null) return fail(fault);
    const known = (service: string): boolean =>
      evidence.some(
        (piece) => piece.kind === 'service-probed' && piece.service === service && piece.known === 'known',
      );
    return ok({
      evidence: [...evidence],
      unasked,
      spared: spared.value.filter(({ service }) => known(service)),
      leftBehind: [...leftBehind],
      cleanedUp: [...cleanedUp],
    });
  };

  return {
    probe: (asked) =>
      running.run(asked.deviceId, (signal) => turns.run(asked.deviceId, () => inTurn(asked, signal))),
    cancel: running.stop,
    stop: running.stopAll,
  };
};
