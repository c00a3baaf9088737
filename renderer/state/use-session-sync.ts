import { useEffect } from 'react';
import type { WindowApi } from '#app/ipc/derive.ts';
import { useConnectAttempt } from './view-store.ts';
import { startSessionSync } from './session-sync.ts';

export const useSessionSync = (api: WindowApi): void => {
  const attempt = useConnectAttempt();
  useEffect(() => startSessionSync(api), [api, attempt]);
};
