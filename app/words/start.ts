/** Words for whoever starts the window from a command line. */
export const startWords = {
  needsValue: (option: string): string => `${option} needs a value.`,
  unknown: (argument: string): string => `The window does not take ${argument}.`,
  openAlready: (passedOn: readonly string[]): string =>
    passedOn.length === 0
      ? 'Unjam is open already: its window comes to the front.'
      : `Unjam is open already: its window comes to the front and takes ${passedOn.join(' ')}.`,
} as const;
