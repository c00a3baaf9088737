import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { ok } from '#app/result.ts';
import type { HeldRequest } from '../../device-requests.ts';
import { encodeDestroySocket } from '../../wire/requests.ts';
import { Bell, bellBytes } from './bell.ts';
import { Inbox } from './inbox.ts';
import { serveDevice, type ServedDevice } from './link-worker.ts';
import type { LinkCommand, LinkReport } from './messages.ts';

const held: HeldRequest = {
  outputBytes: 0,
  readBlock: () => ({ status: 0, information: 0 }),
  readOutput: () => new Uint8Array(0),
  free: () => undefined,
};
const send: LinkCommand = {
  kind: 'send',
  id: 1,
  request: encodeDestroySocket({ hostSocket: 4 }),
  deadlineAt: Infinity,
  answerWithinMs: undefined,
};

/** Serves a device that behaves like `parts`, in time that passes only while the thread waits. */
const serve = (commands: readonly LinkCommand[], parts: Partial<ServedDevice<HeldRequest>>) => {
  const closed: string[] = [];
  const reports: LinkReport['kind'][] = [];
  const { port1 } = new MessageChannel();
  let [ms, bug]: [number, unknown] = [0, null];
  const device: ServedDevice<HeldRequest> = {
    path: 'name',
    completionPort: 1n,
    send: () => ({ held, ended: null }),
    cancel: () => undefined,
    hasLeft: () => false,
    /** Nothing is given back before the device is closed. */
    wait(timeoutMs) {
      ms += timeoutMs;
      return closed.length > 0 ? [1] : [];
    },
    closeDevice: () => void closed.push('device'),
    closePort: () => void closed.push('port'),
    ...parts,
  };
  const around = {
    bell: new Bell(new SharedArrayBuffer(bellBytes)),
    inbox: new Inbox(port1, commands),
    report: ({ kind }: LinkReport) => void reports.push(kind),
    now: () => ms,
  };
  try {
    serveDevice(around, ok(device));
  } catch (thrown) {
    bug = thrown;
  }
  port1.close();
  return { closed, reports, bug };
};

const aBug = new Error('a bug');
const throwing = (): never => {
  throw aBug;
};

describe('the thread of a link', () => {
  it('closes device and port when every request has its answer', () => {
    expect(serve([send, { kind: 'close' }], { wait: () => [1] })).toEqual({
      closed: ['device', 'port'],
      reports: ['opened', 'ended'],
      bug: null,
    });
  });

  it('keeps the port of a closed device until what was kept has come back', () => {
    expect(serve([send, { kind: 'close' }], {})).toEqual({
      closed: ['device', 'port'],
      reports: ['opened', 'ended', 'closed', 'ended'],
      bug: null,
    });
  });

  it.each([
    ['hands a request over', { send: throwing }],
    ['waits for one', { wait: throwing }],
    ['withdraws one', { cancel: throwing }],
  ])('closes both when it meets a bug as it %s', (_, parts) => {
    const { closed, bug } = serve([send, { kind: 'withdraw', id: 1 }], parts);
    expect([closed, bug]).toEqual([['device', 'port'], aBug]);
  });
});
