import { mayBeStopped } from '#app/remedy/restraint.ts';
import { counted } from '#app/words/plural.ts';
import { firstVisible } from '#app/words/foreign-text.ts';
import type { ClosingTarget } from './closing-targets.ts';

/** Channels of which a question says the same. */
export interface ClosingGroup {
  readonly targets: readonly [ClosingTarget, ...ClosingTarget[]];
  /** "HP-SCAN, host socket 4" of one; "126 channels" of more. */
  readonly name: string;
}

const alike = ({ words: { device, holder, job, consequence, cutsOff } }: ClosingTarget): string =>
  JSON.stringify([device, holder, job, consequence, cutsOff]);

const nameOf = ([first, ...others]: ClosingGroup['targets']): string =>
  others.length === 0
    ? `${first.words.service}, ${first.words.socket}`
    : counted(others.length + 1, 'channel', 'channels');

const cutsOff = ({ targets: [{ words }] }: ClosingGroup): number => (words.cutsOff.length > 0 ? 1 : 0);

/** In groups, exceptions first: those that cut off a job, then the smaller ones. */
export const closingGroups = (open: readonly ClosingTarget[]): readonly ClosingGroup[] => {
  const groups = new Map<string, [ClosingTarget, ...ClosingTarget[]]>();
  for (const target of open) {
    const key = alike(target);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [target]);
    else group.push(target);
  }
  return [...groups.values()]
    .map((targets) => ({ targets, name: nameOf(targets) }))
    .toSorted((a, b) => cutsOff(b) - cutsOff(a) || a.targets.length - b.targets.length);
};

/** The one program that has the device of all of them open, and that a person may close; null: there is none. */
export const onlyHolder = (open: readonly ClosingTarget[]): string | null => {
  const [first, ...others] = open;
  if (first === undefined || others.some(({ device }) => device !== first.device)) return null;
  const running = first.device.evidence.flatMap((piece) =>
    piece.kind === 'process' && piece.process.endedAt === null ? [piece.process.name] : [],
  );
  const [name, another] = running;
  return name !== undefined && another === undefined && mayBeStopped(name) ? firstVisible(name) : null;
};
