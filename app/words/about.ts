import type { Environment } from '../session/state.ts';
import { policyPlaceWords } from './policy.ts';
import { elevationWords, runtimeWords } from './environment.ts';

export const aboutWords = {
  title: (version: string): string => `Unjam ${version}`,
  what: 'Shows the open DOT4 channels of printers, with the evidence for each, and frees a stuck one.',
  verified:
    'It has not been run against a real DOT4 driver. Its Windows path is tested in Windows Node under Wine against a kernel driver of our own: that proves calls, layouts, cancelling and discovery, not how the driver of HP or Microsoft behaves.',
  labels: { runtime: 'Runtime', platform: 'System', rights: 'Rights', devices: 'Devices', policy: 'Policy' },
  simulated: 'simulated; nothing here is real',
  real: 'the DOT4 driver of this computer',
  licence: 'MIT licence',
  close: 'Close',
} as const;

/** What this program runs on, fact by fact. */
export const aboutFacts = (
  environment: Environment,
): readonly (readonly [label: string, value: string])[] => {
  const { labels } = aboutWords;
  return [
    [labels.runtime, runtimeWords(environment)],
    [labels.platform, environment.platform],
    [labels.rights, elevationWords(environment)],
    [labels.devices, environment.mode === 'windows' ? aboutWords.real : aboutWords.simulated],
    [labels.policy, policyPlaceWords(environment.policy)],
  ];
};
