/**
 * Programs that have a printer open all day and wait for it to say something: HP's status monitors and tray programs by
 * name, and whatever calls itself one. That they do nothing is no sign that they hang.
 */
const waiting: readonly RegExp[] = [
  // HP Digital Imaging Monitor, CUE status, ToolboxFX, event and status servers
  /^hpq(tra|ste|bam|gpc|thb)\d*\.exe$/,
  /^hptlbxfx\.exe$/,
  /^hp(status|event|toolbox)[a-z0-9_-]*\.exe$/,
  /status|monitor|alert|tray|toolbox/,
];

export const ordinarilyIdle = (program: string): boolean =>
  waiting.some((pattern) => pattern.test(program.toLowerCase()));
