/** Words of the list of devices. */
export const devicesWords = {
  suspectMark: 'has a suspect channel',
  stuckMark: 'has a stuck channel',
  ofPrinter: (printer: string, count: number): string => `${printer}: ${count} devices`,
} as const;
