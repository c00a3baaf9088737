/** The size of a pane, in CSS pixels, and its bounds. */
export interface PaneSize {
  readonly least: number;
  readonly most: number;
  readonly now: number;
}

/** One press of an arrow, in CSS pixels. */
const step = 16;

export const within = ({ least, most }: PaneSize, size: number): number =>
  Math.max(least, Math.min(Math.round(most), Math.round(size)));

/** The size after a key, as the separator of two panes has them; null: not one of its keys. */
export const sizeAfterKey = (size: PaneSize, key: string, grow: string, shrink: string): number | null => {
  switch (key) {
    case grow:
      return within(size, size.now + step);
    case shrink:
      return within(size, size.now - step);
    case 'Home':
      return size.least;
    case 'End':
      return Math.max(size.least, size.most);
    default:
      return null;
  }
};
