import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { bindKernel32 } from '../ffi/kernel32.ts';
import { loadKoffi } from '../ffi/koffi.ts';
import { bindNtdll } from '../ffi/ntdll.ts';
import { completionQueue, type CompletionQueue } from './completion-queue.ts';
import { DeviceRequests } from './device-requests.ts';
import type { LinkCommand, LinkReport } from './messages.ts';
import { openDevice } from './open-device.ts';

/** A waiting thread looks up this often, so that a process which forgot to close its links can still end. */
const longestWaitMs = 1000;

/**
 * The life of one link, in a thread of its own: opens the device, serves commands until told to close, and does
 * not return to its event loop in between. It alone calls into the device.
 */
export const runLinkWorker = async (port: MessagePort, openPaths: readonly string[]): Promise<void> => {
  const koffi = await loadKoffi();
  const system = { koffi, kernel32: bindKernel32(koffi), ntdll: bindNtdll(koffi) };
  const report = (message: LinkReport): void => port.postMessage(message);

  const opened = openDevice(system.kernel32, system.ntdll, openPaths);
  if (!opened.ok) return report({ kind: 'open-failed', status: opened.fault });
  const device = opened.value;
  const queue = completionQueue(system.kernel32, device.handle);
  if (queue === null) {
    system.kernel32.CloseHandle(device.handle);
    return report({ kind: 'open-failed', status: ntStatus('STATUS_INSUFFICIENT_RESOURCES').code });
  }
  const requests = new DeviceRequests(system, device, report);
  report({ kind: 'opened', completionPort: queue.port, path: device.path });

  serve(port, requests, queue);
  system.kernel32.CloseHandle(device.handle);
  report({ kind: 'closed' });
  // The kernel may still write the memory of requests that it never gave back: stay until it has.
  while (requests.anyHeld) completeWhatCame(requests, queue);
  queue.close();
};

/** Until `close` has been asked for and every request has its answer. */
const serve = (port: MessagePort, requests: DeviceRequests, queue: CompletionQueue): void => {
  let closing = false;
  for (;;) {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
      const command = next.message as LinkCommand;
      closing ||= command.kind === 'close';
      obey(command, requests);
    }
    requests.enforceDeadlines();
    if (closing && !requests.anyUnanswered) return;
    completeWhatCame(requests, queue);
  }
};

const obey = (command: LinkCommand, requests: DeviceRequests): void => {
  switch (command.kind) {
    case 'send':
      return requests.send(command.id, command.encoded, command.deadlineAt);
    case 'withdraw':
      return requests.withdraw(command.id, 'signal');
    case 'close':
      return requests.withdrawAll();
  }
};

const completeWhatCame = (requests: DeviceRequests, queue: CompletionQueue): void => {
  for (const id of queue.wait(requests.idleMs(longestWaitMs))) requests.complete(id);
};
