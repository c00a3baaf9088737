import path from 'node:path';
import type { Plugin } from 'vite';
import { projectRoot } from '../../project-root.ts';

/** Modules of main that the measurement puts itself in front of; what stands in for them imports them. */
const seams = new Map([
  ['main/drivers.ts', 'drivers.ts'],
  ['main/session/live-updates.ts', 'live-updates.ts'],
  ['main/window/run-once.ts', 'run-once.ts'],
]);

const folder = path.join(import.meta.dirname, 'crowd');

/** Everything else is the shipped program, module for module. A seam that is not met any more fails the build. */
export const substituteSeams = (): Plugin => {
  const met = new Set<string>();
  return {
    name: 'bench-seams',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (importer === undefined || importer.startsWith(folder)) return null;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      const seam = resolved === null ? '' : path.relative(projectRoot, resolved.id).split(path.sep).join('/');
      const file = seams.get(seam);
      if (file === undefined) return null;
      met.add(seam);
      return path.join(folder, file);
    },
    buildEnd(error) {
      const missed = [...seams.keys()].filter((seam) => !met.has(seam));
      if (error === undefined && missed.length > 0) throw new Error(`nobody imports ${missed.join(', ')}`);
    },
  };
};
