import type { ChannelState } from '../session/state.ts';
import { functionOf } from './complaints.ts';
import type { Explanation } from './verdict.ts';

const questions = { scan: 'scanning', print: 'printing', fax: 'faxing' } as const;

/** What a person is asked of a channel that may be in use. */
export const questionOf = (service: string | null): NonNullable<Explanation['question']> => {
  const own = functionOf(service);
  return own === null ? 'in-use' : questions[own];
};

/** What a person is asked before a channel is freed that may be in use; null: it is stuck, or nothing says so. */
export const questionAbout = ({ facts, suspicion }: ChannelState): Explanation['question'] =>
  suspicion.level === 'suspect' ? questionOf(facts.service.value) : null;
