import type { MessagePort } from 'node:worker_threads';
import type { Result } from '#app/result.ts';
import { withKoffi, type NotLoaded } from '../ffi/koffi.ts';
import { systemInfFolder } from './driver-package.ts';
import { findDevices, type Found, type SystemFailure } from './find-devices.ts';
import { discoverySystem } from './system.ts';

export type DiscoveryReport = Result<Found, SystemFailure | NotLoaded>;

/** Looks at the system each time it gets a message, and reports what it found. SetupDi calls block: hence a thread. */
export const runDiscoveryWorker = async (port: MessagePort): Promise<void> => {
  const system = await withKoffi(discoverySystem);
  const infs = systemInfFolder(process.env);
  port.on('message', () => {
    const report: DiscoveryReport = system.ok ? findDevices(system.value, infs) : system;
    port.postMessage(report);
  });
};
