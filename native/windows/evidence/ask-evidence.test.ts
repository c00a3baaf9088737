import * as v from 'valibot';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AskEvidence } from './ask-evidence.ts';
import { fakeEvidence } from './fake-evidence.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const bench = () => {
  const { started, spawn } = fakeEvidence();
  const asker = new AskEvidence(spawn);
  const ask = (deadlineMs = 1000) => asker.ask(v.number(), { ask: 'spooler' }, deadlineMs);
  return { asker, started, ask };
};
const failed = (why: string) => ({ ok: false, fault: { why } });

test('answers find their questions, in one process', async () => {
  const { started, ask } = bench();
  const [first, second] = [ask(), ask()];
  started[0]?.answer(1, { ok: true, value: 2 });
  started[0]?.answer(0, { ok: false, fault: { call: 'EnumPortsW', systemError: 1722 } });
  expect(await second).toEqual({ ok: true, value: 2 });
  expect(await first).toEqual({
    ok: false,
    fault: { why: 'failed', call: 'EnumPortsW', systemError: 1722 },
  });
  expect(started).toHaveLength(1);
  expect(started[0]?.killed).toBe(false);
});

test('a process that could not load a library says so; the next question tries another', async () => {
  const { started, ask } = bench();
  const fault = { kind: 'library-not-loaded', file: 'koffi.node', code: 'ERR_DLOPEN_FAILED' };
  const [first, second] = [ask(), ask()];
  started[0]?.answer(0, { ok: false, fault });
  expect(await first).toEqual({ ok: false, fault: { why: 'not-loaded', fault } });
  expect(started[0]?.killed).toBe(true);
  started[1]?.answer(0, { ok: true, value: 2 });
  expect(await second).toEqual({ ok: true, value: 2 });
});

test('an answer that is late kills the process, and the next question starts another', async () => {
  const { started, ask } = bench();
  const late = ask(50);
  await vi.advanceTimersByTimeAsync(50);
  expect(await late).toEqual(failed('late'));
  expect(started[0]?.killed).toBe(true);
  const again = ask();
  started[1]?.answer(0, { ok: true, value: 1 });
  expect(await again).toEqual({ ok: true, value: 1 });
  expect(vi.getTimerCount()).toBe(0);
});

test('what waits behind an answer that is late goes to another process, with what is left of its time', async () => {
  const { started, ask } = bench();
  const late = ask(50);
  const [answered, silent] = [ask(80), ask(80)];
  await vi.advanceTimersByTimeAsync(50);
  expect(await late).toEqual(failed('late'));
  started[0]?.answer(1, { ok: true, value: 9 });
  expect(started[1]?.posted).toHaveLength(2);
  started[1]?.answer(0, { ok: true, value: 1 });
  expect(await answered).toEqual({ ok: true, value: 1 });
  await vi.advanceTimersByTimeAsync(30);
  expect(await silent).toEqual(failed('late'));
});

test.each([
  ['nothing', undefined],
  ['text', 'Segmentation fault'],
  ['an answer without a number', { answer: { ok: true, value: 1 } }],
  ['an answer to nothing that was asked', { number: 77, answer: { ok: true, value: 1 } }],
  ['a value that breaks its schema', { number: 1, answer: { ok: true, value: 'one' } }],
  ['a failure without its call', { number: 1, answer: { ok: false, fault: {} } }],
])(
  '%s is a failed answer: its process is replaced, and the next question is answered',
  async (_, message) => {
    const { started, ask } = bench();
    const [first, second] = [ask(), ask()];
    started[0]?.say(message);
    expect(await first).toEqual(failed('malformed'));
    expect(started[0]?.killed).toBe(true);
    started[1]?.answer(0, { ok: true, value: 2 });
    expect(await second).toEqual({ ok: true, value: 2 });
  },
);

test('what a process says that nobody asked costs it its life and nothing else', async () => {
  const { started, ask } = bench();
  const first = ask();
  started[0]?.answer(0, { ok: true, value: 1 });
  expect(await first).toEqual({ ok: true, value: 1 });
  started[0]?.say('by the way');
  expect(started[0]?.killed).toBe(true);
  const second = ask();
  started[1]?.answer(0, { ok: true, value: 2 });
  expect(await second).toEqual({ ok: true, value: 2 });
});

test('a process that ends by itself fails the question it ended over, and no other', async () => {
  const { started, ask } = bench();
  const [first, second] = [ask(), ask()];
  started[0]?.end();
  expect(await first).toEqual(failed('ended'));
  started[1]?.answer(0, { ok: true, value: 2 });
  expect(await second).toEqual({ ok: true, value: 2 });
});

test('a process that is refused is tried once more, with all that was asked by then', async () => {
  const { started, ask } = bench();
  const first = ask();
  started[0]?.refuse();
  const second = ask();
  await vi.advanceTimersByTimeAsync(100);
  expect(started).toHaveLength(2);
  started[1]?.answer(0, { ok: true, value: 1 });
  started[1]?.answer(1, { ok: true, value: 2 });
  expect([await first, await second]).toEqual([
    { ok: true, value: 1 },
    { ok: true, value: 2 },
  ]);
});

test('refused twice, it is a failed answer', async () => {
  const { started, ask } = bench();
  const first = ask();
  started[0]?.refuse();
  await vi.advanceTimersByTimeAsync(100);
  started[1]?.refuse();
  expect(await first).toEqual(failed('ended'));
});

test('closing answers what is asked, and what is asked later, and starts nothing', async () => {
  const { started, ask, asker } = bench();
  const asked = ask();
  asker.close();
  expect(await asked).toEqual(failed('ended'));
  expect(await ask()).toEqual(failed('ended'));
  expect(started).toHaveLength(1);
  expect(started[0]?.killed).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
