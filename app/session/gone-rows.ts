/** How long a row that is gone stays on the screen, struck through, in ms; longer when it carries an outcome to read. */
export const goneLingerMs = 2_000;
export const outcomeLingerMs = 6_000;

/** How many ended teardowns are kept for a person to look back on. */
export const keptTeardowns = 50;

/** How many ended runs of remedy steps are kept. */
export const keptRemedies = 50;

/** How many notices are kept. */
export const keptNotices = 50;
