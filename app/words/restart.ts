export const restartWords = {
  button: 'Restart as administrator',
  hint: 'Windows asks whether you allow it; Unjam starts anew and this window closes.',
  simulated: 'Simulated: on a real PC this would start Unjam anew with an administrator’s rights.',
} as const;
