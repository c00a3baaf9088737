import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';

interface Clipboard {
  writeText(text: string): Promise<void>;
  readText(): Promise<string>;
}

/** Line ends may come back as the system has them, and half a surrogate pair as U+FFFD. */
const comparable = (text: string): string =>
  text.replaceAll('\r\n', '\n').replace(/\p{Surrogate}/gu, '\uFFFD');

/** Writing says nothing when another program has the clipboard open: only reading it back shows that the text is there. */
export const copyTo =
  (clipboard: Clipboard) =>
  async (text: string): Promise<Result<void, Fault>> => {
    try {
      await clipboard.writeText(text);
      if (comparable(await clipboard.readText()) === comparable(text)) return ok(undefined);
      return fail({ kind: 'clipboard-taken', problem: null });
    } catch (thrown) {
      const problem = thrown instanceof Error ? thrown.message : String(thrown);
      return fail({ kind: 'clipboard-taken', problem });
    }
  };
