import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { beforeAll, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { page } from 'vitest/browser';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { SessionEvent } from '#app/session/event.ts';
import type { EmptyStateName } from '#app/words/empty-states.ts';
import { ApiProvider } from '../api.ts';
import { FakeMain } from '../testing/fake-main.ts';
import { begun } from '../testing/operations.ts';
import {
  found,
  foundUnmeasured,
  m1522,
  printer,
  scanFailed,
  scanned,
  sessionAfter,
  socketGone,
} from '../testing/sessions.ts';
import { ended, freed } from '../testing/teardowns.ts';
import { loadTheRest } from '../ui/later.tsx';
import { emptyState } from './empty-state.ts';
import { EmptyState } from './EmptyState.tsx';

// its buttons
beforeAll(loadTheRest);

const now = Date.now();
const bug: Fault = { kind: 'internal', incident: 'a1b2' };
const denied: Fault = {
  ...{ kind: 'access-denied', deviceId: m1522.id },
  ntstatus: ntStatus('STATUS_ACCESS_DENIED'),
};
const there = found(now, [m1522]);
const paused: SessionEvent = { type: 'updates-set', updates: { rateMs: 1_000, isPaused: true } };
const scanning: SessionEvent = begun(now, { kind: 'scan', deviceId: m1522.id });

interface Case {
  /** What happened before; null: main has not answered. */
  readonly events: readonly SessionEvent[] | null;
  readonly connectFault?: Fault;
  readonly hidden?: number;
  readonly says: readonly string[];
  readonly buttons: readonly string[];
}

/** Every reason for an empty table: how it comes about, what it says, and what can be done from there. */
const cases: Readonly<Record<EmptyStateName, Case>> = {
  connecting: { events: null, says: ['Connecting'], buttons: [] },
  'not-connected': { events: null, connectFault: bug, says: ['a1b2'], buttons: ['Look again'] },
  looking: { events: [], says: ['Looking for devices'], buttons: [] },
  'discovery-failed': {
    events: [
      {
        ...{ type: 'discovery-failed', at: now },
        fault: { kind: 'discovery-failed', call: 'SetupDiGetClassDevsW', systemError: 5 },
      },
    ],
    says: ['SetupDiGetClassDevsW failed with system error 5', 'Refresh'],
    buttons: ['Look again'],
  },
  'no-driver': {
    events: [
      {
        ...{ type: 'discovered', at: now, profiles: {} },
        discovery: { devices: [], driverPackage: 'absent' },
      },
    ],
    says: ['No DOT4 driver package is installed', 'Install the printer maker’s DOT4 package', 'named no'],
    buttons: ['Look again'],
  },
  'no-device': {
    events: [found(now, [])],
    says: ['No DOT4 device was found', 'Check the USB cable', 'was asked for DOT4 devices'],
    buttons: ['Look again'],
  },
  unplugged: {
    events: [there, { type: 'device-left', at: now, deviceId: m1522.id }],
    says: ['The device is gone', 'Plug it in again'],
    buttons: ['Look again'],
  },
  'device-problem': {
    events: [found(now, [printer('broken', 'HP broken', { problemCode: 10 })])],
    says: ['HP broken: Windows reports a problem', 'Device Manager', 'gave the problem code'],
    buttons: ['Find what is stuck', 'Look again'],
  },
  'access-denied': {
    events: [there, ...scanFailed(now, m1522.id, denied)],
    says: [
      `${m1522.name}: Access to the device is denied`,
      'STATUS_ACCESS_DENIED (0xC0000022)',
      'as an administrator',
    ],
    buttons: ['Restart as administrator', 'Scan now'],
  },
  'scan-failed': {
    events: [there, ...scanFailed(now, m1522.id, { kind: 'not-answering', deviceId: m1522.id })],
    says: [`${m1522.name}: The driver is not answering`, 'The driver answered so at'],
    buttons: ['Find what is stuck', 'Check again'],
  },
  scanning: { events: [there, scanning], says: ['Scanning'], buttons: ['Stop the scan'] },
  'never-scanned': {
    events: [there],
    says: ['Not scanned yet', 'The small risk'],
    buttons: ['Find what is stuck', 'Scan now'],
  },
  'not-measured': {
    events: [foundUnmeasured(now, [m1522])],
    says: ['cannot be asked which sockets exist', 'says beforehand what it does'],
    buttons: ['Find what is stuck', 'Measure this driver…'],
  },
  'filtered-away': {
    events: [there, ...scanned(now, m1522.id, [4])],
    hidden: 1,
    says: ['The filter hides every channel', 'One channel is hidden'],
    buttons: ['Clear the filter'],
  },
  paused: {
    events: [there, paused],
    says: ['Paused – Not scanned yet', 'Ctrl+Shift+P to go on'],
    buttons: ['Look again', 'Resume'],
  },
  'nothing-found': {
    events: [there, ...scanned(now, m1522.id, [])],
    says: ['No open channel', 'The last scan found no host socket', 'the scan ended at'],
    buttons: ['Find what is stuck', 'Check again', 'Copy ticket text'],
  },
  'all-gone': {
    events: [there, ...scanned(now, m1522.id, [4]), socketGone(now, m1522.id, 4)],
    says: ['No open channel now', 'The last scan found 1 channel. It has gone since.', 'try again'],
    buttons: ['Check again', 'Copy ticket text'],
  },
  freed: {
    events: [there, ...scanned(now, m1522.id, [4]), ...ended(now, [m1522.id, 4], freed)],
    says: ['Freed at', 'No channel is open now, as far as Unjam knows', 'Ask the user to try again'],
    buttons: ['Check again', 'Copy ticket text'],
  },
};

it.each(Object.entries(cases))('%s', async (name, { events, connectFault, hidden, says, buttons }) => {
  const state = events === null ? null : sessionAfter(events);
  const empty = emptyState(state, connectFault ?? null, null, hidden ?? 0);
  expect(empty.name).toBe(name);
  const { container } = await render(
    <ApiProvider value={new FakeMain().api}>
      <FluentProvider theme={webLightTheme}>
        <EmptyState empty={empty} />
      </FluentProvider>
    </ApiProvider>,
  );
  for (const text of says) expect(container).toHaveTextContent(text);
  const offered = page.getByRole('button').elements();
  expect(offered.map(({ textContent }) => textContent)).toEqual(buttons);
});
