import type { Fault } from '#app/faults/fault.ts';
import { targetOf, type Action, type Done } from '#app/remedy/action.ts';
import { fail, type Result } from '#app/result.ts';

export type Acted = Result<Done, Fault>;

/** winerror.h */
const ERROR_ACCESS_DENIED = 5;
const ERROR_ELEVATION_REQUIRED = 740;
const ERROR_PRIVILEGE_NOT_HELD = 1314;

const missingRights: ReadonlySet<number> = new Set([
  ERROR_ACCESS_DENIED,
  ERROR_ELEVATION_REQUIRED,
  ERROR_PRIVILEGE_NOT_HELD,
]);

/** The ways an action may end without being done, each naming it and its target. */
export const actionFaults = (action: Action) => {
  const about = { step: action.kind, target: targetOf(action) } as const;
  return {
    gone: (): Acted => fail({ kind: 'target-gone', ...about }),
    changed: (): Acted => fail({ kind: 'target-changed', ...about }),
    isProtected: (): Acted => fail({ kind: 'target-protected', target: about.target }),
    stays: (waitedMs: number): Acted => fail({ kind: 'target-stays', ...about, waitedMs }),
    vetoed: (): Acted => fail({ kind: 'restart-vetoed', target: about.target }),
    /** `systemError`: GetLastError right after the call. */
    failed: (call: string, systemError: number): Acted =>
      fail({
        kind: missingRights.has(systemError) ? 'rights-missing' : 'action-failed',
        ...about,
        call,
        systemError,
      }),
  };
};
