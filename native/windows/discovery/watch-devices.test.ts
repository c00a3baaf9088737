import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Discovery } from '#app/dot4/device.ts';
import { fail, ok } from '#app/result.ts';
import { watchDevices } from './watch-devices.ts';

const nothing: Discovery = { devices: [], driverPackage: 'absent' };
const installed: Discovery = { devices: [], driverPackage: 'installed' };

describe('watchDevices', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const watch = (known: Discovery | null, looks: (Discovery | Error | null)[]) => {
    const found: Discovery[] = [];
    const discover = () => {
      const look = looks.shift() ?? null;
      if (look instanceof Error) return Promise.reject(look);
      return Promise.resolve(
        look === null ? fail({ kind: 'discovery-failed', call: 'x', systemError: 5 } as const) : ok(look),
      );
    };
    const stop = watchDevices(discover, known, (now) => found.push(now));
    return { stop, found, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
  };

  it('hands on what it found within two seconds of a change, and each change once', async () => {
    const watched = watch(nothing, [nothing, installed, installed, nothing]);
    await watched.pass(0);
    expect(watched.found).toEqual([]);
    await watched.pass(1500);
    expect(watched.found).toEqual([installed]);
    await watched.pass(1500);
    expect(watched.found).toEqual([installed]);
    await watched.pass(1500);
    expect(watched.found).toEqual([installed, nothing]);
    watched.stop();
  });

  it('hands on what it finds first when nobody has looked before', async () => {
    const watched = watch(null, [nothing]);
    await watched.pass(0);
    expect(watched.found).toEqual([nothing]);
    watched.stop();
  });

  it('takes a look that failed for no change', async () => {
    const watched = watch(installed, [null, installed]);
    await watched.pass(2000);
    expect(watched.found).toEqual([]);
    watched.stop();
  });

  it('goes on after a bug in a discovery', async () => {
    const watched = watch(nothing, [new Error('a bug'), installed]);
    await watched.pass(2000);
    expect(watched.found).toEqual([installed]);
    watched.stop();
  });

  it('is silent once it was stopped', async () => {
    const watched = watch(nothing, [nothing, installed]);
    await watched.pass(0);
    watched.stop();
    watched.stop();
    await watched.pass(10_000);
    expect(watched.found).toEqual([]);
  });
});
