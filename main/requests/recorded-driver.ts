import type { Dot4Driver } from '#native';
import type { RequestLog } from './request-log.ts';

/** The same driver, with every request of its links in the log; those of our second process are not seen from here. */
export const recordedDriver = (driver: Dot4Driver, log: RequestLog): Dot4Driver => ({
  kind: driver.kind,
  discover: (options) => driver.discover(options),
  watch: (onChange) => driver.watch(onChange),
  profileOf: (device) => driver.profileOf(device),
  look: (options) => driver.look(options),
  isElevated: (options) => driver.isElevated(options),
  open: (deviceId, options) =>
    driver.open(deviceId, { ...options, onRequest: (trace) => log.add(deviceId, trace) }),
  destroyAsAnotherProcess: (deviceId, args, options) =>
    driver.destroyAsAnotherProcess(deviceId, args, options),
  onChannelLeftOpen: (listen) => driver.onChannelLeftOpen(listen),
  suspend: () => driver.suspend(),
  resume: () => driver.resume(),
  act: (deviceId, action, options) => driver.act(deviceId, action, options),
  ...(driver.switchOffAndOn === undefined
    ? {}
    : { switchOffAndOn: (deviceId: string) => driver.switchOffAndOn?.(deviceId) }),
  close: () => driver.close(),
});
