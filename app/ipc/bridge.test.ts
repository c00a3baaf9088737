import { expect, test } from 'vitest';
import { apiFrom, eventText } from './bridge.ts';
import type { BridgeApi } from './bridge.ts';

const bridgeWith = (session: Partial<BridgeApi['session']>): BridgeApi =>
  ({ session }) as unknown as BridgeApi;

test('an event arrives as what was sent, until its listener leaves', () => {
  const listeners = new Set<(text: string) => void>();
  const onDelta = (listen: (text: string) => void) => {
    listeners.add(listen);
    return () => void listeners.delete(listen);
  };
  const heard: unknown[] = [];
  const stop = apiFrom(bridgeWith({ onDelta })).session.onDelta((delta) => heard.push(delta));
  for (const listen of listeners) listen('{"revision":1,"delta":{"lastId":7}}');
  expect(heard).toEqual([{ revision: 1, delta: { lastId: 7 } }]);
  stop();
  expect(listeners.size).toBe(0);
});

test.each([[undefined], [null], [''], [{ id: 'scan' }]])('%o crosses as the text of an event', (payload) => {
  const heard: unknown[] = [];
  const onDelta = (listen: (text: string) => void) => {
    listen(eventText(payload));
    return () => undefined;
  };
  apiFrom(bridgeWith({ onDelta })).session.onDelta((delta) => heard.push(delta));
  expect(heard).toEqual([payload]);
});

test('calls go through as they are', () => {
  const refresh = () => Promise.resolve({ ok: true as const, value: undefined });
  expect(apiFrom(bridgeWith({ refresh })).session.refresh).toBe(refresh);
});
