/** Of the drawing, in its own units; CSS gives it its size. */
export const plotWidth = 300;
export const plotHeight = 60;

export interface Sampled {
  readonly at: number;
  readonly value: number;
}

/** The next of 1, 2, 5, 10, 20 … that is not below: a scale that does not jump with every point. */
export const scaleFor = (most: number): number => {
  if (most <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 5, 10].find((step) => step * power >= most) ?? 10) * power;
};

/** Points of an SVG polyline: time to the right, from `from` for `forMs`; values upwards to `scale`. */
export const plotPoints = (samples: readonly Sampled[], from: number, forMs: number, scale: number): string =>
  samples
    .map(({ at, value }) => {
      const x = ((at - from) / forMs) * plotWidth;
      const y = plotHeight - (Math.min(value, scale) / scale) * plotHeight;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
