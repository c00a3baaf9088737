import { expect, test } from 'vitest';
import type { Fault } from '#app/faults/fault.ts';
import type { WindowsEvent } from '#app/audit/windows-event.ts';
import { noPolicy } from '#app/policy/policy.ts';
import { fail, ok } from '#app/result.ts';
import { intentOf, outcomeOf } from '#app/testing/audit-records.ts';
import { eventLogOf, withEvents } from './event-log.ts';
import type { AuditTrail } from './audit-trail.ts';

const trailThat = (fault: Fault | null): AuditTrail => ({
  append: () => Promise.resolve(fault === null ? ok(undefined) : fail(fault)),
  flush: () => Promise.resolve(ok(undefined)),
});

/** What is written to the log while these are appended. */
const eventsOf = async (
  fault: Fault | null,
  report: (event: WindowsEvent) => Promise<boolean> = () => Promise.resolve(true),
) => {
  const events: number[] = [];
  const trail = withEvents(trailThat(fault), (event) => {
    events.push(event.id);
    return report(event);
  });
  const answers = [await trail.append(intentOf('a')), await trail.append(outcomeOf('a'))];
  await trail.flush();
  return { events, answers };
};

test('each record of a real device is an event, in their order', async () => {
  const { events, answers } = await eventsOf(null);
  expect(events).toEqual([100, 101]);
  expect(answers).toEqual([ok(undefined), ok(undefined)]);
});

test.each<[name: string, report: () => Promise<boolean>]>([
  ['is refused', () => Promise.resolve(false)],
  ['is a bug', () => Promise.reject(new Error('no log'))],
])('an event that %s loses nothing, and keeps the next from nothing', async (_name, report) => {
  const { events, answers } = await eventsOf(null, report);
  expect(events).toEqual([100, 101]);
  expect(answers).toEqual([ok(undefined), ok(undefined)]);
});

test('a log that never answers holds neither the record nor the end', async () => {
  const { events, answers } = await eventsOf(null, () => new Promise(() => undefined));
  expect(events).toEqual([100]);
  expect(answers).toEqual([ok(undefined), ok(undefined)]);
});

test('what was refused for its record is no event; an end that waits for its line is one', async () => {
  const path = 'trail';
  expect((await eventsOf({ kind: 'audit-unwritable', path, code: 'ENOSPC' })).events).toEqual([]);
  expect((await eventsOf({ kind: 'outcome-not-recorded', path, code: 'ENOSPC' })).events).toEqual([100, 101]);
});

test('simulated devices are no events, and without a log the trail is what it was', async () => {
  const events: number[] = [];
  const trail = withEvents(trailThat(null), ({ id }) => Promise.resolve(events.push(id) > 0));
  await trail.append({ ...intentOf('a'), simulated: true });
  await trail.flush();
  expect(events).toEqual([]);
  const plain = trailThat(null);
  expect(withEvents(plain, null)).toBe(plain);
});

test('on a system without such a log there is none', async () => {
  if (process.platform !== 'win32') expect(await eventLogOf(noPolicy)).toBeNull();
  const silent = { ...noPolicy, rules: { ...noPolicy.rules, eventLog: false } };
  expect(await eventLogOf(silent)).toBeNull();
});
