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

const { columns } = probeWords;

export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const pad = (cell: string, column: number): string => cell.padEnd(widths[column] ?? 0);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
};

const inferredMark = (fact: Fact<unknown>): string => (fact.confidence === 'inferred' ? ' ?' : '');
const cell = <T>(fact: Fact<T>, words: (value: T) => string): string =>
  fact.value === null ? '–' : `${words(fact.value)}${inferredMark(fact)}`;

export const devicesText = (devices: readonly DeviceState[]): string => {
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

/** The name of a device and what is wrong with its stack; nothing where nothing is. */
export const healthText = (name: string, findings: readonly HealthFinding[]): string[] =>
  findings.map((finding) => {
    const { title, meaning, nextStep } = healthWords(finding);
    return `${name}: ${title}.\n${meaning}\n${nextStep}`;
  });

export const channelsText = (channels: readonly ChannelState[]): string =>
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
        new Date(lastSeenAt).toLocaleTimeString(),
      ];
    }),
  );

export const servicesText = (services: readonly ServiceFacts[]): string =>
  table(
    [columns.service, columns.known, columns.use, columns.at].map((name) => name.toUpperCase()),
    services.map(({ service, known, inUse }) => [
      service,
      knownWords(known),
      inUseWords(inUse),
      new Date(inUse.at ?? known.at ?? 0).toLocaleTimeString(),
    ]),
  );

export const faultText = (fault: Fault): string => {
  const { title, meaning, nextStep } = faultWords(fault);
  return `${title}.\n${meaning}\n${nextStep}`;
};
