import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Discovery } from '#app/dot4/device.ts';
import { fail, ok } from '#app/result.ts';
import { watchDevices } from './watch-devices.ts';

const nothing: Discovery = { devices: [], driverPackage: 'absent' };
const installed: Discovery = { devices: [], driverPackage: 'installed' };

describe('watchDevices', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const watch = (known: Discovery | null, looks: (Discovery | null)[]) => {
    let calls = 0;
    const discover = () => {
      const look = looks.shift() ?? null;
      return Promise.resolve(
        look === null ? fail({ kind: 'discovery-failed', call: 'x', systemError: 5 } as const) : ok(look),
      );
    };
    const stop = watchDevices(discover, known, () => (calls += 1));
    return { stop, calls: () => calls, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
  };

  it('tells a change within two seconds, and each change once', async () => {
    const watched = watch(nothing, [nothing, installed, installed, nothing]);
    await watched.pass(0);
    expect(watched.calls()).toBe(0);
    await watched.pass(1500);
    expect(watched.calls()).toBe(1);
    await watched.pass(1500);
    expect(watched.calls()).toBe(1);
    await watched.pass(1500);
    expect(watched.calls()).toBe(2);
    watched.stop();
  });

  it('tells what it sees first when nobody has looked before', async () => {
    const watched = watch(null, [nothing]);
    await watched.pass(0);
    expect(watched.calls()).toBe(1);
    watched.stop();
  });

  it('takes a look that failed for no change', async () => {
    const watched = watch(installed, [null, installed]);
    await watched.pass(2000);
    expect(watched.calls()).toBe(0);
    watched.stop();
  });

  it('is silent once it was stopped', async () => {
    const watched = watch(nothing, [nothing, installed]);
    await watched.pass(0);
    watched.stop();
    watched.stop();
    await watched.pass(10_000);
    expect(watched.calls()).toBe(0);
  });
});
