import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

// whose code is in a bundle, for the list of parts (scripts/package/parts.ts)
const license = { fileName: '.vite/license.json' };

// The window's runtime is the pinned Electron; main and preload also run on the stand-in (Node 20, Chromium 130).
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      outDir: 'out/main',
      license,
      rollupOptions: {
        input: {
          index: 'main/index.ts',
          'device-worker': 'main/device-worker.ts',
          'evidence-process': 'main/evidence-process.ts',
          'other-process': 'main/other-process.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      outDir: 'out/preload',
      license,
      externalizeDeps: false,
      rollupOptions: {
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
      rollupOptions: { input: resolve(import.meta.dirname, 'renderer/index.html') },
    },
  },
});
