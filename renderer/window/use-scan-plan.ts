import { scanPlan } from '../state/scan.ts';
import type { ScanPlan } from '../state/scan.ts';
import { useDevices, useOperations } from '../state/session-store.ts';
import { useChosenDevice } from '../state/view-store.ts';

/** What *Scan sockets* would do on the chosen device, or on all. */
export const useScanPlan = (): ScanPlan => {
  const devices = useDevices();
  const operations = useOperations();
  const chosen = useChosenDevice();
  return scanPlan({ devices, operations }, chosen);
};
