import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { page, userEvent } from 'vitest/browser';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { dialog, grid, openWindow, row, setLook, spoken } from '../testing/open-window.tsx';
import {
  found,
  foundUnmeasured,
  jobSeen,
  lj3055,
  m1522,
  office,
  oj7310,
  scanFailed,
  scanned,
} from '../testing/sessions.ts';
import { ended, freed, refused, started } from '../testing/teardowns.ts';
import { violations } from '../testing/violations.ts';
import { ErrorBoundary, MissingApi } from './plain-pages.tsx';

const now = Date.now();
const button = (name: string) => page.getByRole('button', { name });
const device = (name: string) => page.getByRole('listbox', { name: 'Devices' }).getByRole('option', { name });

afterEach(() => setLook('light'));

describe('the first look', () => {
  it('tells main that it is painted, once', async () => {
    const main = await openWindow(office(now));
    main.happen(...scanned(now, oj7310.id, [4]));
    expect(main.calls.filter((call) => call === 'window.ready')).toHaveLength(1);
  });

  it('says that the printers are simulated, and why', async () => {
    await openWindow(office(now));
    const banner = page.getByRole('complementary', { name: 'Simulation' });
    await expect.element(banner).toHaveTextContent('nothing here is real');
    await expect.element(banner).toHaveTextContent('DOT4 drivers exist on Windows only');
    await expect.element(page.getByRole('contentinfo')).toHaveTextContent('Simulator (office)');
  });

  it('begins with the devices when there are no channels', async () => {
    await openWindow([found(now, [oj7310])]);
    await expect.element(device('All devices')).toHaveFocus();
  });
});

describe('devices', () => {
  it('narrow the channels, and every status has a name', async () => {
    await openWindow([...office(now), { type: 'device-left', at: now, deviceId: oj7310.id }]);
    await device('M1522nf').click();
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '3');
    await expect.element(page.getByRole('columnheader', { name: 'Printer' })).not.toBeInTheDocument();
    await expect.element(device('7310').getByRole('img')).toHaveAccessibleName('unplugged');
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(device('3055')).toHaveAttribute('aria-selected', 'true');
  });
});

it('coming into the devices with Tab, from behind, chooses nothing', async () => {
  await openWindow(office(now));
  await expect.element(grid()).toHaveFocus();
  const list = page.getByRole('listbox', { name: 'Devices' }).element();
  for (let stops = 0; stops < 20 && !list.contains(document.activeElement); stops += 1) {
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  }
  await expect.element(device('All devices')).toHaveFocus();
  await expect.element(device('All devices')).toHaveAttribute('aria-selected', 'true');
});

describe('an empty table', () => {
  const absent: SessionEvent = {
    type: 'discovered',
    at: now,
    discovery: { devices: [], driverPackage: 'absent' },
    profiles: {},
  };
  const denied = scanFailed(now, m1522.id, {
    kind: 'access-denied',
    deviceId: m1522.id,
    ntstatus: ntStatus('STATUS_ACCESS_DENIED'),
  });
  it.each<[string, SessionEvent[], string]>([
    ['no driver', [absent], 'Install the printer maker’s DOT4 package'],
    ['no device', [found(now, [])], 'Check the USB cable'],
    ['access denied', [found(now, [m1522]), ...denied], 'Access to the device is denied'],
    ['never scanned', [found(now, [m1522])], 'Find what is stuck scans'],
    [
      'nothing found',
      [found(now, [m1522]), ...scanned(now, m1522.id, [])],
      'The last scan found no host socket',
    ],
    [
      'unplugged',
      [found(now, [m1522]), { type: 'device-left', at: now, deviceId: m1522.id }],
      'Plug it in again',
    ],
  ])('%s: says what to do next', async (_name, events, words) => {
    await openWindow(events);
    await expect.element(page.getByRole('main')).toHaveTextContent(words);
  });

  it('filtered away is not the same as empty', async () => {
    await openWindow(office(now));
    await page.getByRole('searchbox', { name: 'Filter channels' }).fill('nothing like it');
    await expect.element(page.getByRole('main')).toHaveTextContent('The filter hides every channel');
  });
});

describe('scanning', () => {
  it('is refused with its reason where the profile does not allow it', async () => {
    const main = await openWindow([foundUnmeasured(now, [m1522]), jobSeen(now, m1522.id)]);
    const scan = button('Scan sockets');
    await expect.element(scan).toHaveAttribute('aria-disabled', 'true');
    await expect.element(scan).toHaveAccessibleDescription(/this driver was not measured/);
    await scan.hover();
    await expect.element(page.getByText(/^HP LaserJet.*was not measured/)).toBeVisible();
    scan.element().focus();
    await userEvent.keyboard('{Enter}');
    expect(main.asked('scan')).toEqual([]);
  });

  it('asks every device, shows progress, and can be cancelled without losing the focus', async () => {
    const main = await openWindow([found(now, [m1522, lj3055])]);
    await button('Scan sockets').click();
    const asked = main.asked('scan').map(({ deviceId }) => deviceId);
    expect(asked.sort()).toEqual([lj3055.id, m1522.id]);
    main.goOn({ progress: { done: 51, total: 255 } });
    await expect.element(page.getByRole('progressbar')).toHaveAccessibleName(/51 of 510/);
    await expect.element(button('Cancel scan')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.inputs('operation.cancel').length).toBe(2);
    const report = { found: 0, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 };
    main.end({ kind: 'scan', outcome: { kind: 'done', report } });
    await expect.element(spoken()).toHaveTextContent(/Scan of .* done/);
  });
});

describe('words instead of a white page', () => {
  it('in a plain browser', async () => {
    const { container } = await render(<MissingApi />);
    expect(container).toHaveTextContent('It was opened on its own');
  });

  it('after a bug', async () => {
    const Broken = () => {
      throw new Error('broken on purpose');
    };
    const { container } = await render(
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>,
      { createRootOptions: { onCaughtError: () => undefined } },
    );
    expect(container).toHaveTextContent('The window has met a bug');
    expect(container).toHaveTextContent('broken on purpose');
  });
});

describe.each(['light', 'dark', 'high-contrast'] as const)('accessibility in %s', (look) => {
  it('has no violation with rows, outcomes and a confirmation', async () => {
    await setLook(look);
    const main = await openWindow(office(now));
    main.happen(
      started(now, [m1522.id, 4]),
      ...ended(now, [m1522.id, 4], refused),
      started(now, [m1522.id, 1]),
      ...ended(now, [m1522.id, 1], freed),
    );
    await expect.element(spoken()).toHaveTextContent('Refused');
    await userEvent.keyboard('{Home}{ArrowDown}');
    expect(await violations()).toEqual([]);
    await row(/PRINT/).click();
    await userEvent.keyboard('{Delete}');
    await expect.element(dialog()).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('has no violation in the menus and dialogs of the table', async () => {
    await setLook(look);
    const main = await openWindow(office(now));
    main.happen(...scanned(now, oj7310.id, [4]));
    await page.getByRole('searchbox', { name: 'Filter channels' }).fill('sevice:scan -x');
    await expect.element(button('Use service:')).toBeVisible();
    expect(await violations()).toEqual([]);
    await page.getByRole('searchbox', { name: 'Filter channels' }).fill('');
    await page.getByRole('columnheader', { name: 'Host' }).getByRole('button').click({ button: 'right' });
    await expect.element(page.getByRole('menu', { name: 'Column Host' })).toBeVisible();
    expect(await violations(true)).toEqual([]);
    await page.getByRole('menuitem', { name: 'Choose columns…' }).click();
    await expect.element(page.getByRole('dialog', { name: 'Choose columns' })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('has no violation when empty', async () => {
    await setLook(look);
    await openWindow([foundUnmeasured(now, [m1522])]);
    expect(await violations()).toEqual([]);
  });
});
