import { createContext, useContext } from 'react';
import type { WindowApi } from '#app/ipc/derive.ts';

const ApiContext = createContext<WindowApi | null>(null);
export const ApiProvider = ApiContext.Provider;

/** The calls of main. */
export const useApi = (): WindowApi => {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('useApi outside of ApiProvider');
  return api;
};
