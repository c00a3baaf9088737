import * as v from 'valibot';

/** What can be allowed: every operation that asks a driver or changes something. No soft reset is offered to anybody. */
export const policySteps = [
  'scan',
  'measure',
  'probe',
  'trial',
  'cancel-job',
  'stop-program',
  'restart-service',
  'destroy-socket',
  'restart-device',
  'power-cycle',
] as const;
export type PolicyStep = (typeof policySteps)[number];

/** What a channel must be, at least, before it is closed or a step is run for it. */
const minimumEvidences = ['any', 'suspect', 'stuck'] as const;

const contactLength = 200;
const pathLength = 1_000;

/**
 * What the administrator of a computer allows. One schema for the registry, the file and the Group Policy templates:
 * a field is a value of the registry key, by its name with a capital.
 */
export const PolicySchema = v.strictObject({
  lookOnly: v.boolean(),
  allowedSteps: v.array(v.picklist(policySteps)),
  overJob: v.picklist(['with-yes', 'never']),
  minimumEvidence: v.picklist(minimumEvidences),
  simulator: v.boolean(),
  /** A whole path, on this computer or a share. Null: the usual folder. */
  auditFolder: v.nullable(
    v.pipe(
      v.string(),
      v.maxLength(pathLength),
      // no device path (\\.\, \\?\): what it names is not a folder for sure
      v.regex(/^(?:[a-z]:[\\/]|\\\\[^\\/?.][^\\/]*[\\/][^\\/]|\/(?!\/))[^\0]*$/i),
    ),
  ),
  sharedTrail: v.boolean(),
  eventLog: v.boolean(),
  updateNotice: v.boolean(),
  /** Whom to ask, as it is shown. */
  contact: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(contactLength))),
});
export type Policy = v.InferOutput<typeof PolicySchema>;

export type PolicyField = keyof Policy;
export const policyFields = Object.keys(PolicySchema.entries) as PolicyField[];

/** Without a policy. */
export const openPolicy: Policy = {
  lookOnly: false,
  allowedSteps: [...policySteps],
  overJob: 'with-yes',
  minimumEvidence: 'any',
  simulator: true,
  auditFolder: null,
  sharedTrail: false,
  eventLog: true,
  updateNotice: true,
  contact: null,
};

/** What holds of a policy that cannot be used. Simulated printers touch nothing: in them one can look, too. */
const closedPolicy: Policy = {
  ...openPolicy,
  lookOnly: true,
  allowedSteps: ['scan'],
  overJob: 'never',
  minimumEvidence: 'stuck',
  updateNotice: false,
};

const policyProblemKinds = [
  'unknown-field',
  'bad-value',
  'not-json',
  'link',
  'not-a-file',
  'too-large',
  'writable-by-others',
  'folder-writable-by-others',
  'foreign-owner',
  'unreadable',
] as const;

export const PolicyProblemSchema = v.strictObject({
  kind: v.picklist(policyProblemKinds),
  /** The field as it is written, or the code of the failed call; null: all of it. */
  what: v.nullable(v.string()),
});
export type PolicyProblem = v.InferOutput<typeof PolicyProblemSchema>;

/** The policy of this computer and where it stands. With any problem it cannot be used, and Unjam only looks. */
export const HeldPolicySchema = v.strictObject({
  rules: PolicySchema,
  source: v.nullable(v.strictObject({ kind: v.picklist(['registry', 'file']), place: v.string() })),
  /** The fields that it sets; the others are as without a policy. */
  set: v.array(v.picklist(policyFields)),
  problems: v.array(PolicyProblemSchema),
});
export type HeldPolicy = v.InferOutput<typeof HeldPolicySchema>;
export type PolicySource = NonNullable<HeldPolicy['source']>;

export const noPolicy: HeldPolicy = { rules: openPolicy, source: null, set: [], problems: [] };

export const isBroken = ({ problems }: HeldPolicy): boolean => problems.length > 0;

/** A policy of which nothing can be read. */
export const unreadablePolicy = (source: PolicySource, problem: PolicyProblem): HeldPolicy => ({
  rules: closedPolicy,
  source,
  set: [],
  problems: [problem],
});

/** A rule that can forbid something; `broken`: the policy cannot be used. */
export const forbiddingRules = [
  'broken',
  'lookOnly',
  'allowedSteps',
  'overJob',
  'minimumEvidence',
  'simulator',
] as const satisfies readonly ('broken' | PolicyField)[];

const isField = (name: string): name is PolicyField => Object.hasOwn(PolicySchema.entries, name);

/** A path of the other kind of system would be one below the current folder here. */
const isForeignFolder = (field: PolicyField, value: unknown, isWindows: boolean): boolean =>
  field === 'auditFolder' && typeof value === 'string' && value.startsWith('/') === isWindows;

/**
 * A policy from its values, by field. One that is not known, or cannot be used, breaks all of it: it may be a rule that this
 * Unjam cannot keep. What can be used holds all the same, above all whom to ask.
 */
export const policyFrom = (
  values: Readonly<Record<string, unknown>>,
  source: PolicySource,
  { isWindows }: { readonly isWindows: boolean },
): HeldPolicy => {
  const usable: Record<string, unknown> = {};
  const problems: PolicyProblem[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (!isField(name)) problems.push({ kind: 'unknown-field', what: name });
    else if (!v.is(PolicySchema.entries[name], value) || isForeignFolder(name, value, isWindows))
      problems.push({ kind: 'bad-value', what: name });
    else usable[name] = value;
  }
  const rules =
    problems.length === 0 ? { ...openPolicy, ...usable } : { ...closedPolicy, ...usable, lookOnly: true };
  return {
    rules: v.parse(PolicySchema, rules),
    source,
    set: policyFields.filter((field) => Object.hasOwn(usable, field)),
    problems,
  };
};
