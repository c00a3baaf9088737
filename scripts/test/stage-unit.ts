import { runVitest } from './run-vitest.ts';
import type { Stage } from './stage.ts';

export const unitStage: Stage = {
  name: 'unit',
  prepare: ({ projectRoot }) =>
    Promise.resolve({ ok: true, runtimes: [], run: () => runVitest(projectRoot, 'unit') }),
};
