import { utilityProcess } from 'electron';
import type { EvidenceProcess } from '#native';

/**
 * A utility process instead of Node's fork: a packaged Electron does not run as Node. It ends with the window's
 * process, and can be killed while Windows keeps it waiting.
 */
export const spawnEvidence = (file: string): EvidenceProcess => {
  const child = utilityProcess.fork(file, [], { stdio: 'ignore', serviceName: 'Unjam evidence' });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listen) => void child.on('message', listen),
    onEnd: (listen) => void child.once('exit', () => listen(true)),
    kill: () => void child.kill(),
  };
};
