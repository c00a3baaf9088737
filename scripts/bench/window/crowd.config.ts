import { defineConfig } from 'electron-vite';
import { substituteSeams } from './substitute.ts';

/** Main as it is shipped, with a crowd of printers behind the driver port. */
export default defineConfig({
  main: {
    plugins: [substituteSeams()],
    build: {
      target: 'node20',
      outDir: process.env['UNJAM_BENCH_OUT'] ?? '',
      emptyOutDir: true,
      rolldownOptions: {
        treeshake: { moduleSideEffects: (_id, isExternal) => isExternal },
        input: { index: 'main/index.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
});
