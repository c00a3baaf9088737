import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { contractNames } from './scripts/contract-names.ts';

// whose code is in a bundle, for the list of parts (scripts/package/parts.ts)
const license = { fileName: '.vite/license.json' };

// The window's runtime is the pinned Electron; main and preload also run on the stand-in (Node 20, Chromium 130).
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      outDir: 'out/main',
      license,
      rolldownOptions: {
        treeshake: { moduleSideEffects: (_id, isExternal) => isExternal },
        input: {
          index: 'main/index.ts',
          'device-worker': 'main/device-worker.ts',
          'evidence-process': 'main/evidence-process.ts',
          'other-process': 'main/other-process.ts',
        },
        // flat: what lies beside a file, like a worker or the page, is found from each of them
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [contractNames()],
    build: {
      target: 'node20',
      outDir: 'out/preload',
      license,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'main/preload/index.ts' },
        // A sandboxed preload script must be CommonJS in one file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      target: 'chrome130',
      outDir: 'out/renderer',
      license,
      minify: true,
      emptyOutDir: true,
      modulePreload: false,
      rolldownOptions: {
        input: resolve(import.meta.dirname, 'renderer/index.html'),
        // what the first row needs, and the rest (renderer/ui/later.tsx)
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }, { name: 'rest' }] } },
      },
    },
  },
});
