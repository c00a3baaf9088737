export const moreWords = {
  button: 'More commands',
} as const;
