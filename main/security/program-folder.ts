import { dirname } from 'node:path';
import type { Rights } from '#native';

/**
 * SECURITY: what of a program, its folder and the folders above can be changed or replaced without an administrator's
 * rights: whoever does that has them when the program is started elevated. Null: nothing.
 */
export const changeablePart = (
  program: string,
  { mayOthersWrite, mayOthersReplaceIn }: Pick<Rights, 'mayOthersWrite' | 'mayOthersReplaceIn'>,
): string | null => {
  const folder = dirname(program);
  return [program, folder].find(mayOthersWrite) ?? foldersAbove(folder).find(mayOthersReplaceIn) ?? null;
};

const foldersAbove = (folder: string): readonly string[] => {
  const above = dirname(folder);
  return above === folder ? [] : [above, ...foldersAbove(above)];
};
