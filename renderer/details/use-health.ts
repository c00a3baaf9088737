import { healthOf } from '#app/health/health.ts';
import type { HealthFinding } from '#app/health/health.ts';
import { useDevices, useDiscovery, useEnvironment, useOperations } from '../state/session-store.ts';

/** What is wrong with the stack of a device, as far as the session knows. */
export const useHealth = (deviceId: string): readonly HealthFinding[] => {
  const devices = useDevices();
  const operations = useOperations();
  const discovery = useDiscovery();
  const environment = useEnvironment();
  return discovery === null || environment === null
    ? []
    : healthOf({ devices, operations, discovery, environment }, deviceId);
};
