import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partOf } from '#app/audit/entries.ts';
import { liveChannels } from '#app/session/channels.ts';
import { closeTarget, fieldScenario, openBench } from '../testing/bench.ts';

// Every situation from the field is played: looked at, scanned, and each row closed with no yes over a job.

const folder = join(import.meta.dirname, '../../native/simulator/scenarios/field');
const files = readdirSync(folder).map((file) => file.replace('.json', ''));

test.each(files)(
  '%s: nothing is cut off, nothing is claimed that is not so, all is recorded',
  async (name) => {
    const bench = openBench(fieldScenario(name));
    const { services, simulator, clock, run } = bench;
    await clock.advance(1_000);
    await run(services.devices.refresh());
    const deviceIds = Object.keys(services.session.state.devices);
    for (const deviceId of deviceIds)
      await run(bench.begin<'scan'>({ kind: 'scan', deviceId }).report, 120_000);
    for (const deviceId of deviceIds) {
      for (const { hostSocket } of liveChannels(services.session.state, deviceId)) {
        const target = closeTarget(services.session.state, deviceId, hostSocket);
        const started = services.operations.start<'close'>({ kind: 'close', deviceId, targets: [target] });
        if (!started.ok) continue;
        const { closings } = await run(started.value.ended, 120_000);
        const [closing] = closings;
        if (target.confirmed.jobs.length > 0) expect(closing?.sent).toBe(false);
        if (closing?.outcome?.kind === 'freed')
          expect(simulator.controls.holdings(deviceId).hostSockets).not.toContain(hostSocket);
      }
    }
    // what was refused before anything was sent has an outcome alone
    const records = existsSync(bench.auditFile) ? bench.audit() : [];
    const parts = records.map(partOf);
    const ids = (wanted: 'begin' | 'end') => parts.filter(({ part }) => part === wanted).map(({ id }) => id);
    expect(ids('end')).toEqual(expect.arrayContaining(ids('begin')));
  },
);
