import { sameData } from '#app/same-data.ts';
import type { Explanation, Verdict } from '#app/verdict/verdict.ts';
import { cutInMiddle } from '#app/words/foreign-text.ts';
import { printerName } from '#app/words/printer-names.ts';
import { useDevices } from '../../state/session-store.ts';

/** Signs of a name, and of a place, that a sentence bears. */
const mostSigns = 40;

/** Names of programs, documents, people and queues are its only long texts. */
const withShortNames = (explanation: Explanation | null): Explanation | null =>
  explanation && {
    ...explanation,
    cause: JSON.parse(JSON.stringify(explanation.cause), (_key, value: unknown) =>
      typeof value === 'string' ? cutInMiddle(value, mostSigns) : value,
    ) as Explanation['cause'],
  };

/**
 * A verdict in whose first line long names, and a long place of the printer, are cut; its port, which tells it apart, is
 * not. The very same where all are short.
 */
export const useShortVerdict = (verdict: Verdict): Verdict => {
  const devices = useDevices();
  const { deviceId, printer } = verdict;
  const isCalledSo = printerName(deviceId, devices) === printer;
  const short = {
    ...verdict,
    printer: isCalledSo ? printerName(deviceId, devices, mostSigns) : cutInMiddle(printer, 2 * mostSigns),
    explanation: withShortNames(verdict.explanation),
  };
  return sameData(short, verdict) ? verdict : short;
};
