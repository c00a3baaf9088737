import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RequestOf } from '#app/operations/operation.ts';
import { complaints } from '#app/verdict/complaints.ts';
import { deviceSign } from '#app/verdict/device-sign.ts';
import type { DeviceSign } from '#app/verdict/device-sign.ts';
import { verdictOf } from '#app/verdict/verdict-of.ts';
import type { VerdictKind } from '#app/verdict/verdict.ts';
import { scenarioFromBytes } from '#native';
import { openBench } from '../testing/bench.ts';

// In each scenario: the sign of a device in the list is never better than the verdict of the same moment.

const folder = join(import.meta.dirname, '../../native/simulator/scenarios');
const files = ['built-in', 'field'].flatMap((kind) =>
  readdirSync(join(folder, kind))
    // 8,192 rows of one kind: they take long, and `full` has the same
    .filter((file) => file !== 'crowd.json')
    .map((file) => join(kind, file)),
);

/** How bad each is that a verdict may be, as a person reads it. */
const verdictRanks: Readonly<Record<VerdictKind, number>> = {
  blocked: 3,
  'printer-does-not-answer': 3,
  'person-needed': 2,
  suspected: 2,
  'could-not-be-told': 1,
  'nothing-found': 0,
};
/** A device with a trouble of its own is shown in red, one that left by a sign of its own; no verdict is made of it. */
const signRanks: Readonly<Record<DeviceSign, number>> = {
  ...verdictRanks,
  ...{ problem: 3, 'access-denied': 3, 'not-answering': 3, unplugged: 2, 'not-checked': 1 },
};

const signsIn = ({ services, clock }: ReturnType<typeof openBench>): DeviceSign[] => {
  const { state } = services.session;
  const now = { at: clock.now(), ms: clock.monotonicMs() };
  return Object.entries(state.devices).map(([id, device]) => {
    const sign = deviceSign(state, device);
    for (const complaint of complaints) {
      const kind = verdictOf(state, id, complaint, now)?.kind ?? 'nothing-found';
      expect(signRanks[sign], `${sign}, while the verdict is ${kind}`).toBeGreaterThanOrEqual(
        verdictRanks[kind],
      );
    }
    return sign;
  });
};

const agreedTo: RequestOf<'find'>['agreedTo'] = ['measure', 'scan', 'try'];

/** The signs at each look, and after a search on each device. */
const playedSigns = async (file: string): Promise<readonly DeviceSign[]> => {
  const scenario = scenarioFromBytes(readFileSync(join(folder, file)));
  if (!scenario.ok) throw new Error(`${file}: ${scenario.fault.reason}`);
  const bench = openBench(scenario.value);
  const { services, clock, run } = bench;
  const seen: DeviceSign[] = [];
  for (let visit = 0; visit < 3; visit += 1) {
    for (let look = 0; look < 5; look += 1) {
      await run(services.devices.refresh());
      seen.push(...signsIn(bench));
      await clock.advance(5_000);
    }
    for (const deviceId of Object.keys(services.session.state.devices)) {
      const started = services.operations.start<'find'>({
        ...{ kind: 'find', deviceId, complaint: 'unknown', agreedTo },
      });
      if (started.ok) await run(started.value.ended, 300_000);
      seen.push(...signsIn(bench));
    }
  }
  return seen;
};

test.each(files)('%s', { timeout: 60_000 }, async (file) => {
  await playedSigns(file);
});

test('a printer with no channel left is no healthy one', async () => {
  const signs = await playedSigns('built-in/full.json');
  expect(signs.at(-1)).toBe('blocked');
});
