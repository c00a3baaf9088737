import type { WindowBounds } from '#app/settings/settings.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** So much of the title bar must be in sight that a hand can get hold of it, in px. */
const grip = { width: 100, height: 30 } as const;

const overlap = (from: number, length: number, areaFrom: number, areaLength: number): number =>
  Math.min(from + length, areaFrom + areaLength) - Math.max(from, areaFrom);

const canBeGripped = ({ x, y, width }: Rectangle, area: Rectangle): boolean =>
  overlap(x, width, area.x, area.width) >= grip.width &&
  y >= area.y &&
  overlap(y, grip.height, area.y, area.height) >= grip.height;

/** Where the window goes that can be reached nowhere, on the first display; null: it can be. */
export const boundsInSight = (now: Rectangle, workAreas: readonly Rectangle[]): Rectangle | null => {
  const [first] = workAreas;
  if (first === undefined || workAreas.some((area) => canBeGripped(now, area))) return null;
  const [width, height] = [Math.min(now.width, first.width), Math.min(now.height, first.height)];
  const x = first.x + Math.floor((first.width - width) / 2);
  const y = first.y + Math.floor((first.height - height) / 2);
  return { x, y, width, height };
};

/** Where the window opens: where it was, if it can be reached there on the displays of today. */
export const openingBounds = (
  saved: WindowBounds | null,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> => {
  if (saved === null) return {};
  const { x, y, width, height } = saved;
  if (workAreas.some((area) => canBeGripped(saved, area))) return { x, y, width, height };
  const [first] = workAreas;
  if (first === undefined) return {};
  return { width: Math.min(width, first.width), height: Math.min(height, first.height) };
};
