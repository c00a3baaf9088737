import { FluentProvider } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { WindowApi } from '#app/ipc/derive.ts';
import { ApiProvider } from './api.ts';
import { holdEarlyKeys } from './commands/early-keys.ts';
import { useIsConnected } from './state/session-store.ts';
import { useSessionSync } from './state/session-sync.ts';
import { useSettings } from './state/use-settings.ts';
import { loadTheRest } from './ui/later.tsx';
import { useSystemTheme } from './ui/use-system-theme.ts';
import { ErrorBoundary } from './window/plain-pages.tsx';
import { WindowLayout } from './window/WindowLayout.tsx';

/** The rest of the window is loaded after so many ms where main does not answer. */
const restAfterMs = 1_000;

/**
 * Loads the rest of the window when the first snapshot is on the screen, and tells main then: the second frame begins once
 * the first was painted.
 */
const useReadyCall = (api: WindowApi, isShown: boolean): void => {
  const isConnected = useIsConnected() && isShown;
  useEffect(() => {
    if (!isConnected) {
      const timer = setTimeout(() => void loadTheRest(), restAfterMs);
      return () => clearTimeout(timer);
    }
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => void loadTheRest().then(() => api.window.ready()));
    });
    return () => cancelAnimationFrame(frame);
  }, [api, isConnected]);
};

interface Props {
  readonly api: WindowApi;
}

/** First in the tree, so that main is asked before anything is laid out. */
const SessionSync = ({ api }: Props) => {
  useSessionSync(api);
  return null;
};

export const App = ({ api }: Props) => {
  const isSet = useSettings(api);
  useReadyCall(api, isSet);
  useEffect(() => holdEarlyKeys(), []);
  return (
    <ErrorBoundary>
      <ApiProvider value={api}>
        <SessionSync api={api} />
        <FluentProvider theme={useSystemTheme()}>{isSet && <WindowLayout />}</FluentProvider>
      </ApiProvider>
    </ErrorBoundary>
  );
};
