import { bindKernel32 } from './ffi/kernel32.ts';
import { withKoffi } from './ffi/koffi.ts';

/**
 * Ends this process at once, whatever its threads are at: one inside a foreign call holds every other way of ending
 * it (process.exit, too). Nothing that is still to be written gets written.
 */
export const endProcess = async (exitCode: number): Promise<void> => {
  const kernel32 = await withKoffi(bindKernel32);
  // then no thread is inside a foreign call, and the process ends by itself
  if (!kernel32.ok) return;
  const { GetCurrentProcess, TerminateProcess } = kernel32.value;
  const itself = GetCurrentProcess();
  if (itself !== null) TerminateProcess(itself, exitCode);
};
