import stringWidth from 'string-width';
import { visible } from '#app/words/foreign-text.ts';
import { exactTime } from '#app/words/clock.ts';
import { confidenceWords, holderWords } from '#app/words/evidence.ts';
import { channelJobWords } from '#app/words/jobs.ts';
import type { Fact } from '#app/evidence/fact.ts';
import type { Fault } from '#app/faults/fault.ts';
import { channelState } from './json.ts';
import type { HealthFinding } from '#app/health/health.ts';
import type { ChannelState, DeviceState } from '#app/session/state.ts';
import type { ServiceFacts } from '#app/probe/service-facts.ts';
import { profileWords } from '#app/words/environment.ts';
import { faultWords } from '#app/words/faults.ts';
import { healthWords } from '#app/words/health.ts';
import { deviceName } from '#app/words/printer-names.ts';
import { inUseWords, knownWords, probeWords } from '#app/words/probe.ts';

/** "13:05:09", as the window, tables and tickets write it. */
export const timeOfDay = (at: number): string => exactTime(at, -new Date(at).getTimezoneOffset());

const { columns } = probeWords;

/** What names a thing to the next command is never cut. */
const whole: ReadonlySet<string> = new Set(['ID', 'DEVICE', 'INSTANCE']);
/** Columns of a terminal for a cell, at most. */
const widest = 60;
const signs = new Intl.Segmenter();

/** Cut between two signs, with an ellipsis; `--json` has the whole. */
const shortened = (text: string): string => {
  if (stringWidth(text) <= widest) return text;
  let kept = '';
  for (const { segment } of signs.segment(text)) {
    if (stringWidth(kept + segment) > widest - 1) break;
    kept += segment;
  }
  return `${kept}…`;
};

/** One line for each row, columns as wide as a terminal shows them. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string[] => {
  const cells = [header, ...rows].map((row) =>
    row
      .map((text, column) => (whole.has(header[column] ?? '') ? visible(text) : shortened(visible(text))))
      .map((text) => ({ text, width: stringWidth(text) })),
  );
  const widths = header.map((_, column) =>
    cells.reduce((most, row) => Math.max(most, row[column]?.width ?? 0), 0),
  );
  return cells.map((row) =>
    row
      .map(({ text, width }, column) => text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width)))
      .join('  ')
      .trimEnd(),
  );
};

const inferredMark = (fact: Fact<unknown>): string => (fact.confidence === 'inferred' ? ' ?' : '');
const cell = <T>(fact: Fact<T>, words: (value: T) => string): string =>
  fact.value === null ? '–' : `${words(fact.value)}${inferredMark(fact)}`;

export const devicesTable = (devices: readonly DeviceState[]): string[] => {
  const byId = Object.fromEntries(devices.map((state) => [state.device.id, state]));
  return table(
    ['ID', 'NAME', 'STATUS', 'DRIVER', 'PROFILE', 'INSTANCE'],
    devices.map(({ device, profile }) => [
      device.id,
      deviceName(device.id, byId),
      device.problemCode ? `problem ${device.problemCode}` : 'present',
      [device.driver.service, device.driver.version].filter((part) => part !== null).join(' ') || '–',
      profileWords(profile),
      device.instanceId,
    ]),
  );
};

/** The name of a device and what is wrong with its stack, below a blank line; nothing where nothing is. */
export const healthLines = (name: string, findings: readonly HealthFinding[]): string[] =>
  findings.flatMap((finding) => {
    const { title, meaning, nextStep } = healthWords(finding);
    return ['', `${name}: ${title}.`, meaning, nextStep];
  });

export const channelsTable = (channels: readonly ChannelState[]): string[] =>
  table(
    ['DEVICE', 'HOST', 'PERI.', 'SERVICE', 'STATE', 'EXISTS', 'HOLDER', 'JOB', 'LAST SEEN'],
    channels.map((channel) => {
      const { deviceId, hostSocket, facts, lastSeenAt } = channel;
      return [
        deviceId,
        String(hostSocket),
        cell(facts.peripheralSocket, String),
        cell(facts.service, String),
        channelState(channel),
        confidenceWords[facts.exists.confidence],
        cell(facts.holder, holderWords),
        cell(facts.job, () => channelJobWords(facts) ?? ''),
        timeOfDay(lastSeenAt),
      ];
    }),
  );

export const servicesTable = (services: readonly ServiceFacts[]): string[] =>
  table(
    [columns.service, columns.known, columns.use, columns.at].map((name) => name.toUpperCase()),
    services.map(({ service, known, inUse }) => [
      service,
      knownWords(known),
      inUseWords(inUse),
      timeOfDay(inUse.at ?? known.at ?? 0),
    ]),
  );

export const faultLines = (fault: Fault): string[] => {
  const { title, meaning, nextStep } = faultWords(fault);
  return [`${title}.`, meaning, nextStep];
};
