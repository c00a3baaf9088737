import { printersOf } from '#app/dot4/printers.ts';
import type { Fault } from '#app/faults/fault.ts';
import { healthOf } from '#app/health/health.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import type { ScanReport } from '#app/operations/scan-report.ts';
import { reportOf } from '#app/operations/operation.ts';
import { fail } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { ChannelState } from '#app/session/state.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import { listWords } from '#app/words/cli.ts';
import { gapWords } from '#app/words/gaps.ts';
import { presentDevice } from '../session/device-service.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { jsonChannel, jsonDevice, jsonFault, jsonSurroundings } from './json.ts';
import { noticesOf } from './notices.ts';
import type { OpenedServices } from './open-services.ts';
import { deviceName } from '#app/words/printer-names.ts';
import { channelsTable, devicesTable, healthLines } from './text.ts';

const devicesOf = ({ session }: OpenedServices) =>
  Object.values(session.state.devices).sort((a, b) => a.device.id.localeCompare(b.device.id));

export const runDevices = (services: OpenedServices, console: Console): ExitCode => {
  const devices = devicesOf(services);
  const { state } = services.session;
  const health = devices.map((device) => ({ device, findings: healthOf(state, device.device.id) }));
  console.result(
    {
      printers: printersOf(devices.map(({ device }) => device)),
      devices: health.map(({ device, findings }) => jsonDevice(device, findings, services.simulated)),
      notices: noticesOf(services, console),
    },
    devices.length === 0
      ? [listWords.noDevices]
      : [
          ...devicesTable(devices),
          ...health.flatMap(({ device, findings }) =>
            healthLines(deviceName(device.device.id, state.devices), findings),
          ),
        ],
  );
  return exitCodes.done;
};

const stepsOf = ({ session }: OpenedServices, channel: ChannelState) => {
  const { devices, environment } = session.state;
  const device = devices[channel.deviceId];
  return device === undefined ? [] : remedyPlan(channel, device, environment);
};

interface Scans {
  readonly reports: ReadonlyMap<string, ScanReport>;
  readonly faults: ReadonlyMap<string, Fault>;
}

const scan = async ({ operations }: OpenedServices, deviceId: string): Promise<Result<ScanReport, Fault>> => {
  const started = operations.start<'scan'>({ kind: 'scan', deviceId });
  return started.ok ? reportOf((await started.value.ended).outcome) : fail(started.fault);
};

/** Side by side: all of them take as long as the slowest. */
const scanAll = async (services: OpenedServices, deviceIds: readonly string[]): Promise<Scans> => {
  const reports = new Map<string, ScanReport>();
  const faults = new Map<string, Fault>();
  const results = await Promise.all(deviceIds.map((deviceId) => scan(services, deviceId)));
  for (const [index, deviceId] of deviceIds.entries()) {
    const report = results[index];
    if (report?.ok === true) reports.set(deviceId, report.value);
    else if (report !== undefined) faults.set(deviceId, report.fault);
  }
  return { reports, faults };
};

/** That no driver was asked, and how to ask: where none can be asked, why. */
const notScannedLines = ({ session }: OpenedServices, deviceIds: readonly string[]): string[] => {
  const reasons = deviceIds.map((id) => {
    const device = session.state.devices[id];
    return device === undefined ? null : whyNoProbe(device.profile);
  });
  if (reasons.includes(null)) return [listWords.notScanned];
  return [...new Set(reasons)].flatMap((because) => {
    if (because === null) return [];
    const { missing, nextStep } = gapWords({ kind: 'cannot-scan', because });
    return [nextStep === null ? missing : `${missing} ${nextStep}`];
  });
};

const sum = (scans: Scans | null, field: keyof ScanReport): number =>
  [...(scans?.reports.values() ?? [])].reduce((total, report) => total + report[field], 0);

/** The channels that are known; with `scan`, of what the driver says now. A device that failed does not hide the others. */
export const runList = async (
  services: OpenedServices,
  command: { readonly deviceId: string | null; readonly scan: boolean },
  console: Console,
): Promise<ExitCode> => {
  const { deviceId } = command;
  if (deviceId !== null) {
    const device = presentDevice(services.session, deviceId);
    if (!device.ok) return console.fault(device.fault);
  }
  const chosen = deviceId === null ? devicesOf(services).map(({ device }) => device.id) : [deviceId];
  const scans = command.scan ? await scanAll(services, chosen) : null;
  const channels = Object.values(services.session.state.channels)
    .filter((channel) => chosen.includes(channel.deviceId) && channel.phase.kind !== 'gone')
    .sort((a, b) => a.deviceId.localeCompare(b.deviceId) || a.hostSocket - b.hostSocket);

  const object = {
    channels: channels.map((channel) => jsonChannel(channel, stepsOf(services, channel), services.simulated)),
    devices: devicesOf(services)
      .filter(({ device }) => chosen.includes(device.id))
      .map((device) => {
        const { id } = device.device;
        const any = channels.find((channel) => channel.deviceId === id);
        const steps = any === undefined ? [] : stepsOf(services, any);
        return jsonSurroundings(device, healthOf(services.session.state, id), steps);
      }),
    scanned: scans !== null,
    simulated: services.simulated,
    scans: Object.fromEntries(scans?.reports ?? []),
    notices: noticesOf(services, console),
  };
  const lines =
    chosen.length === 0
      ? [listWords.noDevices]
      : channels.length === 0
        ? [listWords.noChannels]
        : [...channelsTable(channels), '', listWords.legend];
  const [first] = scans?.faults ?? [];
  if (first !== undefined) {
    const faults = [...(scans?.faults ?? [])].map(([id, fault]) => ({ deviceId: id, ...jsonFault(fault) }));
    if (!console.json) console.result({}, lines);
    return console.fault(first[1], { ...object, faults });
  }
  console.result(object, lines);
  if (scans === null && chosen.length > 0) console.note(...notScannedLines(services, chosen));
  const unclear = sum(scans, 'unclear');
  if (unclear > 0) console.note(listWords.unclear(unclear));
  const caught = sum(scans, 'caughtChannels');
  if (caught > 0) console.note(listWords.caught(caught, sum(scans, 'stillOpenChannels')));
  return exitCodes.done;
};
