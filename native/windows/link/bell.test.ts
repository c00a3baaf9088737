import { describe, expect, it, vi } from 'vitest';
import { Bell, bellBytes, ring } from './bell.ts';

const forEver = 3_600_000;

describe('the bell', () => {
  const set = () => {
    const memory = new SharedArrayBuffer(bellBytes);
    const wake = vi.fn();
    return { bell: new Bell(memory), wake, ring: () => ring(memory, wake) };
  };

  it('leaves a worker that is awake alone: it looks before it waits', () => {
    const { bell, wake, ring: ringIt } = set();
    ringIt();
    bell.waitHere(forEver, () => true);
    expect(
      bell.waitAtPort(
        (mayWait) => mayWait,
        () => true,
      ),
    ).toBe(false);
    expect(wake).not.toHaveBeenCalled();
  });

  it('wakes a worker that waits at its port, and once', () => {
    const { bell, wake, ring: ringIt } = set();
    const mayWait = bell.waitAtPort(
      (may) => {
        ringIt();
        ringIt();
        return may;
      },
      () => false,
    );
    expect([mayWait, wake.mock.calls.length]).toEqual([true, 1]);
    ringIt();
    expect(wake).toHaveBeenCalledOnce();
  });

  it('is heard when it rings between the last look and the wait', () => {
    const { bell, wake, ring: ringIt } = set();
    const look = vi.fn(() => {
      ringIt();
      return false;
    });
    bell.waitHere(forEver, look);
    expect(look).toHaveBeenCalledOnce();
    expect(wake).not.toHaveBeenCalled();
  });
});
