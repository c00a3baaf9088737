/** How long a row that is gone stays on the screen, struck through, in ms; longer when it carries an outcome to read. */
export const goneLingerMs = 2_000;
export const outcomeLingerMs = 6_000;

/** How many operations that ended are kept for a person to look back on. */
export const keptOperations = 50;

/** How many notices are kept. */
export const keptNotices = 50;
