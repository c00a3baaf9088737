import { whyNoServiceProbe } from '#app/probe/permissions.ts';
import { calibrationWords } from '#app/words/calibration.ts';
import { probeForbiddenWords } from '#app/words/probe.ts';
import { measurableDevice } from './measurable.ts';

/** Why the services of the chosen device cannot be asked for, as its profile says; null: they can. */
export const whyNotProbed = (): string | null => {
  const device = measurableDevice();
  if (device === null) return calibrationWords.chooseDevice;
  const because = whyNoServiceProbe(device.profile);
  return because === null ? null : probeForbiddenWords(because);
};
