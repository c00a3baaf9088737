/** What every operation may show while it runs. */
export const operationWords = {
  waiting: 'Waiting: another operation has the device…',
} as const;
