import type { ChannelState } from '../session/state.ts';
import { functionOf } from './complaints.ts';
import type { Explanation } from './verdict.ts';

const questions = { scan: 'scanning', print: 'printing', fax: 'faxing' } as const;

/** What a person is asked before a channel is freed that may be in use; null: it is stuck, or nothing says so. */
export const questionAbout = ({ facts, suspicion }: ChannelState): Explanation['question'] => {
  if (suspicion.level !== 'suspect') return null;
  const own = functionOf(facts.service.value);
  return own === null ? 'in-use' : questions[own];
};
