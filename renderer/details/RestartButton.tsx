import { Button, Tooltip } from '@fluentui/react-components';
import { ShieldRegular } from '@fluentui/react-icons';
import type { HealthFinding } from '#app/health/health.ts';
import { restartOffer } from '#app/health/restart-offer.ts';
import { restartWords as words } from '#app/words/restart.ts';
import { useApi } from '../api.ts';
import { useEnvironment } from '../state/session-store.ts';
import { showFault } from '../state/view-store.ts';

interface Props {
  readonly finding: HealthFinding;
}

/** Beside a finding that more rights would cure. */
export const RestartButton = ({ finding }: Props) => {
  const api = useApi();
  const environment = useEnvironment();
  const offer = environment === null ? null : restartOffer(finding, environment);
  if (offer === null) return null;
  const restart = async (): Promise<void> => showFault(await api.window.restartAsAdministrator());
  return (
    <Tooltip
      content={offer === 'offered' ? words.hint : words.simulated}
      relationship="description"
      withArrow
    >
      <Button
        disabledFocusable={offer === 'simulated'}
        icon={<ShieldRegular />}
        onClick={() => void restart()}
        size="small"
      >
        {words.button}
      </Button>
    </Tooltip>
  );
};
