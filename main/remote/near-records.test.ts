import { expect, test } from 'vitest';
import { ok } from '#app/result.ts';
import { realClock } from '#native';
import { auditPath, createAuditTrail } from '../audit/audit-trail.ts';
import { operatorOf } from '../audit/operator.ts';
import { auditRecords, openBench, temporaryFolder } from '../testing/bench.ts';
import type { Connection } from './connection.ts';
import { NearRecords } from './near-records.ts';

test('what has ended there before its id came is recorded as ended', async () => {
  const { services, perform, run } = openBench('office');
  await run(services.devices.refresh());
  const [deviceId = ''] = Object.keys(services.session.state.devices);
  const before = services.session.state;
  const { id } = await perform<'scan'>({ kind: 'scan', deviceId });
  const path = auditPath(temporaryFolder(), true);
  const connection = {
    id: '2b1a8c3e-4f6d-4a8b-9c0d-1e2f3a4b5c6d',
    host: { name: 'front-desk' },
    there: { computer: 'FRONT-DESK', user: 'kiosk' },
  } as unknown as Connection;
  const records = new NearRecords(createAuditTrail(path), operatorOf('window'), realClock, connection);
  await records.around({ kind: 'scan', deviceId }, before, async () => {
    await records.look(services.session.state);
    return ok({ id });
  });
  expect(auditRecords(path)).toMatchObject([
    { record: 'remote-start' },
    { record: 'remote-end', ended: 'done' },
  ]);
});
