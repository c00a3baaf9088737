/** The code of a system error ("EACCES"); null for anything else, which is a bug. */
export const systemErrorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
