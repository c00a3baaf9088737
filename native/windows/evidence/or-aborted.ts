/** What a shared look answers, or null as soon as the signal says so: the look itself goes on for the others. */
export const orAborted = async <T>(look: Promise<T>, signal: AbortSignal | undefined): Promise<T | null> => {
  if (signal === undefined) return look;
  if (signal.aborted) return null;
  let abort = (): void => undefined;
  const aborted = new Promise<null>((resolve) => {
    abort = () => resolve(null);
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([look, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};
