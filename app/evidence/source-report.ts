import * as v from 'valibot';

/** The sources around a driver that a look asks, each on its own and each with its own deadline. */
export const lookSourceNames = ['processes', 'windows-service', 'spooler', 'device-node'] as const;
export type LookSourceName = (typeof lookSourceNames)[number];

/** What a source that answered could nevertheless not see. */
export const blindSpotNames = [
  'kernel-clients',
  'used-sockets',
  'ended-before',
  'other-programs',
  'closed-processes',
  'jobs',
  'queues',
  'other-printers',
  'port-name',
  'interfaces',
  'problem-code',
] as const;
export type BlindSpot = (typeof blindSpotNames)[number];

/** Why a source told nothing. */
export const notLookedReasons = ['deadline', 'unavailable', 'failed'] as const;

const result = v.variant('kind', [
  v.strictObject({ kind: v.literal('looked'), unseen: v.array(v.picklist(blindSpotNames)) }),
  v.strictObject({
    kind: v.literal('not-looked'),
    because: v.picklist(notLookedReasons),
    /** The system's call that failed and what it said, where one did. */
    call: v.nullable(v.string()),
    systemError: v.nullable(v.number()),
  }),
]);

/** One look at one source: when, and what came of it. What it saw is evidence of its own. */
export const SourceReportSchema = v.strictObject({
  source: v.picklist(lookSourceNames),
  at: v.number(),
  result,
});
export type SourceReport = v.InferOutput<typeof SourceReportSchema>;

export const looked = (
  source: LookSourceName,
  at: number,
  unseen: readonly BlindSpot[] = [],
): SourceReport => ({
  source,
  at,
  result: { kind: 'looked', unseen: [...unseen] },
});

export const notLooked = (
  source: LookSourceName,
  at: number,
  because: (typeof notLookedReasons)[number],
  failure: { readonly call: string; readonly systemError: number } | null = null,
): SourceReport => ({
  source,
  at,
  result: {
    kind: 'not-looked',
    because,
    call: failure?.call ?? null,
    systemError: failure?.systemError ?? null,
  },
});

/**
 * Whether all jobs of a device could be seen at the last look; if not, that none was seen says nothing. Whatever the
 * spooler's part of it could not see – jobs, queues, which port is the device's – may hide one. Those of other printers
 * are not its own.
 */
export const jobsVisible = (sources: readonly SourceReport[]): boolean =>
  sources.some(
    ({ source, result: seen }) =>
      source === 'spooler' &&
      seen.kind === 'looked' &&
      seen.unseen.every((spot) => spot === 'other-printers'),
  );

/** Whether the spooler was seen to have jobs for printers that are no devices of ours. */
export const hasJobsElsewhere = (sources: readonly SourceReport[]): boolean =>
  sources.some(({ result: seen }) => seen.kind === 'looked' && seen.unseen.includes('other-printers'));
