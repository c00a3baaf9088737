import * as v from 'valibot';
import { ComputerNameSchema, DriverProfileSchema, notMeasured } from '../dot4/profile.ts';
import type { DriverProfile } from '../dot4/profile.ts';
import { requestNames } from '../dot4/requests.ts';
import type { RequestName } from '../dot4/requests.ts';

/** What profiles are exported as. What a later Unjam adds to it is kept. */
export const TravellingSchema = v.object({
  schema: v.literal(1),
  computer: ComputerNameSchema,
  /** More drivers than any house has. */
  profiles: v.pipe(v.array(v.unknown()), v.maxLength(10_000)),
});

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

/** Whose profile it is: what says less may be of several drivers. */
export const TravellerSchema = v.object({
  service: Name,
  provider: v.nullable(Name),
  version: Name,
  profile: v.object({
    ...DriverProfileSchema.entries,
    schema: v.literal(notMeasured.schema),
    origin: v.literal('measured'),
    measuredAt: v.number(),
    measuredOn: ComputerNameSchema,
  }),
});
export type Traveller = v.InferOutput<typeof TravellerSchema>;

/** What a measurement finds lies within: sooner no refusal is told from waiting, later a scan would never end. In ms. */
const probeMsBounds = [100, 10_000] as const;
/** A measurement takes 10 s at most. */
const longestMs = 60_000;
/** Clocks of computers differ. */
const dayMs = 86_400_000;

/** What is wrong with a profile from elsewhere that its schema lets through; null: nothing. */
export const implausible = (
  profile: DriverProfile,
  now: number,
  isShape: (request: RequestName, name: string) => boolean,
): string | null => {
  const { existenceProbe, unknownProbeStatus, probeMs, measuredAt, shapes, timings } = profile;
  if (measuredAt === null || measuredAt <= 0 || measuredAt > now + dayMs) return 'measuredAt';
  const [least, most] = probeMsBounds;
  if (probeMs !== null && (probeMs < least || probeMs > most)) return 'probeMs';
  if (existenceProbe === 'wait-for-channel' && (unknownProbeStatus === null || probeMs === null))
    return 'existenceProbe';
  if (unknownProbeStatus === 0 || profile.unknownSocketStatus === 0) return 'unknownProbeStatus';
  if (profile.answersSuccessToAll === 'yes' && existenceProbe === 'wait-for-channel')
    return 'answersSuccessToAll';
  if (timings !== null && Object.values(timings).some((ms) => ms > longestMs)) return 'timings';
  const strange = requestNames.find((request) => {
    const name = shapes[request];
    return name !== undefined && !isShape(request, name);
  });
  return strange === undefined ? null : `shapes.${strange}`;
};

/** Why a profile that was to be imported was left. */
export type LeftReason = 'measured-here' | 'known' | 'newer' | 'unusable';

export interface LeftProfile {
  /** Null: it is not even said whose it is. */
  readonly driver: string | null;
  readonly because: LeftReason;
  readonly problem: string | null;
}

/** What an import, or an export, took and left. */
export interface Travelled {
  readonly taken: readonly string[];
  readonly left: readonly LeftProfile[];
}
