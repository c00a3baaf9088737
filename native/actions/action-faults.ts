import type { Fault } from '#app/faults/fault.ts';
import { targetOf, type Action, type Done } from '#app/remedy/action.ts';
import type { whyNotStop } from '#app/remedy/restraint.ts';
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
  const isProtected = (): Acted => fail({ kind: 'target-protected', target: about.target });
  const changed = (): Acted => fail({ kind: 'target-changed', ...about });
  return {
    gone: (): Acted => fail({ kind: 'target-gone', ...about }),
    changed,
    isProtected,
    /** `target`: the one that stays, where it is another than the action's. */
    stays: (waitedMs: number, target: string = about.target): Acted =>
      fail({ kind: 'target-stays', step: about.step, target, waitedMs }),
    late: (deadlineMs: number): Acted => fail({ kind: 'action-late', ...about, deadlineMs }),
    vetoed: (): Acted => fail({ kind: 'restart-vetoed', target: about.target }),
    notStopped: (why: NonNullable<ReturnType<typeof whyNotStop>>, services: readonly string[]): Acted => {
      switch (why) {
        case 'protected':
          return isProtected();
        case 'another':
          return changed();
        case 'hosts-services':
          return fail({ kind: 'program-hosts-services', target: about.target, services: [...services] });
      }
    },
    /** `systemError`: GetLastError right after the call. */
    failed: (call: string, systemError: number, target: string = about.target): Acted =>
      fail({
        kind: missingRights.has(systemError) ? 'rights-missing' : 'action-failed',
        step: about.step,
        target,
        call,
        systemError,
      }),
  };
};
