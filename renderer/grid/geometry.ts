/** In CSS pixels; styles/table.css has the same numbers. */
export const rowHeight = 26;
export const headerHeight = 28;
