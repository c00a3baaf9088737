import { loadKoffiLibrary } from './checked-library.ts';
import type { Koffi } from './prototype.ts';

/** The one import of koffi, and a dynamic one: on systems without DOT4 drivers nothing foreign is ever loaded. */
export const loadKoffi = async (): Promise<Koffi> => {
  const koffi = import.meta.resolve('koffi');
  // elsewhere only tests come here
  if (process.platform === 'win32') loadKoffiLibrary(koffi);
  return import('koffi');
};
