/** Root may do everything with files, so the attempt is made as somebody who may not. */
export const asNobody = async <T>(attempt: () => Promise<T>): Promise<T> => {
  if (process.getuid?.() !== 0) return attempt();
  process.seteuid?.(65_534);
  try {
    return await attempt();
  } finally {
    process.seteuid?.(0);
  }
};
