/** Facts about the machine and the person in front of it. */
export type Say = (line: string) => void;

export const say: Say = (line) => {
  console.log(line);
};

export const isRoot = process.getuid?.() === 0;

export function isCi(env: NodeJS.ProcessEnv = process.env): boolean {
  return env['CI'] !== undefined && !['', '0', 'false'].includes(env['CI'].toLowerCase());
}

export function personAtTerminal(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY && !isCi();
}

export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
