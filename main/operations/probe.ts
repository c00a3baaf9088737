import { randomUUID } from 'node:crypto';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { RequestOf } from '#app/operations/operation.ts';
import { probeEvidence } from '#app/probe/answers.ts';
import { whyNoChannelProbe, whyNoServiceProbe } from '#app/probe/permissions.ts';
import { probedServices } from '#app/probe/probed-services.ts';
import type { ProbeReport } from '#app/probe/report.ts';
import { sparedServices } from '#app/probe/spared-services.ts';
import type { SparedService } from '#app/probe/spared-services.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { DeviceState } from '#app/session/state.ts';
import { withLink } from '../session/device-service.ts';
import { askServices } from './ask-services.ts';
import { closeLeftOvers } from './left-overs.ts';
import { endedAs } from './operation.ts';
import type { OperationParts, Particulars, RecordBody, Run } from './operation.ts';
import type { SocketNotes } from './own-sockets.ts';

/** Past this many ms nothing more is asked; what was answered until then counts. */
const budgetMs = 20_000;

type Request = RequestOf<'probe'>;

/** What one probe found, however it ended. */
interface Probed extends Pick<ProbeReport, 'unasked'> {
  readonly evidence: readonly Evidence[];
  readonly leftBehind: readonly number[];
  readonly fault: Fault | null;
}

const nothing: Omit<Probed, 'fault'> = { evidence: [], leftBehind: [], unasked: [] };

const forbidden = ({ profile }: DeviceState, { open }: Request): Fault | null => {
  const because = open ? whyNoChannelProbe(profile) : whyNoServiceProbe(profile);
  const feature = open ? 'probe-channels' : 'probe-services';
  return because === null ? null : { kind: 'profile-forbids', feature, because };
};

/** Asks for services as a person allowed it. What was answered before a stop or a fault is kept all the same. */
export const probing = (
  parts: OperationParts,
  notesFor: (deviceId: string) => Promise<SocketNotes>,
): Particulars<'probe'> => {
  const { driver, session, devices, clock } = parts;

  /** A person may have been asked minutes ago: jobs are looked up now. */
  const spare = async ({ deviceId, open }: Request): Promise<Result<readonly SparedService[], Fault>> => {
    if (!open) return ok([]);
    const seen = await devices.lookNow(deviceId);
    return seen.ok ? ok(sparedServices(seen.value.sight)) : seen;
  };

  const ask = async (
    { device, profile }: DeviceState,
    spared: readonly SparedService[],
    { deviceId, open }: Request,
    notes: SocketNotes,
    run: Run,
  ): Promise<Probed> => {
    const spent = new AbortController();
    const stopBudget = clock.after(budgetMs, () => spent.abort());
    try {
      const probed = await withLink(driver, device.id, profile, async (link) => {
        const { control, answers, leftBehind, stopped } = await askServices(link, notes, {
          services: probedServices,
          opens: (service) => open && !spared.some((one) => one.service === service),
          signal: AbortSignal.any([run.signal, spent.signal]),
          now: () => clock.now(),
          onStep: (service, number, total) =>
            run.change({ stage: 'acting', asked: { deviceId, service, number, total } }),
        });
        const asked = new Set(answers.map(({ service }) => service));
        const unasked = probedServices.filter((service) => !asked.has(service));
        const outOfTime = spent.signal.aborted && !run.signal.aborted && stopped?.kind === 'cancelled';
        return ok({
          evidence: probeEvidence(control, answers),
          leftBehind,
          unasked,
          fault: outOfTime ? null : stopped,
        });
      });
      return probed.ok ? probed.value : { ...nothing, fault: probed.fault };
    } finally {
      stopBudget();
    }
  };

  const probe = async (
    request: Request,
    run: Run,
    device: DeviceState,
  ): Promise<Result<ProbeReport, Fault>> => {
    const { deviceId, open } = request;
    const refusal: Fault | null = run.signal.aborted
      ? { kind: 'stopped', request: 'CREATE_SOCKET' }
      : forbidden(device, request);
    if (refusal !== null) return fail(refusal);
    const spared = await spare(request);
    if (!spared.ok) return spared;
    const notes = await notesFor(deviceId);
    const cleanedUp = [...(await closeLeftOvers(parts, run, device, notes))];
    const of = { measurement: randomUUID(), open };
    const endOf = ({ evidence, leftBehind, fault }: Probed): RecordBody => ({
      record: 'probe-end',
      ...of,
      evidence: [...evidence],
      leftBehind: [...leftBehind],
      cleanedUp,
      fault,
    });
    const begun = await run.begin({ record: 'probe-start', ...of }, (fault) => endOf({ ...nothing, fault }));
    if (!begun.ok) return begun;
    const probed = await ask(device, spared.value, request, notes, run);
    await begun.value.end(endOf(probed));
    const { evidence, unasked, leftBehind, fault } = probed;
    session.dispatch({ type: 'services-probed', deviceId, evidence });
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
      cleanedUp,
    });
  };

  return {
    turn: () => 'keeps',
    perform: async (request, run, device) => endedAs('probe', await probe(request, run, device)),
  };
};
