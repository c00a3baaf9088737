import { createContext, useContext } from 'react';
import type { BridgeApi } from '#app/ipc/bridge.ts';
import type { WindowApi } from '#app/ipc/derive.ts';

declare global {
  interface Window {
    /** Put there by the preload script; missing when the page is opened outside the program. */
    readonly unjam?: BridgeApi;
  }
}

const ApiContext = createContext<WindowApi | null>(null);
export const ApiProvider = ApiContext.Provider;

/** The calls of main. */
export const useApi = (): WindowApi => {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('useApi outside of ApiProvider');
  return api;
};
