import { healthOf } from '#app/health/health.ts';
import type { HealthFinding } from '#app/health/health.ts';
import { healthWords } from '#app/words/health.ts';
import { windowWords } from '#app/words/window.ts';
import { CommandStep } from '../commands/CommandStep.tsx';
import { useDevices, useDiscovery, useEnvironment, useOperations } from '../state/session-store.ts';
import { Foreign } from '../ui/Foreign.tsx';

/** What is wrong with the stack of a device, as far as the session knows. */
const useHealth = (deviceId: string): readonly HealthFinding[] => {
  const devices = useDevices();
  const operations = useOperations();
  const discovery = useDiscovery();
  const environment = useEnvironment();
  return discovery === null || environment === null
    ? []
    : healthOf({ devices, operations, discovery, environment }, deviceId);
};

const needsRights = (finding: HealthFinding): boolean =>
  finding.kind === 'access-denied' && finding.rights === 'missing';

interface Props {
  readonly deviceId: string;
}

/** What is wrong with the stack of a device, and what to do about it. */
export const HealthList = ({ deviceId }: Props) => {
  const findings = useHealth(deviceId);
  return findings.length === 0 ? null : (
    <section className="details-part">
      <h3>{windowWords.details.health}</h3>
      <ul className="names">
        {findings.map((finding) => {
          const { title, meaning, nextStep } = healthWords(finding);
          return (
            <li key={finding.kind}>
              <strong>
                <Foreign text={`${title}.`} of={finding} />
              </strong>{' '}
              <Foreign text={meaning} of={finding} /> <strong>{windowWords.details.nextStep}</strong>{' '}
              <Foreign text={nextStep} of={finding} />{' '}
              {needsRights(finding) && <CommandStep id="restart-as-administrator" />}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
