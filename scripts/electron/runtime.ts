export type RuntimeKind = 'official' | 'override' | 'stand-in';

export interface ElectronRuntime {
  /** The program to start. */
  executable: string;
  /** The folder with everything it needs. */
  folder: string;
  version: string;
  kind: RuntimeKind;
  /** What a person should know about it; undefined for the pinned official one. */
  notice: string | undefined;
}

/** One line for a log or the head of a test run. */
export function describeRuntime(runtime: ElectronRuntime): string {
  return `Electron ${runtime.version} (${runtime.kind})`;
}

/** Where the program is inside a distribution folder. */
export function executableName(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}
