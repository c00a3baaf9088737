import { spawn } from 'node:child_process';

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
}

export interface CommandResult {
  /** True only when it started, ended by itself and answered 0. */
  ok: boolean;
  status: number | null;
  stdout: string;
  stderr: string;
  /** In words, why it is not ok. */
  trouble: string;
}

/** Runs a command to its end and keeps its output to itself. */
export function runCommand(
  file: string,
  args: string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeoutMs);

    const finish = (status: number | null, trouble: string): void => {
      clearTimeout(timer);
      resolve({ ok: trouble === '', status, stdout, stderr, trouble });
    };
    child.once('error', (error) => finish(null, `${file} could not be started: ${error.message}`));
    child.once('close', (status, signal) => {
      if (timedOut) finish(status, `${file} did not end within ${(options.timeoutMs ?? 0) / 1000} s`);
      else if (signal !== null) finish(status, `${file} was ended by ${signal}`);
      else finish(status, status === 0 ? '' : `${file} ended with exit code ${status}`);
    });
  });
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
