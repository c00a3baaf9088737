import { scanPlan } from '../scope/scan.ts';
import type { ScanPlan } from '../scope/scan.ts';
import { useDevices, useOperations } from '../session/session-store.ts';
import { useChosenDevice } from '../view/view-store.ts';

/** What *Scan sockets* would do on the chosen device, or on all. */
export const useScanPlan = (): ScanPlan => {
  const devices = useDevices();
  const operations = useOperations();
  const chosen = useChosenDevice();
  return scanPlan({ devices, operations }, chosen);
};
