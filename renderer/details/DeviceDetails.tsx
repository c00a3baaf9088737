import type { DeviceState, ScanState } from '#app/session/state.ts';
import { profileWords } from '#app/words/environment.ts';
import { faultWords } from '#app/words/faults.ts';
import { rowWords } from '#app/words/rows.ts';
import {
  deviceProblemWords,
  deviceStatusWords,
  driverWords,
  scanReportWords,
  windowWords,
} from '#app/words/window.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { timeOf } from '../ui/times.ts';
import { deviceStatus } from '../state/devices.ts';
import { scanPlan } from '../state/scan.ts';
import { useDeviceName, useDevices, useOperations } from '../state/session-store.ts';
import { DriverSays } from './DriverSays.tsx';
import { DeviceRequests } from './DeviceRequests.tsx';
import { HealthList } from './HealthList.tsx';
import { ProbedServices } from './ProbedServices.tsx';
import { SeenAround } from './SeenAround.tsx';
import { SourceList } from './SourceList.tsx';
import { useHealth } from './use-health.ts';

const words = windowWords.details;

const scanLine = (scan: ScanState): string => {
  switch (scan.kind) {
    case 'never':
      return rowWords.unknown;
    case 'done':
      return `${timeOf(scan.at)}: ${scanReportWords(scan.report)}`;
    case 'failed':
      return `${timeOf(scan.at)}: ${faultWords(scan.fault).title}`;
  }
};

interface Props {
  readonly device: DeviceState;
}

export const DeviceDetails = ({ device: state }: Props) => {
  const { device, profile, scan } = state;
  const status = deviceStatus(state);
  const findings = useHealth(device.id);
  const name = useDeviceName(device.id);
  const { progress } = scanPlan({ devices: useDevices(), operations: useOperations() }, device.id);
  const problem = status === 'problem' && device.problemCode !== null;
  const lines: readonly (readonly [string, string])[] = [
    [
      words.device.presence,
      deviceStatusWords[status] + (problem ? `: ${deviceProblemWords(device.problemCode ?? 0)}` : ''),
    ],
    [words.device.instance, device.instanceId],
    [words.device.driver, driverWords(state)],
    [words.device.profile, profileWords(profile)],
    [words.device.scan, progress?.words ?? scanLine(scan)],
  ];
  return (
    <>
      <h2 className="details-title">
        <Foreign text={name} of={name} />
      </h2>
      <dl className="facts">
        {lines.map(([label, value]) => (
          <div className="fact" key={label}>
            <dt>{label}</dt>
            <dd>
              <Foreign text={value} of={state} />
            </dd>
          </div>
        ))}
      </dl>
      <HealthList findings={findings} />
      <div className="details-columns">
        <DriverSays profile={profile} />
        <ProbedServices evidence={state.evidence} />
      </div>
      <div className="details-columns">
        <SourceList sources={state.sources} />
        <SeenAround evidence={state.evidence} />
      </div>
      <DeviceRequests key={device.id} device={state} />
    </>
  );
};
