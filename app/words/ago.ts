const format = new Intl.RelativeTimeFormat('en');

/** "14 minutes ago", of two wall-clock times in ms. A clock that was set back makes no time negative. */
export const agoWords = (at: number, now: number): string => {
  const seconds = Math.floor(Math.max(0, now - at) / 1_000);
  if (seconds < 60) return 'less than a minute ago';
  if (seconds < 3_600) return format.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 48 * 3_600) return format.format(-Math.floor(seconds / 3_600), 'hour');
  return format.format(-Math.floor(seconds / 86_400), 'day');
};
