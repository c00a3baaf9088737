import { createInterface } from 'node:readline/promises';

/** Asks at the terminal; anything but a clear yes is a no. */
export async function askYesNo(question: string): Promise<'yes' | 'no'> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), ended]);
    return /^y(es)?$/i.test(answer.trim()) ? 'yes' : 'no';
  } finally {
    terminal.close();
  }
}
