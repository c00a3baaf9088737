/** Why a stream is not read any further. */
export type LineProblem = 'line-too-long' | 'not-text';

const lineEnd = 0x0a;

/**
 * Takes a stream of bytes to pieces, line by line. Keeps no more of a line than `longest` says, in bytes; after a line
 * that is longer, or that is no UTF-8, it takes nothing more. A last line without its end is no line.
 */
export const createLineReader = (
  longest: () => number,
  onLine: (line: string) => void,
  onProblem: (problem: LineProblem) => void,
): ((bytes: Buffer) => void) => {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let begun: Buffer[] = [];
  let length = 0;
  let problem: LineProblem | null = null;
  const isOver = (): boolean => problem !== null;

  const stop = (found: LineProblem): void => {
    problem = found;
    begun = [];
    onProblem(found);
  };

  const add = (bytes: Buffer): void => {
    length += bytes.length;
    if (length > longest()) stop('line-too-long');
    else begun.push(bytes);
  };

  const end = (): void => {
    const bytes = Buffer.concat(begun, length);
    begun = [];
    length = 0;
    let line: string;
    try {
      line = utf8.decode(bytes);
    } catch {
      return stop('not-text');
    }
    onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  };

  return (bytes) => {
    let from = 0;
    while (!isOver() && from < bytes.length) {
      const at = bytes.indexOf(lineEnd, from);
      add(bytes.subarray(from, at < 0 ? bytes.length : at));
      if (at < 0) return;
      if (!isOver()) end();
      from = at + 1;
    }
  };
};
