import { expect, test } from 'vitest';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import { realClock } from '#native';
import { auditPath, createAuditTrail } from '../audit/audit-trail.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { operatorOf } from '../audit/operator.ts';
import { auditRecords, openBench, temporaryFolder } from '../testing/bench.ts';
import type { Connection } from './connection.ts';
import { NearRecords } from './near-records.ts';

const opened = async (wrap: (trail: AuditTrail) => AuditTrail = (trail) => trail) => {
  const { services, perform, run } = openBench('office');
  await run(services.devices.refresh());
  const [deviceId = ''] = Object.keys(services.session.state.devices);
  const path = auditPath(temporaryFolder(), true);
  const connection = {
    id: '2b1a8c3e-4f6d-4a8b-9c0d-1e2f3a4b5c6d',
    host: { name: 'front-desk' },
    there: { computer: 'FRONT-DESK', user: 'kiosk' },
  } as unknown as Connection;
  const told: Fault[] = [];
  const records = new NearRecords(
    wrap(createAuditTrail(path)),
    operatorOf('window'),
    realClock,
    connection,
    (fault) => void told.push(fault),
  );
  return { services, perform, records, deviceId, path, told };
};

test('what has ended there before its id came is recorded as ended', async () => {
  const { services, perform, records, deviceId, path } = await opened();
  const before = services.session.state;
  const { id } = await perform<'scan'>({ kind: 'scan', deviceId });
  await records.around({ kind: 'scan', deviceId }, before, async () => {
    await records.look(services.session.state);
    return ok({ id });
  });
  expect(auditRecords(path)).toMatchObject([
    { record: 'remote-start' },
    { record: 'remote-end', ended: 'done' },
  ]);
});

test('what is under way when the person leaves is recorded as not seen, once', async () => {
  const { services, records, deviceId, path } = await opened();
  const { state } = services.session;
  await records.around({ kind: 'scan', deviceId }, state, () => Promise.resolve(ok({ id: 77 })));
  await records.leave();
  await records.leave();
  await records.look(state);
  expect(auditRecords(path)).toMatchObject([
    { record: 'remote-start', host: 'front-desk', there: { computer: 'FRONT-DESK' } },
    { record: 'remote-end', ended: null },
  ]);
});

test('an end that is not on disk is reported', async () => {
  const fault: Fault = { kind: 'outcome-not-recorded', path: '/full/audit.jsonl', code: 'ENOSPC' };
  const { services, records, deviceId, told } = await opened((trail) => ({
    ...trail,
    append: (record) =>
      record.record === 'remote-end' ? Promise.resolve(fail(fault)) : trail.append(record),
  }));
  const { state } = services.session;
  await records.around({ kind: 'scan', deviceId }, state, () => Promise.resolve(ok({ id: 77 })));
  expect(told).toEqual([]);
  await records.leave();
  expect(told).toEqual([fault]);
});
