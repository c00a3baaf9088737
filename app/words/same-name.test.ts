import { expect, test } from 'vitest';
import { notMeasured } from '../dot4/profile.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { looked } from '../evidence/source-report.ts';
import { confirmedOf } from '../operations/confirmed.ts';
import { describe } from '../operations/describe.ts';
import { cutOffBy } from '../remedy/cut-off.ts';
import { remedyPlan } from '../remedy/plan.ts';
import { liveChannel } from '../session/channels.ts';
import type { SessionEvent } from '../session/event.ts';
import { deviceNamed } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import { ticketText } from '../ticket/ticket-text.ts';
import { confirmationWords } from './confirmation.ts';
import { deviceName } from './printer-names.ts';
import { remedyConfirmationWords } from './remedy-run.ts';

const ids = ['one', 'two'];
const name = 'HP LaserJet 3055';

const node = (port: string): Evidence => ({
  kind: 'node',
  source: 'device-node',
  at: 2,
  node: {
    setupClass: 'Dot4',
    service: null,
    provider: null,
    version: null,
    date: null,
    problemCode: 0,
    port,
  },
});

/** Two printers of one model, each with a channel on socket 4 that its driver has seen. */
const twins: readonly SessionEvent[] = [
  {
    type: 'discovered',
    at: 1,
    discovery: { devices: ids.map((id) => ({ ...deviceNamed(id), name })), driverPackage: 'installed' },
    profiles: Object.fromEntries(ids.map((id) => [id, notMeasured])),
  },
  ...ids.flatMap((deviceId, index): SessionEvent[] => [
    {
      type: 'observed',
      at: 2,
      deviceId,
      observations: [{ hostSocket: null, evidence: node(`DOT4_00${index + 1}`) }],
      sources: [looked('device-node', 2), looked('spooler', 2)],
    },
    {
      type: 'socket-looked-at',
      deviceId,
      hostSocket: 4,
      evidence: { kind: 'probe-pended', source: 'driver-answer', at: 3 },
    },
  ]),
];

const state = afterEvents(twins);

const said = ids.map((id) => {
  const channel = liveChannel(state, id, 4);
  const device = state.devices[id];
  if (channel === null || device === undefined) throw new Error('no such row');
  const step = remedyPlan(channel, device, state.environment).find(({ kind }) => kind === 'destroy-socket');
  if (step === undefined) throw new Error('no such step');
  const confirmed = confirmedOf(channel, device);
  const about = { deviceId: id, hostSocket: 4, generation: 1 };
  const cutOff = cutOffBy(step.kind, step.action, channel, state);
  const close = { kind: 'close' as const, deviceId: id, targets: [{ ...about, confirmed }] };
  return {
    question: confirmationWords(channel, 4, device, state.devices).device,
    step: remedyConfirmationWords(step, 'HP-SCAN', deviceName(id, state.devices), cutOff).about,
    ticket: ticketText(state, { keys: [channel.key], deviceId: null }, { now: 9, offsetMinutesAt: () => 0 }),
    outcome: describe(state, close, 1, 9).deviceName,
    run: describe(state, { ...about, kind: 'remedy', step: step.kind, action: null, confirmed }, 1, 9)
      .deviceName,
  };
});

test.each(['question', 'step', 'ticket', 'outcome', 'run'] as const)(
  'two printers of one name are told apart in the %s',
  (where) => {
    for (const [index, one] of said.entries()) {
      expect(one[where]).toContain(`${name} (DOT4_00${index + 1})`);
      expect(one[where]).not.toContain(`DOT4_00${2 - index})`);
    }
  },
);
