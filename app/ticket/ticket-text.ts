import { inOrder, teardownsOf } from '../operations/history.ts';
import type { Teardown } from '../operations/history.ts';
import type { OperationOf } from '../operations/operation.ts';
import type { SessionState } from '../session/state.ts';
import { ticketWords as words } from '../words/ticket.ts';
import { channelSection, leftChannelSection } from './channel-section.ts';
import type { Timestamp } from './channel-section.ts';
import { deviceSection, overview } from './device-section.ts';
import { labelled, timestamp, wrapped, ticketWidth } from './layout.ts';

/** What a ticket is about: these channels; without any, this device, or null: all. */
export interface TicketSubject {
  readonly keys: readonly string[];
  readonly deviceId: string | null;
}

export interface TicketTime {
  readonly now: number;
  /** Minutes east of UTC where the person is, at a moment. */
  readonly offsetMinutesAt: (at: number) => number;
}

const head = ({ environment }: SessionState, now: string): string[] => {
  const simulated = wrapped(words.simulated(environment.scenario), ticketWidth);
  return [
    ...(environment.mode === 'simulator' ? simulated : []),
    ...labelled(words.labels.program, words.program(environment)),
    ...labelled(words.labels.written, now),
  ];
};

/** The steps of the ladder that were run, oldest first. */
const stepsOf = ({ operations }: SessionState): OperationOf<'remedy'>[] =>
  inOrder(operations).flatMap((one) => (one.kind === 'remedy' && one.endedAt !== null ? [one] : []));

/** Channels that left, by key: what was done to each. */
const leftIn = (state: SessionState, isMeant: (teardown: Teardown) => boolean): Teardown[][] => {
  const left = teardownsOf(state.operations).filter(
    (teardown) => (teardown.key === null || state.channels[teardown.key] === undefined) && isMeant(teardown),
  );
  return [...new Set(left.map(({ key }) => key))].map((key) => left.filter((one) => one.key === key));
};

const aboutChannels = (state: SessionState, keys: readonly string[], stamp: Timestamp): string[][] => {
  const wanted = new Set(keys);
  const channels = keys.flatMap((key) => state.channels[key] ?? []);
  const left = leftIn(state, ({ key }) => key !== null && wanted.has(key));
  const deviceIds = new Set([...channels, ...left.flat()].map(({ deviceId }) => deviceId));
  const teardowns = teardownsOf(state.operations);
  const steps = stepsOf(state);
  return [...deviceIds].flatMap((id) => {
    const device = state.devices[id];
    return [
      ...(device === undefined ? [] : [deviceSection(device, state, stamp)]),
      ...channels
        .filter(({ deviceId }) => deviceId === id)
        .map((channel) => channelSection(channel, teardowns, steps, stamp)),
      ...left
        .filter(([first]) => first?.deviceId === id)
        .map((attempts) => leftChannelSection(attempts, stepsOf(state), stamp)),
    ];
  });
};

const aboutDevices = (state: SessionState, deviceId: string | null, stamp: Timestamp): string[][] => {
  const devices = Object.values(state.devices).filter(
    ({ device }) => deviceId === null || device.id === deviceId,
  );
  if (devices.length === 0) return [[words.noDevice]];
  return devices.flatMap((device) => [
    [...deviceSection(device, state, stamp), ...overview(device, state)],
    ...leftIn(state, (teardown) => teardown.deviceId === device.device.id).map((attempts) =>
      leftChannelSection(attempts, stepsOf(state), stamp),
    ),
  ]);
};

/**
 * What is known of channels or a device, what was done and what came of it, as plain text for a ticket: no line
 * longer than `ticketWidth`, every time with its offset from UTC, and simulation named in the first line.
 */
export const ticketText = (
  state: SessionState,
  { keys, deviceId }: TicketSubject,
  time: TicketTime,
): string => {
  const stamp: Timestamp = (at) => timestamp(at, time.offsetMinutesAt(at));
  const about = aboutChannels(state, keys, stamp);
  const sections = [
    head(state, stamp(time.now)),
    ...(about.length === 0 ? aboutDevices(state, deviceId, stamp) : about),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};
