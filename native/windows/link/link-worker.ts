import type { MessagePort } from 'node:worker_threads';
import type { Result } from '#app/result.ts';
import { DeviceRequests, type HeldRequest, type RequestDevice } from '../../device-requests.ts';
import { bindKernel32 } from '../ffi/kernel32.ts';
import { withKoffi } from '../ffi/koffi.ts';
import { bindNtdll } from '../ffi/ntdll.ts';
import { Bell } from './bell.ts';
import { Inbox } from './inbox.ts';
import { sharedClockMs, withdrawalGraceMs, type LinkCommand, type LinkReport } from './messages.ts';
import { NtDevice } from './nt-device.ts';

/** A waiting thread looks up this often, so that a process which forgot to close its links can still end. */
const longestWaitMs = 1000;

/**
 * A thread for one link at a time: opens a device when told to, serves commands until told to close, and does not
 * return to its event loop in between. It alone calls into the device.
 */
export const runLinkWorker = async (port: MessagePort, bellMemory: SharedArrayBuffer): Promise<void> => {
  const system = await withKoffi((koffi) => ({
    koffi,
    kernel32: bindKernel32(koffi),
    ntdll: bindNtdll(koffi),
  }));
  const bell = new Bell(bellMemory);
  const report = (message: LinkReport): void => port.postMessage(message);
  if (!system.ok) return report({ kind: 'not-loaded', fault: system.fault });
  port.on('message', (commands: readonly LinkCommand[]) => {
    for (const [index, command] of commands.entries()) {
      // What comes between two devices was meant for the one before.
      if (command.kind !== 'open') continue;
      const inbox = new Inbox(port, commands.slice(index + 1));
      serveDevice(
        { bell, inbox, report, now: sharedClockMs },
        NtDevice.open(system.value, command.openPaths),
      );
      return report({ kind: 'idle' });
    }
  });
};

interface Surroundings {
  readonly bell: Bell;
  readonly inbox: Inbox;
  readonly report: (message: LinkReport) => void;
  readonly now: () => number;
}

/** What a link's thread needs of a device that it has open. */
export interface ServedDevice<H extends HeldRequest> extends RequestDevice<H> {
  readonly path: string;
  readonly completionPort: bigint;
  /** Waits until something completes, somebody wakes, or `timeoutMs` has passed; answers the ids that completed. */
  wait(timeoutMs: number): readonly number[];
  closeDevice(): void;
  closePort(): void;
}

/** Whatever happens, also a bug of ours, the device is closed: a handle outlives the thread that opened it. */
export const serveDevice = <H extends HeldRequest>(
  around: Surroundings,
  opened: Result<ServedDevice<H>, number>,
): void => {
  const { report, now } = around;
  if (!opened.ok) return report({ kind: 'open-failed', status: opened.fault });
  const device = opened.value;
  const requests = new DeviceRequests(device, now, withdrawalGraceMs, (id, end) =>
    report({ kind: 'ended', id, end }),
  );
  try {
    report({ kind: 'opened', completionPort: device.completionPort, path: device.path });
    try {
      serve(around, requests, device);
    } finally {
      device.closeDevice();
    }
    // The kernel may still write the memory of requests that it never gave back: stay until it has.
    if (requests.anyHeld) report({ kind: 'closed' });
    while (requests.anyHeld) requests.complete(device.wait(longestWaitMs));
  } finally {
    device.closePort();
  }
};

/** Until `close` has been asked for and every request has its answer. */
const serve = <H extends HeldRequest>(
  { inbox, bell, now }: Surroundings,
  requests: DeviceRequests<H>,
  device: ServedDevice<H>,
): void => {
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
      const untilMs = (requests.nextMoment() ?? Infinity) - now();
      const idleMs = Math.min(longestWaitMs, Math.max(0, untilMs));
      requests.complete(bell.waitAtPort((mayWait) => device.wait(mayWait ? idleMs : 0), isWanted));
    } else {
      bell.waitHere(longestWaitMs, isWanted);
    }
  }
};

const obey = <H extends HeldRequest>(command: LinkCommand, requests: DeviceRequests<H>): void => {
  switch (command.kind) {
    case 'open':
      throw new Error('a link opens one device at a time');
    case 'send':
      return requests.send(command);
    case 'withdraw':
      return requests.withdraw(command.id, 'signal');
    case 'close':
      return requests.withdrawAll();
  }
};
