import { healthOf } from '../health/health.ts';
import type { ChannelState, DeviceState, SessionState } from '../session/state.ts';
import { profileWords } from '../words/environment.ts';
import { sourceWords, suspicionWords } from '../words/evidence.ts';
import { healthWords } from '../words/health.ts';
import { sourceResultWords } from '../words/sources.ts';
import { deviceName } from '../words/printer-names.ts';
import { channelWords } from '../words/status.ts';
import { ticketWords as words } from '../words/ticket.ts';
import { deviceProblemWords, driverWords } from '../words/window.ts';
import { evidenceLines } from './channel-section.ts';
import type { Timestamp } from './channel-section.ts';
import { labelled, listed } from './layout.ts';

const { labels } = words;

const profileText = ({ profile }: DeviceState, stamp: Timestamp): string =>
  profile.measuredAt === null
    ? profileWords(profile)
    : words.measuredAt(profileWords(profile), stamp(profile.measuredAt));

const statusText = ({ presence, device }: DeviceState): string => {
  if (presence === 'gone') return words.deviceGone;
  return device.problemCode ? deviceProblemWords(device.problemCode) : words.present;
};

/** Which device, with which driver, what is wrong with its way to Windows, and what was seen around it. */
export const deviceSection = (device: DeviceState, state: SessionState, stamp: Timestamp): string[] => [
  words.heads.device,
  ...labelled(labels.device, deviceName(device.device.id, state.devices)),
  ...labelled(labels.instance, device.device.instanceId),
  ...labelled(labels.driver, driverWords(device)),
  ...labelled(labels.profile, profileText(device, stamp)),
  ...labelled(labels.status, statusText(device)),
  ...healthOf(state, device.device.id).flatMap((finding) => {
    const { title, meaning, nextStep } = healthWords(finding);
    return labelled(labels.health, `${title}. ${meaning} ${nextStep}`);
  }),
  ...evidenceLines(labels.around, device.evidence, stamp),
];

const oneLine = (channel: ChannelState): string =>
  `${channelWords(channel.facts.service.value, channel.hostSocket)}: ${suspicionWords(channel.suspicion) ?? words.noSuspicion}`;

/** The channels of a device, and where Unjam looked, for a ticket that names no channel. */
export const overview = (device: DeviceState, state: SessionState): string[] => {
  const channels = Object.values(state.channels)
    .filter(({ deviceId, phase }) => deviceId === device.device.id && phase.kind !== 'gone')
    .sort((a, b) => a.hostSocket - b.hostSocket);
  return [
    ...(channels.length === 0
      ? labelled(labels.channels, words.noChannels)
      : listed(labels.channels, channels.map(oneLine))),
    ...listed(
      labels.sources,
      device.sources.map((report) => `${sourceWords[report.source]}: ${sourceResultWords(report)}`),
    ),
  ];
};
