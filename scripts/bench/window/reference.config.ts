import { defineConfig } from 'electron-vite';
import path from 'node:path';

const from = (...parts: string[]) => path.join(import.meta.dirname, 'reference', ...parts);
const to = (folder: string) => path.join(process.env['UNJAM_BENCH_OUT'] ?? '', folder);

/** A window with nothing in it but the barest call, built as Unjam is. */
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      outDir: to('main'),
      emptyOutDir: true,
      rolldownOptions: {
        input: { index: from('main.ts') },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      outDir: to('preload'),
      emptyOutDir: true,
      rolldownOptions: {
        input: { index: from('preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: from(),
    build: {
      target: 'chrome130',
      outDir: to('renderer'),
      emptyOutDir: true,
      minify: true,
      modulePreload: false,
      rolldownOptions: { input: { index: from('index.html'), empty: from('empty.html') } },
    },
  },
});
