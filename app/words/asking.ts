/** About closing with or without the question. */
export const askingWords = {
  dontAskAgain: 'Don’t ask again where a channel is stuck and no job is in progress',
  label: 'Close channel',
  hint: 'Close the selected channels at once where they are stuck; asks about all others. “Ask before closing” in the menu Edit brings the question back.',
} as const;
