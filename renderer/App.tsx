import { FluentProvider } from '@fluentui/react-components';
import type { WindowApi } from '#app/ipc/derive.ts';
import { ApiProvider } from './api.ts';
import { useCommandKeys } from './commands/use-command-keys.ts';
import { useCopyEvent } from './commands/use-copy-event.ts';
import { useCommandMenu } from './commands/use-command-menu.ts';
import { ErrorBoundary } from './window/ErrorBoundary.tsx';
import { useSystemTheme } from './ui/use-system-theme.ts';
import { useRunningDialog } from './operations/use-running-dialog.ts';
import { useReadyCall } from './state/use-ready-call.ts';
import { useSessionSync } from './state/use-session-sync.ts';
import { useSettings } from './state/use-settings.ts';
import { useTrialSamples } from './operations/use-trial-samples.ts';
import { WindowLayout } from './window/WindowLayout.tsx';

interface Props {
  readonly api: WindowApi;
}

export const App = ({ api }: Props) => {
  useSessionSync(api);
  const isSet = useSettings(api);
  useReadyCall(api, isSet);
  useCommandKeys(api);
  useCopyEvent(api);
  useCommandMenu(api);
  useTrialSamples();
  useRunningDialog();
  return (
    <ErrorBoundary>
      <ApiProvider value={api}>
        <FluentProvider theme={useSystemTheme()}>{isSet && <WindowLayout />}</FluentProvider>
      </ApiProvider>
    </ErrorBoundary>
  );
};
