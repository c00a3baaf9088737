import type { Evidence } from '../evidence/evidence.ts';
import type { Fact } from '../evidence/fact.ts';
import { unknownFact } from '../evidence/fact.ts';

/** What probing found out about one service of a device: inferred at best, and only as of when it was asked. */
export interface ServiceFacts {
  readonly service: string;
  /** Whether the printer knows the service. */
  readonly known: Fact<boolean>;
  /** Whether somebody had its channel. */
  readonly inUse: Fact<boolean>;
}

type Piece = Extract<Evidence, { kind: 'service-probed' | 'channel-probed' }>;

export const isServiceProbe = (piece: Evidence): piece is Piece =>
  piece.kind === 'service-probed' || piece.kind === 'channel-probed';

const inferred = ({ source, at }: Piece, value: boolean | null): Fact<boolean> => ({
  value,
  confidence: value === null ? 'unknown' : 'inferred',
  source,
  at,
});

const knownValue = { known: true, unknown: false, unclear: null } as const;
const useValue = { 'in-use': true, free: false, unclear: null } as const;

/**
 * One entry for each service that was asked for. Of several answers the one that came last counts, whatever the clock
 * said then; those that have not reached the session stand in the order in which they came.
 */
export const serviceFacts = (evidence: readonly Evidence[]): readonly ServiceFacts[] => {
  const services = new Map<string, ServiceFacts>();
  for (const piece of evidence.filter(isServiceProbe).toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0))) {
    const { service } = piece;
    const before = services.get(service) ?? { service, known: unknownFact, inUse: unknownFact };
    services.set(
      service,
      piece.kind === 'service-probed'
        ? { ...before, known: inferred(piece, knownValue[piece.known]) }
        : { ...before, inUse: inferred(piece, useValue[piece.use]) },
    );
  }
  return [...services.values()];
};

/** Whether the printer does not know a service, as far as it was asked. */
export const isNotKnownToPrinter = (evidence: readonly Evidence[], service: string): boolean =>
  evidence.some(
    (piece) => piece.kind === 'service-probed' && piece.service === service && piece.known === 'unknown',
  );

/** New answers replace those of the same kind about the same service. */
export const withServiceProbes = (kept: readonly Evidence[], found: readonly Evidence[]): Evidence[] => {
  const isReplaced = (piece: Evidence): boolean =>
    isServiceProbe(piece) &&
    found.some((one) => isServiceProbe(one) && one.kind === piece.kind && one.service === piece.service);
  return [...kept.filter((piece) => !isReplaced(piece)), ...found];
};
