import { resolve } from 'node:path';
import { defineConfig } from 'vite';

// The command line inside of unjam.exe (scripts/package/one-file.ts): a script of one file, with koffi's library beside it.
export default defineConfig({
  build: {
    ssr: 'main/cli/one-file.ts',
    target: 'node22',
    outDir: 'out/one-file',
    emptyOutDir: true,
    rolldownOptions: {
      output: { format: 'cjs', entryFileNames: 'unjam.cjs', codeSplitting: false },
    },
  },
  resolve: {
    alias: [
      {
        find: /^(.*\/)?load-koffi\.ts$/,
        replacement: resolve(import.meta.dirname, 'native/windows/one-file/load-koffi.ts'),
      },
    ],
  },
  ssr: { noExternal: true },
});
