import { TransformStream } from 'node:stream/web';
import type { WritableStreamDefaultWriter } from 'node:stream/web';
import type { Fault } from '#app/faults/fault.ts';
import type { MainHandlers } from '#app/ipc/derive.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { saveFile } from '../files/write-whole.ts';
import type { ChooseFile } from './audit-handlers.ts';

interface OpenFile {
  readonly id: number;
  readonly path: string;
  readonly pieces: WritableStreamDefaultWriter<string>;
  readonly saved: Promise<Result<void, Fault>>;
}

/** A text that the window sends in pieces, and the file that it becomes. */
export const fileHandlers = (chooseFile: ChooseFile): MainHandlers['file'] => {
  let open: OpenFile | null = null;
  let lastId = 0;

  /** Resolves when the file has taken it. Null: so far all is well. */
  const pass = ({ saved }: OpenFile, taken: Promise<void>): Promise<Result<void, Fault> | null> =>
    Promise.race([
      saved,
      taken.then(
        () => null,
        () => saved,
      ),
    ]);

  return {
    begin: async ({ format }) => {
      const path = await chooseFile('unjam-channels', format);
      if (path === null) return ok(null);
      // of a page that has been loaded again since
      open?.pieces.abort().catch(() => undefined);
      const { readable, writable } = new TransformStream<string, string>();
      const saved = saveFile(path, readable);
      // whoever sends the next piece is answered
      saved.catch(() => undefined);
      open = { id: ++lastId, path, pieces: writable.getWriter(), saved };
      return ok({ id: lastId });
    },
    append: async ({ id, text }) => {
      if (open?.id !== id) return fail({ kind: 'file-given-up' });
      return (await pass(open, open.pieces.write(text))) ?? ok(undefined);
    },
    end: async ({ id }) => {
      if (open?.id !== id) return fail({ kind: 'file-given-up' });
      const file = open;
      open = null;
      await pass(file, file.pieces.close());
      const saved = await file.saved;
      return saved.ok ? ok({ path: file.path }) : saved;
    },
  };
};
