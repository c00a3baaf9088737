import { afterEach, beforeEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { holdEarlyKeys } from './early-keys.ts';

/** A window that is still loading. Its list handles the arrows, F6 goes to a field, and all other keys are noted. */
const unloaded = () => {
  const field = document.createElement('input');
  document.body.append(field);
  const taken: string[] = [];
  const take = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    taken.push(event.key);
    if (event.key === 'F6') field.focus();
  };
  const ofTheList = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') event.preventDefault();
  };
  let isWhole = false;
  let load = (): void => undefined;
  const loaded = new Promise<void>((resolve) => (load = resolve)).then(() => void (isWhole = true));
  document.body.addEventListener('keydown', ofTheList);
  const stopHolding = holdEarlyKeys(
    () => isWhole,
    () => loaded,
  );
  document.addEventListener('keydown', take);
  return {
    ...{ taken, field, load: () => load() },
    stop: () => {
      document.body.removeEventListener('keydown', ofTheList);
      document.removeEventListener('keydown', take);
      stopHolding();
      field.remove();
    },
  };
};

let window: ReturnType<typeof unloaded>;
beforeEach(() => {
  window = unloaded();
});
afterEach(() => window.stop());

it('keys that come early wait for the rest of the window, in their order', async () => {
  await userEvent.keyboard('a{F6}');
  expect(window.taken).toEqual([]);
  window.load();
  await expect.poll(() => window.taken).toEqual(['a', 'F6']);
  await userEvent.keyboard('{F8}');
  await expect.poll(() => window.taken).toEqual(['a', 'F6', 'F8']);
});

it('what is typed early for a field that a key opens is in the field', async () => {
  await userEvent.keyboard('{F6}12');
  window.load();
  await expect.poll(() => window.field.value).toBe('12');
});

it('the list of channels has its keys at once, and Tab is the system’s', async () => {
  await userEvent.keyboard('{ArrowDown}{Tab}');
  expect(window.taken).toEqual(['Tab']);
});
