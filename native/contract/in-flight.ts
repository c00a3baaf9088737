/** Keeps `inFlight` of `requests` calls going at a time; answers how many a second were answered. */
export const callsASecond = async (
  inFlight: number,
  requests: number,
  call: () => Promise<unknown>,
): Promise<number> => {
  let left = requests;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (requests * 1000) / (performance.now() - start);
};
