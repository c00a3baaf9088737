import { systemErrorCode } from './files/system-error.ts';

/** Whether there is a process of this id now. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // it is there, and not ours to signal
    return systemErrorCode(error) === 'EPERM';
  }
};
