import { standInExistsFor } from './stand-in-pin.ts';

/** What is known so far on the way to an Electron. */
export interface RuntimeFacts {
  override: 'none' | 'present' | 'missing';
  officialInstalled: boolean;
  official: 'untried' | 'unreachable' | 'rejected';
  /** `--official` was given. */
  officialOnly: boolean;
  platform: string;
  arch: string;
  personPresent: boolean;
  answer: 'none' | 'yes' | 'no';
}

export type RuntimeStep =
  | 'use-override'
  | 'use-official'
  | 'fetch-official'
  | 'ask-for-stand-in'
  | 'use-stand-in'
  | 'stop-override-missing'
  | 'stop-official-rejected'
  | 'stop-official-only'
  | 'stop-no-stand-in-here'
  | 'stop-declined';

/** The next step towards an Electron; asked again after each step that taught something. */
export function nextStep(facts: RuntimeFacts): RuntimeStep {
  // --official takes nothing that was not checked against its hash
  if (!facts.officialOnly && facts.override === 'present') return 'use-override';
  if (!facts.officialOnly && facts.override === 'missing') return 'stop-override-missing';
  if (facts.officialInstalled) return 'use-official';
  if (facts.official === 'untried') return 'fetch-official';
  // Something answered with the wrong bytes: that is no reason to trust even less trusted ones.
  if (facts.official === 'rejected') return 'stop-official-rejected';
  if (facts.officialOnly) return 'stop-official-only';
  if (!standInExistsFor(facts.platform, facts.arch)) return 'stop-no-stand-in-here';
  if (!facts.personPresent || facts.answer === 'yes') return 'use-stand-in';
  return facts.answer === 'no' ? 'stop-declined' : 'ask-for-stand-in';
}
