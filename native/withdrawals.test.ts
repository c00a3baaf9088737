import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Withdrawals } from './withdrawals.ts';

const graceMs = 1000;

describe('Withdrawals', () => {
  it('withdraws what is overdue, once', () => {
    const requests = new Withdrawals<string>(graceMs);
    requests.sent(1, 'first', 100);
    requests.sent(2, 'second', 200);
    expect(requests.nextMoment()).toBe(100);
    expect(requests.overdue(99)).toEqual([]);
    expect(requests.overdue(100)).toEqual([1]);
    expect(requests.withdraw(1, 'deadline', 100)).toBe('first');
    expect(requests.withdraw(1, 'signal', 101)).toBeNull();
    expect(requests.overdue(150)).toEqual([]);
    expect(requests.ended(1)).toEqual({ id: 1, held: 'first', withdrawn: 'deadline', answered: false });
    expect(requests.nextMoment()).toBe(200);
  });

  it('answers without a request that is not given back, and still holds its memory', () => {
    const requests = new Withdrawals<string>(graceMs);
    requests.sent(1, 'memory', 100);
    requests.withdraw(1, 'signal', 50);
    expect(requests.nextMoment()).toBe(50 + graceMs);
    expect(requests.keep(49 + graceMs)).toEqual([]);
    expect(requests.keep(50 + graceMs)).toEqual([1]);
    expect(requests.keep(60 + graceMs)).toEqual([]);
    expect([requests.anyUnanswered, requests.size, requests.nextMoment()]).toEqual([false, 1, null]);
    expect(requests.ended(1)).toEqual({ id: 1, held: 'memory', withdrawn: null, answered: true });
    expect(requests.size).toBe(0);
  });

  it('knows nothing of what has ended', () => {
    const requests = new Withdrawals<string>(graceMs);
    requests.sent(1, 'memory', 100);
    requests.ended(1);
    expect(requests.ended(1)).toBeNull();
    expect(requests.withdraw(1, 'signal', 0)).toBeNull();
  });

  it('answers each request exactly once and gives back all it holds, in whatever order things happen', () => {
    const step = fc.record({
      what: fc.constantFrom('send', 'withdraw', 'end', 'pass'),
      id: fc.nat(5),
      ms: fc.nat(graceMs * 2),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const requests = new Withdrawals<number>(graceMs);
        const [inFlight, answers, freed] = [new Set<number>(), new Map<number, number>(), new Set<number>()];
        const answer = (id: number): void => void answers.set(id, (answers.get(id) ?? 0) + 1);
        const end = (id: number): void => {
          const ended = requests.ended(id);
          if (ended === null) return;
          if (!ended.answered) answer(id);
          expect(inFlight.delete(ended.held)).toBe(true);
          freed.add(ended.held);
        };
        let [now, last] = [0, 0];
        for (const { what, id, ms } of steps) {
          const target = Math.max(1, last - id);
          if (what === 'send') {
            requests.sent(++last, last, now + ms);
            inFlight.add(last);
          } else if (what === 'withdraw') requests.withdraw(target, 'signal', now);
          else if (what === 'end') end(target);
          else {
            now += ms;
            for (const overdue of requests.overdue(now)) requests.withdraw(overdue, 'deadline', now);
            for (const kept of requests.keep(now)) answer(kept);
          }
        }
        expect(requests.size).toBe(inFlight.size);
        for (const id of [...inFlight]) end(id);
        expect([requests.size, freed.size]).toEqual([0, last]);
        expect([...answers.values()].every((count) => count === 1)).toBe(true);
        expect(answers.size).toBe(last);
      }),
    );
  });
});
