import type { PolicyForbids } from '../policy/forbidden.ts';
import { isBroken, policyFields } from '../policy/policy.ts';
import type { HeldPolicy, Policy, PolicyField, PolicyProblem, PolicyStep } from '../policy/policy.ts';
import { stepNames } from './remedy-faults.ts';

export const policyStepNames: Readonly<Record<PolicyStep, string>> = {
  scan: 'Scan sockets',
  measure: 'Measure the driver',
  probe: 'Probe services',
  trial: 'Try a channel',
  'cancel-job': stepNames['cancel-job'],
  'stop-program': stepNames['stop-program'],
  'restart-service': stepNames['restart-service'],
  'destroy-socket': 'Close a channel (destroy its socket)',
  'restart-device': stepNames['restart-device'],
  'power-cycle': 'Watch the printer being switched off and on',
};

interface FieldWords<F extends PolicyField> {
  readonly title: string;
  /** What it does, for the administrator who sets it. */
  readonly does: string;
  /** What its value must be. */
  readonly expected: string;
  /** Each value of a field that has a few. */
  readonly choices?: Policy[F] extends string ? Readonly<Record<Policy[F], string>> : never;
}

const trueOrFalse = 'true or false (registry: REG_DWORD 1 or 0)';

export const policyFieldWords: { readonly [F in PolicyField]: FieldWords<F> } = {
  lookOnly: {
    title: 'Look only',
    does: 'Unjam shows devices and channels, scans on request, and changes nothing. Every other step is refused.',
    expected: trueOrFalse,
  },
  allowedSteps: {
    title: 'Steps that may be run',
    does: `Only the steps in this list may be run, one name a line: ${Object.keys(policyStepNames).join(', ')}.`,
    expected: `a list (registry: REG_MULTI_SZ) of ${Object.keys(policyStepNames).join(', ')}`,
  },
  overJob: {
    title: 'Cutting off jobs in progress',
    does: 'Whether closing a channel or running a step may cut off a print or fax job in progress, or one that cannot be seen. To delete a job is a step of its own.',
    expected: 'with-yes or never (registry: REG_SZ)',
    choices: { 'with-yes': 'With an express yes that names the job', never: 'Never' },
  },
  minimumEvidence: {
    title: 'Evidence that a step needs',
    does: 'What a channel must be, at least, before it is closed or a step is run for it.',
    expected: 'any, suspect or stuck (registry: REG_SZ)',
    choices: { any: 'None: any channel', suspect: 'Suspect or stuck', stuck: 'Stuck' },
  },
  simulator: {
    title: 'Simulated printers',
    does: 'Whether simulated printers may be used to practise. Without them the window needs a device to work with.',
    expected: trueOrFalse,
  },
  auditFolder: {
    title: 'Folder of the audit trail',
    does: 'A whole path on this computer or a share, where the audit trail of real devices is written, one file for each computer. Users need the right to add to that file.',
    expected: 'a whole path on this computer or a share, without variables (registry: REG_SZ)',
  },
  sharedTrail: {
    title: 'One audit trail for all users',
    does: 'One trail in %ProgramData%\\Unjam instead of one for each user. The folder of the audit trail, where it is set, comes first.',
    expected: trueOrFalse,
  },
  eventLog: {
    title: 'Windows event log',
    does: 'Whether each operation on a real device is also written to the Application log, where the source Unjam is registered.',
    expected: trueOrFalse,
  },
  updateNotice: {
    title: 'Notice of a newer version',
    does: 'Whether an older copy of Unjam, as on a USB stick, says that a newer version is installed on this computer. Unjam never looks for versions anywhere else.',
    expected: trueOrFalse,
  },
  contact: {
    title: 'Whom to ask',
    does: 'Shown wherever this policy forbids something, such as “Helpdesk, phone 4711”.',
    expected: 'a text of 1 to 200 characters (registry: REG_SZ)',
  },
};

/** A field as the registry names it. */
export const registryName = (field: PolicyField): string =>
  `${field.charAt(0).toUpperCase()}${field.slice(1)}`;

/** The field of a registry value; its own name where there is none. Windows does not tell capitals apart. */
export const fieldOfRegistry = (name: string): string =>
  policyFields.find((field) => registryName(field).toUpperCase() === name.toUpperCase()) ?? name;

const yesOrNo = (isSo: boolean): string => (isSo ? 'yes' : 'no');

/** The value of a field, as a person reads it. */
export const policyValueWords = (rules: Policy, field: PolicyField): string => {
  switch (field) {
    case 'allowedSteps':
      return rules.allowedSteps.length === 0 ? 'none' : rules.allowedSteps.join(', ');
    case 'overJob':
      return rules.overJob;
    case 'minimumEvidence':
      return rules.minimumEvidence;
    case 'auditFolder':
      return rules.auditFolder ?? 'the usual one';
    case 'contact':
      return rules.contact ?? 'the administrator of this computer';
    case 'lookOnly':
    case 'simulator':
    case 'sharedTrail':
    case 'eventLog':
    case 'updateNotice':
      return yesOrNo(rules[field]);
  }
};

const problems: Readonly<Record<PolicyProblem['kind'], (what: string) => string>> = {
  'unknown-field': (what) => `“${what}” is no rule of this version of Unjam`,
  'bad-value': (what) =>
    what in policyFieldWords
      ? `${what} must be ${policyFieldWords[what as PolicyField].expected}`
      : `${what} cannot be used`,
  'not-json': () => 'it is no JSON object in UTF-8',
  link: () => 'it is a link',
  'not-a-file': () => 'it is no file',
  'too-large': () => 'it is too large',
  'writable-by-others': () => 'others than its owner may write to it',
  'folder-writable-by-others': () => 'others than its owner may write to its folder',
  'foreign-owner': () => 'it belongs neither to root nor to the owner of the program',
  unreadable: (what) => `it cannot be read (${what})`,
};

export const policyProblemWords = ({ kind, what }: PolicyProblem): string => problems[kind](what ?? '');

/** Whom to ask, as the object of a sentence. */
const asked = (contact: string | null): string => contact ?? 'the administrator of this computer';

const ruleWords = ({ rule, what }: PolicyForbids): { readonly title: string; readonly meaning: string } => {
  const step = what !== null && what in policyStepNames ? policyStepNames[what as PolicyStep] : null;
  switch (rule) {
    case 'broken':
      return {
        title: 'Forbidden: the policy of this computer cannot be used',
        meaning: 'Until it is corrected, Unjam only looks.',
      };
    case 'lookOnly':
      return {
        title: 'Forbidden by policy: look only',
        meaning: 'On this computer Unjam may look and change nothing.',
      };
    case 'allowedSteps':
      return {
        title: `Forbidden by policy: ${step ?? 'this step'}`,
        meaning: 'It is not among the steps that may be run on this computer.',
      };
    case 'overJob':
      return {
        title: 'Forbidden by policy: it would cut off a job',
        meaning: 'A job is in progress or cannot be seen, and no job may be cut off on this computer.',
      };
    case 'minimumEvidence':
      return {
        title: 'Forbidden by policy: not enough evidence',
        meaning: `On this computer a step may be run only for a channel that is ${what === 'stuck' ? 'stuck' : 'suspect or stuck'}.`,
      };
    case 'simulator':
      return {
        title: 'Forbidden by policy: simulated printers',
        meaning: 'Simulated printers may not be used on this computer.',
      };
  }
};

/** The rule by its name and place, for whoever is asked. */
const whereWords = ({ rule, place }: PolicyForbids): string =>
  rule === 'broken' ? place : `${place}, ${place.startsWith('HKLM') ? registryName(rule) : rule}`;

export const policyForbidsWords = (fault: PolicyForbids) => {
  const { title, meaning } = ruleWords(fault);
  const wait = fault.rule === 'overJob' ? 'Wait for the job or delete it. ' : '';
  return {
    title,
    meaning: `${meaning} Nothing was done. The rule stands in ${whereWords(fault)}.`,
    nextStep: `${wait}Ask ${asked(fault.contact)}.`,
  };
};

/** Why a step or command is not offered, as half a sentence. */
export const policyHalfWords = ({ rule, contact }: PolicyForbids): string => {
  const because =
    rule === 'broken'
      ? 'the policy of this computer cannot be used'
      : `the policy of this computer forbids it (${policyFieldWords[rule].title.toLowerCase()})`;
  return `${because}; ask ${asked(contact)}`;
};

/** The same as a whole sentence. */
export const policyHintWords = (fault: PolicyForbids): string => `Not offered: ${policyHalfWords(fault)}.`;

/** What holds, in a few words; null: there is no policy. */
export const policyLine = (policy: HeldPolicy): string | null => {
  if (policy.source === null) return null;
  if (isBroken(policy)) return 'policy cannot be used: look only';
  return policy.rules.lookOnly ? 'policy: look only' : 'policy of this computer';
};

/** Where it stands and whom to ask. */
export const policyPlaceWords = ({ source, rules }: HeldPolicy): string =>
  source === null ? 'none' : `${source.place}; ask ${asked(rules.contact)}`;

export const policyCliWords = {
  none: 'There is no policy for this computer: everything is allowed.',
  from: (place: string): string => `Policy of this computer: ${place}`,
  header: ['RULE', 'MEANING', 'VALUE', 'SET BY'],
  byPolicy: 'policy',
  byDefault: 'default',
  broken: 'because it is broken',
  events: 'Operations on real devices are also written to the Windows event log.',
  noEvents: 'Nothing is written to the Windows event log here.',
} as const;
