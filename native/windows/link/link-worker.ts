import type { MessagePort } from 'node:worker_threads';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { bindKernel32 } from '../ffi/kernel32.ts';
import { loadKoffi } from '../ffi/koffi.ts';
import { bindNtdll } from '../ffi/ntdll.ts';
import { Bell } from './bell.ts';
import { completionQueue, type CompletionQueue } from './completion-queue.ts';
import { DeviceRequests, type LinkSystem } from './device-requests.ts';
import { Inbox } from './inbox.ts';
import type { LinkCommand, LinkReport } from './messages.ts';
import { openDevice } from './open-device.ts';

/** A waiting thread looks up this often, so that a process which forgot to close its links can still end. */
const longestWaitMs = 1000;

/**
 * A thread for one link at a time: opens a device when told to, serves commands until told to close, and does not
 * return to its event loop in between. It alone calls into the device.
 */
export const runLinkWorker = async (port: MessagePort, bellMemory: SharedArrayBuffer): Promise<void> => {
  const koffi = await loadKoffi();
  const system = { koffi, kernel32: bindKernel32(koffi), ntdll: bindNtdll(koffi) };
  const bell = new Bell(bellMemory);
  const report = (message: LinkReport): void => port.postMessage(message);
  port.on('message', (commands: readonly LinkCommand[]) => {
    for (const [index, command] of commands.entries()) {
      // What comes between two devices was meant for the one before.
      if (command.kind !== 'open') continue;
      const inbox = new Inbox(port, commands.slice(index + 1));
      serveDevice({ system, bell, inbox, report }, command.openPaths);
      return report({ kind: 'idle' });
    }
  });
};

interface Surroundings {
  readonly system: LinkSystem;
  readonly bell: Bell;
  readonly inbox: Inbox;
  readonly report: (message: LinkReport) => void;
}

const serveDevice = (around: Surroundings, openPaths: readonly string[]): void => {
  const { system, report } = around;
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

  serve(around, requests, queue);
  system.kernel32.CloseHandle(device.handle);
  // The kernel may still write the memory of requests that it never gave back: stay until it has.
  if (requests.anyHeld) report({ kind: 'closed' });
  while (requests.anyHeld) requests.complete(queue.wait(longestWaitMs));
  queue.close();
};

/** Until `close` has been asked for and every request has its answer. */
const serve = ({ inbox, bell }: Surroundings, requests: DeviceRequests, queue: CompletionQueue): void => {
  let closing = false;
  const isWanted = (): boolean => inbox.fill();
  for (;;) {
    for (let command = inbox.take(); command; command = inbox.take()) {
      closing ||= command.kind === 'close';
      obey(command, requests);
    }
    requests.enforceDeadlines();
    if (closing && !requests.anyUnanswered) return;
    if (requests.anyHeld) {
      const idleMs = requests.idleMs(longestWaitMs);
      requests.complete(bell.waitAtPort((mayWait) => queue.wait(mayWait ? idleMs : 0), isWanted));
    } else {
      bell.waitHere(longestWaitMs, isWanted);
    }
  }
};

const obey = (command: LinkCommand, requests: DeviceRequests): void => {
  switch (command.kind) {
    case 'open':
      throw new Error('a link opens one device at a time');
    case 'send':
      return requests.send(command.id, command.encoded, command.deadlineAt);
    case 'withdraw':
      return requests.withdraw(command.id, 'signal');
    case 'close':
      return requests.withdrawAll();
  }
};
