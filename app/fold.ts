/**
 * A text as it is compared, whatever the language of the system: in Turkish, `toLocaleLowerCase` makes “prınt” of “PRINT”.
 * A dotted capital İ is an i, too (Unicode SpecialCasing keeps its dot as U+0307).
 */
export const fold = (text: string): string => text.toLowerCase().replaceAll('i\u0307', 'i');
