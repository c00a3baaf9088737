import { waitsByNature } from '../evidence/holder-rules.ts';
import { mayBeStopped } from '../remedy/restraint.ts';
import { liveChannels } from '../session/channels.ts';
import type { SessionState } from '../session/state.ts';
import type { Verdict } from './verdict.ts';

/**
 * Programs that may keep a channel, did nothing between the looks and are named nowhere else in the verdict: whether
 * they hang takes longer to see. They are no gap, for most of them wait for their user.
 */
export const tooShortFor = (
  state: SessionState,
  { deviceId, explanation, others, missing }: Verdict,
): readonly string[] => {
  const isKept = liveChannels(state, deviceId).some(
    ({ facts }) => facts.exists.value === true && facts.job.value === null,
  );
  const evidence = state.devices[deviceId]?.evidence ?? [];
  if (!isKept) return [];
  const named = new Set([
    ...[explanation, ...others].flatMap((one) =>
      one !== null && 'holder' in one.cause && one.cause.holder?.kind === 'process'
        ? [one.cause.holder.process.name]
        : [],
    ),
    ...missing.flatMap((gap) => {
      if (gap.kind === 'holder-unwatched') return [gap.process];
      return gap.kind === 'owner-unclear' ? gap.others : [];
    }),
  ]);
  return [
    ...new Set(
      evidence.flatMap((piece) =>
        piece.kind === 'process-use' &&
        (piece.idle?.forMs ?? 0) > 0 &&
        !named.has(piece.name) &&
        mayBeStopped(piece.name) &&
        !waitsByNature(evidence, piece)
          ? [piece.name]
          : [],
      ),
    ),
  ];
};
