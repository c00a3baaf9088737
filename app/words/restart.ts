export const restartWords = {
  button: 'Restart as administrator',
  hint: 'Windows asks whether you allow it; Unjam starts again and this window closes.',
  simulated: 'Simulated: on a real PC this would start Unjam again, with an administrator’s rights.',
  /** In a dialog of the system, before it. */
  changeable: {
    title: 'Other programs can change this Unjam',
    meaning: (path: string): string =>
      `${path} can be changed without an administrator’s rights. What was changed there would run with an administrator’s rights. Unjam is safer in a folder that only administrators may write to, such as Program Files.`,
    cancel: 'Cancel',
    restart: 'Restart all the same',
  },
} as const;
