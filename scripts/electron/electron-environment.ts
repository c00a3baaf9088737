/**
 * What an Electron must not inherit: a terminal of another Electron program (an editor) sets the first, and then ours
 * runs as Node and opens no window. The others load code into it, or change what it takes itself for.
 */
const notForElectron: ReadonlySet<string> = new Set([
  'ELECTRON_RUN_AS_NODE',
  'NODE_OPTIONS',
  'ELECTRON_FORCE_IS_PACKAGED',
]);

export interface ElectronEnvironment {
  env: NodeJS.ProcessEnv;
  /** The variables that were taken out, by name. */
  removed: string[];
}

/** The environment for an Electron that we start. Windows knows no case in names of variables. */
export function electronEnvironment(env: NodeJS.ProcessEnv): ElectronEnvironment {
  const isRemoved = (name: string): boolean => notForElectron.has(name.toUpperCase());
  const entries = Object.entries(env);
  return {
    env: Object.fromEntries(entries.filter(([name]) => !isRemoved(name))),
    removed: entries.filter(([name, value]) => isRemoved(name) && value !== '').map(([name]) => name),
  };
}
