import type { Clock } from '#app/clock.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import type { Environment } from '#app/session/state.ts';
import type { Dot4Driver } from '#native';
import type { AuditTrail } from './audit/audit-trail.ts';
import { createDeviceService } from './session/device-service.ts';
import type { DeviceService } from './session/device-service.ts';
import { createDeviceTurns } from './session/device-turns.ts';
import { createPublisher } from './session/publisher.ts';
import type { Publisher } from './session/publisher.ts';
import { createSession } from './session/session-service.ts';
import type { Session } from './session/session-service.ts';
import { operatorOf } from './teardown/audit-records.ts';
import type { Operator } from './teardown/audit-records.ts';
import { createTeardownService } from './teardown/teardown-service.ts';
import type { TeardownService } from './teardown/teardown-service.ts';

/** Everything the window and the command line have in common. */
export interface Services {
  readonly session: Session;
  readonly publisher: Publisher;
  readonly devices: DeviceService;
  readonly teardown: TeardownService;
  /**
   * Closes every link, so that pending requests come back, and resolves when every operation has ended and its
   * outcome is in the audit trail. Takes as long as the driver takes to let go.
   */
  close(): Promise<void>;
}

export interface ServicesOptions {
  readonly driver: Dot4Driver;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly program: Operator['program'];
  readonly publish?: (delta: NumberedDelta) => void;
}

export const createServices = (options: ServicesOptions): Services => {
  const { driver, environment, clock } = options;
  const now = () => clock.now();
  const session = createSession(environment);
  const publisher = createPublisher(session, clock, options.publish ?? (() => undefined));
  const turns = createDeviceTurns();
  const devices = createDeviceService(driver, session, turns, now);
  const teardown = createTeardownService({
    driver,
    session,
    devices,
    turns,
    audit: options.audit,
    operator: operatorOf(options.program),
    now,
  });
  return {
    session,
    publisher,
    devices,
    teardown,
    close: async () => {
      publisher.stop();
      await driver.close();
      await turns.idle();
    },
  };
};
