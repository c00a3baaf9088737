import { Button } from '@fluentui/react-components';
import { DesktopArrowRight16Regular, PlugDisconnected16Regular } from '@fluentui/react-icons';
import { remoteWords } from '#app/words/remote.ts';
import { useApi } from '../api.ts';
import { disconnect, reconnect } from '../commands/computer.ts';
import { useEnvironment } from '../state/session-store.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { usePrimary } from '../ui/use-primary.ts';

const words = remoteWords.banner;

/** Nobody may take another computer for this one. */
export const RemoteBanner = () => {
  const api = useApi();
  const environment = useEnvironment();
  const isLost = environment?.remote?.link === 'lost';
  const appearance = usePrimary(isLost ? 'banner' : null);
  if (environment?.remote == null) return null;
  const { host } = environment.remote;
  return (
    <aside className="remote" data-lost={isLost || undefined} aria-label={words.name}>
      {isLost ? <PlugDisconnected16Regular aria-hidden /> : <DesktopArrowRight16Regular aria-hidden />}
      <strong role={isLost ? 'alert' : undefined}>
        <Foreign text={isLost ? words.lostTitle(host) : words.title(host)} />
      </strong>
      <span>
        <Foreign text={isLost ? words.lost : words.who(environment.computer, environment.user)} />
      </span>
      {isLost && (
        <Button size="small" appearance={appearance} onClick={() => void reconnect(api)}>
          {words.reconnect}
        </Button>
      )}
      <Button size="small" onClick={() => void disconnect(api)}>
        {words.disconnect}
      </Button>
    </aside>
  );
};
