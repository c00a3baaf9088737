import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeGraceMs } from '../close-in-time.ts';
import { quitCleanly } from './quit.ts';

describe('quitCleanly', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const never = (): Promise<void> => new Promise(() => undefined);

  const quitting = (close: () => Promise<void>, recordOpen = vi.fn(() => Promise.resolve())) => {
    const app = Object.assign(new EventEmitter(), { quit: vi.fn() });
    const error = vi.fn();
    const endHard = vi.fn();
    quitCleanly(app, { close, recordOpen }, { error, warn: vi.fn() }, endHard);
    const preventDefault = vi.fn();
    const askToQuit = (): void => void app.emit('before-quit', { preventDefault });
    return { app, error, endHard, preventDefault, askToQuit, recordOpen };
  };

  it('closes first, and then quits in the ordinary way', async () => {
    const close = vi.fn(() => Promise.resolve());
    const { app, endHard, preventDefault, askToQuit } = quitting(close);
    askToQuit();
    expect([close.mock.calls.length, preventDefault.mock.calls.length]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(2 * closeGraceMs);
    expect([app.quit.mock.calls.length, endHard.mock.calls.length]).toEqual([1, 0]);
    askToQuit();
    expect([close.mock.calls.length, preventDefault.mock.calls.length]).toEqual([1, 1]);
  });

  it('ends the process the hard way when a driver keeps a thread, within two seconds', async () => {
    const { app, error, endHard, askToQuit } = quitting(never);
    askToQuit();
    await vi.advanceTimersByTimeAsync(closeGraceMs - 1);
    expect(endHard).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect([app.quit.mock.calls.length, endHard.mock.calls.length]).toEqual([0, 1]);
    expect(error).toHaveBeenCalledOnce();
    expect(closeGraceMs).toBeLessThan(2000);
  });

  it('asked again while it closes, it closes on, and quits when that is done', async () => {
    let closed: () => void = () => undefined;
    const close = vi.fn(() => new Promise<void>((resolve) => (closed = resolve)));
    const { app, endHard, preventDefault, askToQuit } = quitting(close);
    askToQuit();
    askToQuit();
    askToQuit();
    expect([close.mock.calls.length, preventDefault.mock.calls.length]).toEqual([1, 3]);
    closed();
    await vi.advanceTimersByTimeAsync(0);
    expect([app.quit.mock.calls.length, endHard.mock.calls.length]).toEqual([1, 0]);
  });

  it('has on record what is open before the process ends the hard way', async () => {
    let recorded: () => void = () => undefined;
    const recordOpen = vi.fn(() => new Promise<void>((resolve) => (recorded = resolve)));
    const { endHard, askToQuit } = quitting(never, recordOpen);
    askToQuit();
    await vi.advanceTimersByTimeAsync(closeGraceMs);
    expect([recordOpen.mock.calls.length, endHard.mock.calls.length]).toEqual([1, 0]);
    recorded();
    await vi.advanceTimersByTimeAsync(0);
    expect(endHard).toHaveBeenCalledOnce();
  });

  it.each([
    ['takes for ever', never],
    ['fails', () => Promise.reject(new Error('no disk'))],
  ])('ends all the same when recording %s', async (_how, recordOpen) => {
    const { endHard, askToQuit } = quitting(never, vi.fn(recordOpen));
    askToQuit();
    await vi.advanceTimersByTimeAsync(2 * closeGraceMs);
    expect(endHard).toHaveBeenCalledOnce();
  });

  it('quits all the same when closing fails, and says why', async () => {
    const { app, error, endHard, askToQuit } = quitting(() => Promise.reject(new Error('no such link')));
    askToQuit();
    await vi.advanceTimersByTimeAsync(0);
    expect([app.quit.mock.calls.length, endHard.mock.calls.length]).toEqual([1, 0]);
    expect(error).toHaveBeenCalledWith('closing: Error: no such link');
  });
});
