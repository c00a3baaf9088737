import { destroyWords } from '#app/words/cli.ts';
import type { Console } from './console.ts';
import { jsonFault } from './json.ts';
import type { OpenedServices } from './open-services.ts';
import { faultLines } from './text.ts';

/** Where what was done is recorded, as far as it is. */
export const noteAudited = ({ session, auditPath }: OpenedServices, console: Console): void => {
  const faults = Object.values(session.state.notices).map((notice) => notice.fault);
  if (auditPath !== null && faults.every(({ kind }) => kind !== 'outcome-not-recorded'))
    console.note(destroyWords.audited(auditPath));
};

/** What went wrong beside the result: told on stderr, and as JSON beside it. */
export const noticesOf = ({ session }: OpenedServices, console: Console) => {
  const faults = Object.values(session.state.notices).map((notice) => notice.fault);
  for (const fault of faults) console.note(...faultLines(fault));
  return faults.map(jsonFault);
};
