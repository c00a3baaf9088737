import type { Verdict } from '#app/verdict/verdict.ts';
import { cutInMiddle } from '#app/words/foreign-text.ts';
import { printerName } from '#app/words/printer-names.ts';
import { useDevices } from '../../state/session-store.ts';

/** Signs of a name, and of a place, that a sentence bears. */
const mostSigns = 40;

/** A verdict in whose sentences a long name or place of the printer is cut; its port, which tells it apart, is not. */
export const useShortVerdict = (verdict: Verdict): Verdict => {
  const devices = useDevices();
  const { deviceId, printer } = verdict;
  const isCalledSo = printerName(deviceId, devices) === printer;
  const short = isCalledSo ? printerName(deviceId, devices, mostSigns) : cutInMiddle(printer, 2 * mostSigns);
  return short === printer ? verdict : { ...verdict, printer: short };
};
