const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** "10m", "90 s", "2h", "1.5d" in ms; null when it is none. */
export const durationMs = (text: string): number | null => {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim()) ?? [];
  const factor = unitMs[unit.toLowerCase()];
  return number === undefined || factor === undefined ? null : Number(number) * factor;
};
