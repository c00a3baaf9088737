import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';

/** A window of which one part is not loaded yet. */
const unloaded = async () => {
  vi.resetModules();
  const { later, isWholeWindow } = await import('../ui/later.tsx');
  const { waitsForWindow } = await import('./early-keys.ts');
  let load = (): void => undefined;
  later(() => new Promise<() => null>((resolve) => (load = () => resolve(() => null))));
  const taken: string[] = [];
  const listen = (event: KeyboardEvent): void => {
    if (!waitsForWindow(event, event.key === 'F6')) taken.push(event.key);
  };
  document.addEventListener('keydown', listen);
  return {
    ...{ taken, isWholeWindow, load: () => load() },
    stop: () => document.removeEventListener('keydown', listen),
  };
};

let window: Awaited<ReturnType<typeof unloaded>>;
beforeEach(async () => (window = await unloaded()));
afterEach(() => window.stop());

it('the key of a command waits for the rest of the window, and the keys after it wait for their turn', async () => {
  await userEvent.keyboard('a{F6}12');
  expect(window.taken).toEqual(['a']);
  window.load();
  await expect.poll(() => window.taken).toEqual(['a', 'F6', '1', '2']);
  expect(window.isWholeWindow()).toBe(true);
  await userEvent.keyboard('{F6}');
  await expect.poll(() => window.taken.at(-1)).toBe('F6');
});
