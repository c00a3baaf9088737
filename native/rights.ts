import { lstatSync } from 'node:fs';

/** `none`: the volume knows no owners, and no links either. */
export type Owner = 'administrator' | 'this-account' | 'another-account' | 'none';

/** What this process may do, and who else may change a file. The last part of a path is not followed where it is a link. */
export interface Rights {
  readonly isElevated: boolean;
  ownerOf(path: string): Owner;
  /** Whether an account without an administrator's rights may write there; for a folder: put something into it. */
  mayOthersWrite(path: string): boolean;
  /** Whether such an account may put something else in the place of what lies in this folder. */
  mayOthersReplaceIn(folder: string): boolean;
}

const [WRITE_BY_OTHERS, STICKY] = [0o022, 0o1000];

/** Root is the administrator of POSIX systems. */
export const posixRights: Rights = {
  isElevated: process.geteuid?.() === 0,
  ownerOf: (path) => {
    const { uid } = lstatSync(path);
    if (uid === 0) return 'administrator';
    return uid === process.geteuid?.() ? 'this-account' : 'another-account';
  },
  mayOthersWrite: (path) => (lstatSync(path).mode & WRITE_BY_OTHERS) !== 0 || lstatSync(path).uid !== 0,
  mayOthersReplaceIn: (folder) => {
    const { mode, uid } = lstatSync(folder);
    return uid !== 0 || ((mode & WRITE_BY_OTHERS) !== 0 && (mode & STICKY) === 0);
  },
};
