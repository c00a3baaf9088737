import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import { serviceFacts } from '#app/probe/service-facts.ts';
import type { DeviceState, ScanState } from '#app/session/state.ts';
import { deviceStatus } from '#app/verdict/device-sign.ts';
import { profileSentences, profileTitle } from '#app/words/calibration.ts';
import { profileWords } from '#app/words/environment.ts';
import { faultWords } from '#app/words/faults.ts';
import { probeWords } from '#app/words/probe.ts';
import { rowWords } from '#app/words/rows.ts';
import {
  deviceProblemWords,
  deviceStatusWords,
  driverWords,
  scanReportWords,
  windowWords,
} from '#app/words/window.ts';
import { ServicesTable } from '../operations/ServicesTable.tsx';
import { scanPlan } from '../state/scan.ts';
import { useDevices, useOperations } from '../state/session-store.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { dateAndTimeOf, timeOf } from '../ui/times.ts';

const words = windowWords.details;

const scanLine = (scan: ScanState): string => {
  switch (scan.kind) {
    case 'never':
      return rowWords.unknown;
    case 'done':
      return words.device.scanned(timeOf(scan.at), scanReportWords(scan.report));
    case 'failed':
      return words.device.scanned(timeOf(scan.at), faultWords(scan.fault).title);
  }
};

/** What is known of how the driver behaves, the most important first; nothing before it was measured. */
const DriverSays = ({ profile }: { readonly profile: DriverProfile }) =>
  profile.origin === 'not-measured' ? null : (
    <section className="details-part">
      <h3>{profileTitle(profile, dateAndTimeOf)}</h3>
      <ul className="driver-says">
        {profileSentences(profile).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );

/** The services that a person let be probed; nothing before that. */
const ProbedServices = ({ evidence }: { readonly evidence: readonly Evidence[] }) => {
  const services = serviceFacts(evidence);
  return services.length === 0 ? null : (
    <section className="details-part">
      <h3>{probeWords.tableName}</h3>
      <ServicesTable services={services} />
    </section>
  );
};

/** What is known of a device and its driver. */
export const DeviceFacts = ({ device: state }: { readonly device: DeviceState }) => {
  const { device, profile, scan } = state;
  const status = deviceStatus(state);
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
    <div className="details-columns">
      <section className="details-part">
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
        <ProbedServices evidence={state.evidence} />
      </section>
      <DriverSays profile={profile} />
    </div>
  );
};
