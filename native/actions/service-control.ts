import type { WindowsService } from '#app/evidence/evidence.ts';
import type { Result } from '#app/result.ts';

/** winerror.h */
export const serviceErrors = {
  dependentServicesRunning: 1051,
  requestTimeout: 1053,
  alreadyRunning: 1056,
  doesNotExist: 1060,
  cannotAcceptControl: 1061,
  notActive: 1062,
  dependencyFailed: 1068,
  /** The process that made the call ended in it. */
  processAborted: 1067,
  /** The call did not return in time. */
  timeout: 1460,
} as const;

/** The call that failed, and its system error. */
export interface ServiceFailure {
  readonly call: string;
  readonly systemError: number;
}

export type ServiceAnswer<T> = Promise<Result<T, ServiceFailure>>;
export type ServiceStatus = Omit<WindowsService, 'name'>;

/** The service control manager of a PC (winsvc.h). Its services are named, for no call of it is trusted to return. */
export interface ServiceControl {
  status(name: string): ServiceAnswer<ServiceStatus>;
  /** Services that depend on it and are not stopped, in the order in which they have to be stopped. */
  dependents(name: string): ServiceAnswer<readonly string[]>;
  /** Asks for it; whether it stops shows in its status. */
  stop(name: string, limitMs: number): ServiceAnswer<null>;
  start(name: string): ServiceAnswer<null>;
}
