import { defineConfig } from 'vite';

// The command line is one file for Node 20 and later on every system, with koffi beside it.
export default defineConfig({
  build: {
    ssr: 'main/cli/index.ts',
    target: 'node20',
    outDir: 'out/cli',
    emptyOutDir: true,
    rolldownOptions: {
      external: ['koffi'],
      output: { format: 'es', entryFileNames: 'unjam.mjs', codeSplitting: false },
    },
  },
  ssr: { noExternal: true, external: ['koffi'] },
});
