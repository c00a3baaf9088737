import type { MessagePort } from 'node:worker_threads';
import type { Result } from '#app/result.ts';
import { loadKoffi } from '../ffi/koffi.ts';
import { systemInfFolder } from './driver-package.ts';
import { findDevices, type Found, type SystemFailure } from './find-devices.ts';
import { discoverySystem } from './system.ts';

export type DiscoveryReport = Result<Found, SystemFailure>;

/** Looks at the system each time it gets a message, and reports what it found. SetupDi calls block: hence a thread. */
export const runDiscoveryWorker = async (port: MessagePort): Promise<void> => {
  const system = discoverySystem(await loadKoffi());
  const infs = systemInfFolder(process.env);
  port.on('message', () => port.postMessage(findDevices(system, infs) satisfies DiscoveryReport));
};
