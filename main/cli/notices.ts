import type { Console } from './console.ts';
import { jsonFault } from './json.ts';
import type { OpenedServices } from './open-services.ts';
import { faultText } from './text.ts';

/** What went wrong beside the result: told on stderr, and as JSON beside it. */
export const noticesOf = ({ session }: OpenedServices, console: Console) => {
  const faults = Object.values(session.state.notices).map((notice) => notice.fault);
  for (const fault of faults) console.note(faultText(fault));
  return faults.map(jsonFault);
};
