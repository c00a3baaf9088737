import { useEffect } from 'react';
import type { WindowApi } from '#app/ipc/derive.ts';
import { useIsConnected } from './session-store.ts';

/** Tells main when the first snapshot is on the screen: the second frame begins once the first was painted. */
export const useReadyCall = (api: WindowApi, isShown: boolean): void => {
  const isConnected = useIsConnected() && isShown;
  useEffect(() => {
    if (!isConnected) return undefined;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => void api.window.ready());
    });
    return () => cancelAnimationFrame(frame);
  }, [api, isConnected]);
};
