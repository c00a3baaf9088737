/** Both cut off whatever else works on a printer, so the advice says beforehand that nothing may. */
const onceIdle = 'when nothing is printing, scanning or faxing any more';

export const switchOffAndOn = `${onceIdle}, switch the printer off, wait half a minute, and switch it on.`;

export const restartOrSwitch = `${onceIdle}, restart the device, or switch the printer off and on`;

/** The beginning of a sentence. */
export const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
