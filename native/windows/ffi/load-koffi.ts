import type { Koffi } from './prototype.ts';

/** The one import of koffi, and a dynamic one: on systems without DOT4 drivers nothing foreign is ever loaded. */
export const loadKoffi = (): Promise<Koffi> => import('koffi');
