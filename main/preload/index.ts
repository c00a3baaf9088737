import { contextBridge, ipcRenderer } from 'electron';
import { contract } from '#app/ipc/contract.ts';
import { callChannel, eventChannel } from '#app/ipc/derive.ts';

type Listener = (payload: unknown) => void;

const listeners = new Map<string, Set<Listener>>();

// SECURITY: named functions only; the Electron event never reaches the page.
ipcRenderer.on(eventChannel, (_event, name: string, payload: unknown) => {
  for (const listen of listeners.get(name) ?? []) listen(payload);
});

const subscribe = (name: string, listen: Listener): (() => void) => {
  const set = listeners.get(name) ?? new Set();
  listeners.set(name, set.add(listen));
  return () => set.delete(listen);
};

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Builds WindowApi (app/ipc/derive.ts) by walking the contract. */
const api = Object.fromEntries(
  Object.entries(contract).map(([group, members]) => [
    group,
    Object.fromEntries(
      Object.entries(members).map(([name, member]) =>
        member.direction === 'to-main'
          ? [
              name,
              (input?: unknown) =>
                ipcRenderer.invoke(callChannel, `${group}.${name}`, input) as Promise<unknown>,
            ]
          : [`on${capitalized(name)}`, (listen: Listener) => subscribe(`${group}.${name}`, listen)],
      ),
    ),
  ]),
);

contextBridge.exposeInMainWorld('unjam', api);
