import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { notice, openWindow } from '../testing/open-window.tsx';
import { office } from '../testing/sessions.ts';
import { changeSettings, settingsNow } from './settings-store.ts';

const now = Date.now();
const separator = (name: string) => page.getByRole('separator', { name });
const heightOf = (name: string): number =>
  page.getByRole('region', { name }).element().getBoundingClientRect().height;
const widthOfDevices = (): number =>
  page.getByRole('navigation', { name: 'Devices' }).element().getBoundingClientRect().width;

describe('the sizes of panes', () => {
  it('are those of last time from the first picture on', async () => {
    await openWindow(office(now), [1280, 800], { sizes: { devicesWidth: 320, detailsHeight: 150 } });
    expect([widthOfDevices(), heightOf('Details')]).toEqual([320, 150]);
    await expect.element(separator('Width of the devices')).toHaveAttribute('aria-valuenow', '320');
  });

  it('change by keyboard, are told as values, and are kept', async () => {
    const main = await openWindow(office(now), [1280, 800], {
      sizes: { devicesWidth: 208, detailsHeight: 300 },
    });
    const width = separator('Width of the devices');
    width.element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
    await expect.element(width).toHaveAttribute('aria-valuenow', '224');
    expect(widthOfDevices()).toBe(224);
    await userEvent.keyboard('{Home}');
    await expect.element(width).toHaveAttribute('aria-valuenow', '120');
    separator('Height of the details').element().focus();
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(() => heightOf('Details')).toBe(316);
    expect(main.settings.sizes).toEqual({ devicesWidth: 120, detailsHeight: 316 });
  });

  it('change by mouse, and a double click puts them back', async () => {
    const main = await openWindow(office(now));
    const line = separator('Width of the devices');
    const at = (clientX: number) => ({ clientX, pointerId: 1, button: 0, bubbles: true });
    const element = line.element() as HTMLElement;
    element.setPointerCapture = () => undefined;
    element.dispatchEvent(new PointerEvent('pointerdown', at(208)));
    element.dispatchEvent(new PointerEvent('pointermove', at(300)));
    element.dispatchEvent(new PointerEvent('pointerup', at(300)));
    element.dispatchEvent(new PointerEvent('pointermove', at(400)));
    await expect.poll(widthOfDevices).toBe(300);
    await line.dblClick();
    await expect.poll(widthOfDevices).toBe(208);
    expect(main.settings.sizes.devicesWidth).toBe(208);
  });

  it('leave rows in sight however small the window is', async () => {
    await openWindow(office(now), [640, 400], { sizes: { devicesWidth: 900, detailsHeight: 900 } });
    expect(widthOfDevices()).toBe(160);
    expect(heightOf('Details')).toBe(130);
  });
});

it('a change holds at once and is told to main; what main could not keep is shown', async () => {
  const main = await openWindow(office(now));
  main.faults.settings = { kind: 'internal', incident: 'S1' };
  changeSettings({ filter: 'scan' });
  expect(settingsNow().filter).toBe('scan');
  await expect.element(notice()).toHaveTextContent('incident S1');
});

it('a settings file that was put aside is told in the window', async () => {
  const main = await openWindow(office(now));
  main.happen({
    type: 'notice',
    at: now,
    fault: { kind: 'settings-damaged', path: 'settings.json', putAside: 'settings.damaged-1.json' },
  });
  await expect.element(notice()).toHaveTextContent('put aside as settings.damaged-1.json');
});

describe('the table', () => {
  it('is set up as it was left', async () => {
    await openWindow(office(now), [1280, 800], {
      columns: [
        { id: 'host', shown: true, width: 90 },
        { id: 'peripheral', shown: false, width: null },
      ],
      sorting: [{ id: 'host', desc: true }],
      filter: 'host:>1',
    });
    const headers = page.getByRole('columnheader').elements();
    expect(headers[0]).toHaveTextContent('Host');
    expect((headers[0] as HTMLElement).offsetWidth).toBe(90);
    await expect.element(page.getByRole('columnheader', { name: 'Peri.' })).not.toBeInTheDocument();
    await expect.element(page.getByRole('searchbox')).toHaveValue('host:>1');
    await expect.element(page.getByText('2 of 5 rows, sorted by Host (descending)')).toBeVisible();
  });

  it('is kept as it is left', async () => {
    const main = await openWindow(office(now));
    await page.getByRole('searchbox').fill('scan');
    const host = page.getByRole('columnheader', { name: 'Host' }).getByRole('button');
    await host.click();
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowLeft}{/Shift}{/Alt}');
    await expect.poll(() => main.settings.filter).toBe('scan');
    await expect.poll(() => main.settings.sorting).toEqual([{ id: 'host', desc: false }]);
    expect(main.settings.columns.slice(0, 3).map(({ id }) => id)).toEqual(['state', 'host', 'service']);
  });
});
