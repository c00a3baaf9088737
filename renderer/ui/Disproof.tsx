import { disproofLabel } from '#app/words/stuck.ts';

/** Under what was concluded: what a person could see that shows it to be wrong. */
export const Disproof = ({ text }: { readonly text: string | null }) =>
  text === null ? null : (
    <p className="disproof quiet">
      {disproofLabel} {text}
    </p>
  );
