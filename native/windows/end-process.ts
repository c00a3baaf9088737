import { bindKernel32 } from './ffi/kernel32.ts';
import { loadKoffi } from './ffi/koffi.ts';

/**
 * Ends this process at once, whatever its threads are at: one inside a foreign call holds every other way of ending
 * it (process.exit, too). Nothing that is still to be written gets written.
 */
export const endProcess = async (exitCode: number): Promise<void> => {
  const { GetCurrentProcess, TerminateProcess } = bindKernel32(await loadKoffi());
  const itself = GetCurrentProcess();
  if (itself !== null) TerminateProcess(itself, exitCode);
};
