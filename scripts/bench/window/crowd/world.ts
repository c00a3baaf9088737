import type { CrowdSize } from '#native/simulator/scenarios/crowd.ts';

/** The program under measurement reads its size from there. */
export const crowdVariable = 'UNJAM_BENCH_CROWD';

export const crowdAsked = (env: NodeJS.ProcessEnv): CrowdSize | null => {
  const asked = env[crowdVariable];
  return asked === undefined ? null : (JSON.parse(asked) as CrowdSize);
};
