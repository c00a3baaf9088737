import { exportWords } from '#app/words/export.ts';

/** A text that the clipboard did not take: focusing it selects all of it, to be copied by hand. */
export const Uncopied = ({ text }: { readonly text: string }) => (
  <textarea
    className="uncopied"
    aria-label={exportWords.notCopied}
    readOnly
    rows={3}
    value={text}
    onFocus={({ currentTarget }) => currentTarget.select()}
  />
);
