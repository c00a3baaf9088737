import { contextBridge, ipcRenderer } from 'electron';
import { boundsFault } from '#app/ipc/bounds.ts';
import { callChannel, eventChannel } from '#app/ipc/derive.ts';
import { contractMembers } from '#app/ipc/members.ts';
import { fail } from '#app/result.ts';

type Listener = (text: string) => void;

const listeners = new Map<string, Set<Listener>>();

// SECURITY: named functions only; the Electron event never reaches the page.
ipcRenderer.on(eventChannel, (_event, name: string, text: string) => {
  for (const listen of listeners.get(name) ?? []) listen(text);
});

const subscribe = (name: string, listen: Listener): (() => void) => {
  const set = listeners.get(name) ?? new Set();
  listeners.set(name, set.add(listen));
  return () => set.delete(listen);
};

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** BridgeApi (app/ipc/bridge.ts), built by walking the contract. */
const api: Record<string, Record<string, unknown>> = {};
for (const { group, name, member } of contractMembers()) {
  const functions = (api[group] ??= {});
  if (member.direction === 'to-main') {
    const call = `${group}.${name}`;
    functions[name] = (input?: unknown): Promise<unknown> => {
      // main would be busy with taking it apart
      const fault = boundsFault(call, input);
      return fault === null ? ipcRenderer.invoke(callChannel, call, input) : Promise.resolve(fail(fault));
    };
  } else {
    functions[`on${capitalized(name)}`] = (listen: Listener) => subscribe(`${group}.${name}`, listen);
  }
}

contextBridge.exposeInMainWorld('unjam', api);
