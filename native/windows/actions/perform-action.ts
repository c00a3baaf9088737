import type { Action } from '#app/remedy/action.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { actionFaults, type Acted } from './action-faults.ts';
import { cancelJob } from './cancel-job.ts';
import { restartDevice } from './restart-device.ts';
import { restartService } from './restart-service.ts';
import { serviceControl } from './service-control.ts';
import { stopProgram } from './stop-program.ts';

/** Does one action, however long Windows takes: for a process that can be killed only. `waitMs`: for each wait in it. */
export const performAction = (koffi: Koffi, action: Action, waitMs: number): Acted => {
  switch (action.kind) {
    case 'cancel-job':
      return cancelJob(koffi, action);
    case 'stop-program':
      return stopProgram(koffi, action, waitMs);
    case 'restart-service': {
      const services = serviceControl(koffi);
      if (!services.ok) return actionFaults(action).failed(services.fault.call, services.fault.systemError);
      try {
        return restartService(services.value, action, waitMs);
      } finally {
        services.value.close();
      }
    }
    case 'restart-device':
      return restartDevice(koffi, action);
  }
};
