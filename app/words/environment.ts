import { scenarioIds } from '../practice/scenarios.ts';
import { visible } from './foreign-text.ts';
import { practiceWords, scenarioWords } from './scenarios.ts';
import type { DriverProfile } from '../dot4/profile.ts';
import type { Environment } from '../session/state.ts';

const reasons: Readonly<Record<NonNullable<Environment['simulationReason']>, string>> = {
  asked: 'because a scenario was asked for',
  platform: 'because DOT4 drivers exist on Windows only',
  'unverified-runtime': 'because this Electron is not the one Unjam is pinned to and must not touch a device',
  'no-sandbox': 'because the window runs without its sandbox (as root) and must not touch a device then',
  'no-dot4-device': 'because no DOT4 device was found on this computer',
  'no-dot4-driver': 'because no DOT4 driver package is installed on this computer',
};

export const devicesForbiddenWords = (reason: NonNullable<Environment['devicesForbidden']>): string =>
  `Not offered ${reasons[reason]}.`;

const scenarioSentence = (scenario: string | null): string => {
  if (scenario === null) return '';
  const id = scenarioIds.find((known) => known === scenario);
  return `Practice: ${id === undefined ? practiceWords.ofFile(scenario) : scenarioWords[id]}.`;
};

/** Who asked for it knows why. */
const becauseOf = (reason: Environment['simulationReason']): string =>
  reason === null || reason === 'asked' ? '' : ` – ${reasons[reason]}`;

/** The banner of simulation: nobody may mistake it for reality. Null on real devices. */
export const simulationWords = (environment: Environment): string | null =>
  environment.mode === 'windows'
    ? null
    : [
        `Simulated printers, nothing here is real${becauseOf(environment.simulationReason)}.`,
        scenarioSentence(environment.scenario),
      ].join(' ');

export const runtimeWords = ({ runtime }: Environment): string =>
  `${runtime.name} ${runtime.version}${runtime.verified ? '' : ' (not the pinned runtime)'}`;

export const elevationWords = ({ elevated }: Environment): string =>
  elevated === null ? 'rights not known' : elevated ? 'elevated' : 'not elevated';

export const profileWords = (profile: DriverProfile): string => {
  switch (profile.origin) {
    case 'not-measured':
      return 'not measured';
    case 'measured':
      return profile.measuredOn === undefined
        ? 'measured'
        : `measured elsewhere (${visible(profile.measuredOn)})`;
    case 'declared':
      return 'declared by the simulator';
  }
};
