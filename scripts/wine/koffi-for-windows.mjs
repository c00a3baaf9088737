// Preloaded into Windows Node by the rig: `koffi` means the Windows build. The project's own node_modules was installed
// on Linux and has the Linux half only, and koffi looks for its native half beside itself.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const parentURL = pathToFileURL(`${process.env.UNJAM_RIG_KOFFI_FOLDER}/`).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    return nextResolve(specifier, specifier === 'koffi' ? { ...context, parentURL } : context);
  },
});
