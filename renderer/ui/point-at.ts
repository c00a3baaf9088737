/** A rectangle without size, for a menu that opens where it was asked for. */
export const pointAt = (x: number, y: number) => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) });
