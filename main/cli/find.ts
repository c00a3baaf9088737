import type { Fault } from '#app/faults/fault.ts';
import { reportOf } from '#app/operations/operation.ts';
import type { RequestOf } from '#app/operations/operation.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { tooShortFor } from '#app/verdict/too-short.ts';
import { verdictKinds } from '#app/verdict/verdict.ts';
import type { Explanation, Verdict } from '#app/verdict/verdict.ts';
import { presentDevice } from '../session/device-service.ts';
import { checkWords } from '#app/words/cli.ts';
import { jsonDriver, jsonVerdict } from './json.ts';
import type { OpenedServices } from './open-services.ts';

type Request = RequestOf<'find'>;

/** What was found on each device, worst first, and what kept some from being looked at. */
export interface Found {
  readonly verdicts: readonly Verdict[];
  readonly faults: readonly { readonly deviceId: string; readonly fault: Fault }[];
}

/** The one that is named, or all that are there. */
export const chosenDevices = (
  { session }: OpenedServices,
  deviceId: string | null,
): Result<readonly string[], Fault> => {
  if (deviceId === null)
    return ok(
      Object.values(session.state.devices)
        .flatMap(({ device, presence }) => (presence === 'present' ? [device.id] : []))
        .sort(),
    );
  const device = presentDevice(session, deviceId);
  return device.ok ? ok([deviceId]) : device;
};

const findOn = async ({ operations }: OpenedServices, request: Request): Promise<Result<Verdict, Fault>> => {
  const started = operations.start<'find'>(request);
  return started.ok ? reportOf((await started.value.ended).outcome) : fail(started.fault);
};

/** The drivers of what was looked at, as JSON. */
export const driversOf = ({ session }: OpenedServices, deviceIds: readonly string[]) =>
  deviceIds.flatMap((deviceId) => {
    const device = session.state.devices[deviceId];
    return device === undefined ? [] : [jsonDriver(device)];
  });

/** Side by side: all of them take as long as the slowest. */
export const findStuck = async (
  services: OpenedServices,
  deviceIds: readonly string[],
  asked: Pick<Request, 'complaint' | 'agreedTo'>,
): Promise<Found> => {
  const results = await Promise.all(
    deviceIds.map(async (deviceId) => ({
      deviceId,
      found: await findOn(services, { kind: 'find', deviceId, ...asked }),
    })),
  );
  return {
    verdicts: results
      .flatMap(({ found }) => (found.ok ? [found.value] : []))
      .toSorted((a, b) => verdictKinds.indexOf(a.kind) - verdictKinds.indexOf(b.kind)),
    faults: results.flatMap(({ deviceId, found }) => (found.ok ? [] : [{ deviceId, fault: found.fault }])),
  };
};

/** What only time shows of programs that have the printer open; null: nothing. */
export const tooShortWords = ({ session }: OpenedServices, verdict: Verdict): string | null => {
  const programs = tooShortFor(session.state, verdict);
  return programs.length === 0 ? null : checkWords.tooShort(programs);
};

/** A verdict as JSON, with what only time shows. */
export const jsonFound = (services: OpenedServices, verdict: Verdict) => ({
  ...jsonVerdict(verdict),
  tooShort: tooShortWords(services, verdict),
});

/** It blocks for sure. What only may block is `suspected`; what waits for a person is not stuck. */
export const isStuck = ({ kind }: Explanation): boolean =>
  kind === 'blocked' || kind === 'printer-does-not-answer';

export const allExplanations = ({ explanation, others }: Verdict): readonly Explanation[] =>
  explanation === null ? others : [explanation, ...others];
