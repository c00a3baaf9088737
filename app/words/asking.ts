/** About closing with or without the question. */
export const askingWords = {
  dontAskAgain: 'Don’t ask again, unless a job is in progress',
  label: 'Close channel',
  hint: 'Close the selected channels at once; asks only over a job in progress. “Ask before closing” in the menu Edit brings the question back.',
} as const;
