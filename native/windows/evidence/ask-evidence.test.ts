import * as v from 'valibot';
import { expect, test, vi } from 'vitest';
import { AskEvidence, type EvidenceProcess } from './ask-evidence.ts';

/** A process that answers as told; it records what happens to it. */
class FakeProcess implements EvidenceProcess {
  readonly posted: { number: number }[] = [];
  killed = false;
  #tell: (message: unknown) => void = () => undefined;
  #end: () => void = () => undefined;

  post(message: unknown): void {
    this.posted.push(message as { number: number });
  }
  onMessage(listen: (message: unknown) => void): void {
    this.#tell = listen;
  }
  onEnd(listen: () => void): void {
    this.#end = listen;
  }
  kill(): void {
    this.killed = true;
    this.#end();
  }
  answer(index: number, answer: unknown): void {
    this.#tell({ number: this.posted[index]?.number, answer });
  }
}

const bench = () => {
  const started: FakeProcess[] = [];
  const asker = new AskEvidence(() => {
    const one = new FakeProcess();
    started.push(one);
    return one;
  });
  const ask = (deadlineMs = 1000) => asker.ask(v.number(), { ask: 'spooler' }, deadlineMs);
  return { asker, started, ask };
};

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

test('an answer that is late kills the process, and the next question starts another', async () => {
  vi.useFakeTimers();
  try {
    const { started, ask } = bench();
    const late = ask(50);
    await vi.advanceTimersByTimeAsync(50);
    expect(await late).toEqual({ ok: false, fault: { why: 'late' } });
    expect(started[0]?.killed).toBe(true);
    const again = ask();
    started[1]?.answer(0, { ok: true, value: 1 });
    expect(await again).toEqual({ ok: true, value: 1 });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('a process that ends by itself leaves no question open', async () => {
  const { started, ask, asker } = bench();
  const asked = ask();
  started[0]?.kill();
  expect(await asked).toEqual({ ok: false, fault: { why: 'ended' } });
  asker.close();
});
