/** In CSS pixels; grid.css has the same numbers. */
export const rowHeight = 26;
export const headerHeight = 28;
