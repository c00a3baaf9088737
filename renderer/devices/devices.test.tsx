import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Evidence } from '#app/evidence/evidence.ts';
import { looked } from '#app/evidence/source-report.ts';
import { openWindow } from '../testing/open-window.tsx';
import { found, lj3055, m1522, noHolders, office, oj7310, scanned } from '../testing/sessions.ts';
import { violations } from '../testing/violations.ts';

const now = Date.now();
const device = (name: string) => page.getByRole('listbox', { name: 'Devices' }).getByRole('option', { name });
const menu = () => page.getByRole('menu', { name: 'Device' });
const item = (name: string) => menu().getByRole('menuitem', { name });

const node = (port: string): Evidence => ({
  ...{ kind: 'node', source: 'device-node', at: now },
  node: {
    ...{ setupClass: 'Dot4', service: 'dot4', provider: null, version: null },
    ...{ date: null, problemCode: 0, port },
  },
});
const standsAt = (deviceId: string, port: string, location: string) => ({
  ...({ type: 'observed', at: now, deviceId, sources: [] } as const),
  observations: [
    { hostSocket: null, evidence: node(port) },
    {
      hostSocket: null,
      evidence: {
        ...({ kind: 'queue', source: 'spooler', at: now } as const),
        queue: { name: port, ports: [port], driver: 'HP', offline: false, jobs: 0, location },
      },
    },
  ],
});

const unasked = { ...oj7310, id: 'unasked', name: 'Unasked' };

describe('the mark of a device', () => {
  it('says what its driver was not asked, and where something is stuck', async () => {
    await openWindow([
      found(now, [m1522, lj3055, oj7310]),
      noHolders(now, m1522.id),
      ...scanned(now, m1522.id, [4]),
      ...scanned(now, lj3055.id, []),
      { type: 'observed', at: now, deviceId: lj3055.id, observations: [], sources: [looked('spooler', now)] },
      ...scanned(now, oj7310.id, []),
      found(now, [m1522, lj3055, oj7310, unasked]),
    ]);
    await expect.element(device('M1522').getByRole('img')).toHaveAccessibleName('something may be stuck');
    await expect.element(device('3055').getByRole('img')).toHaveAccessibleName('checked, nothing stuck seen');
    await expect
      .element(device('7310').getByRole('img'))
      .toHaveAccessibleName('not clear whether something is stuck');
    await expect.element(device('Unasked').getByRole('img')).toHaveAccessibleName('not checked');
    await expect.element(device('Unasked')).toHaveTextContent('not checked');
    expect(await violations()).toEqual([]);
  });

  it('is no better than what a search would say: a printer without a free channel is no healthy one', async () => {
    const all = Array.from({ length: 128 }, (_none, index) => index + 1);
    await openWindow([found(now, [m1522]), ...scanned(now, m1522.id, all)]);
    await expect.element(device('M1522').getByRole('img')).toHaveAccessibleName('something is stuck');
    await expect.element(device('M1522')).toHaveTextContent('something is stuck');
  });

  it('says that a person has to do something, and the details lead to a search', async () => {
    const queue = { name: 'LJ', ports: ['DOT4_001'], driver: 'HP', offline: false, paused: true, jobs: 1 };
    const evidence: Evidence = { kind: 'queue', source: 'spooler', at: now, queue };
    await openWindow([
      found(now, [lj3055]),
      ...scanned(now, lj3055.id, []),
      {
        ...{ type: 'observed', at: now, deviceId: lj3055.id, sources: [looked('spooler', now)] },
        observations: [{ hostSocket: null, evidence }],
      },
    ]);
    await expect.element(device('3055').getByRole('img')).toHaveAccessibleName('waits for a person');
    await device('3055').click();
    const details = page.getByRole('region', { name: 'Details' });
    await expect.element(details).toHaveTextContent('but something else keeps it from working');
    await expect.element(details.getByRole('button', { name: 'Find what is stuck' })).toBeVisible();
  });
});

it('printers of one name are told apart by where they stand, once', async () => {
  const other = { ...oj7310, name: m1522.name };
  await openWindow([
    found(now, [m1522, other]),
    standsAt(m1522.id, 'DOT4_001', 'Reception'),
    standsAt(other.id, 'DOT4_002', 'Room 5'),
    ...scanned(now, other.id, [4]),
  ]);
  const entry = device('Room 5');
  await expect.element(entry).toHaveTextContent('DOT4_002, Room 5');
  expect(entry.element().textContent.match(/DOT4_002/g)).toHaveLength(1);
  const row = page.getByRole('grid', { name: 'Channels' }).getByRole('row', { name: /HP-SCAN/ });
  await expect.element(row).toHaveTextContent('DOT4_002, Room 5');
});

describe('the menu of a device', () => {
  it('gives its commands to that device, by mouse', async () => {
    const main = await openWindow([found(now, [m1522, lj3055])]);
    await device('3055').click({ button: 'right' });
    await expect.element(menu()).toBeVisible();
    expect(await violations(true)).toEqual([]);
    await item('Scan sockets').click();
    await expect.poll(() => main.asked('scan')).toEqual([{ kind: 'scan', deviceId: lj3055.id }]);
    await expect.element(menu()).not.toBeInTheDocument();
  });

  it('and by keyboard, which comes back to the list', async () => {
    await openWindow(office(now));
    await device('7310').click();
    await userEvent.keyboard('{ContextMenu}');
    await expect.element(item('Measure driver…')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(menu()).not.toBeInTheDocument();
    await expect.element(device('7310')).toHaveFocus();
  });
});
