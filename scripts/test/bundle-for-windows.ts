import { join } from 'node:path';
import { build } from 'vite';

/**
 * Puts an entry and all it imports into one file, koffi excepted: under Wine every file that is opened costs
 * milliseconds, and each worker thread opens them again. Answers the file.
 */
export async function bundleForWindows(entry: string, folder: string, name: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        external: ['koffi'],
        output: { entryFileNames: `${name}.mjs`, codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  });
  return join(folder, `${name}.mjs`);
}
