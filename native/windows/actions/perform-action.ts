import type { OneCallAction } from '#app/remedy/action.ts';
import type { Acted } from '../../actions/action-faults.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { cancelJob } from './cancel-job.ts';
import { restartDevice } from './restart-device.ts';
import { stopProgram } from './stop-program.ts';

/** Does one action, however long Windows takes: for a process that can be killed only. `waitMs`: for each wait in it. */
export const performAction = (koffi: Koffi, action: OneCallAction, waitMs: number): Acted => {
  switch (action.kind) {
    case 'cancel-job':
      return cancelJob(koffi, action);
    case 'stop-program':
      return stopProgram(koffi, action, waitMs);
    case 'restart-device':
      return restartDevice(koffi, action);
  }
};
