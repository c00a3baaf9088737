import axe from 'axe-core';
import { transitionsEnded } from './open-window.tsx';

/** What axe finds. Tabster's own focus sentinels are hidden and focusable by design; tooltips float beside the landmarks. */
export const violations = async (isMenuOpen = false): Promise<string[]> => {
  await transitionsEnded();
  const found = await axe.run(
    { include: [['body']], exclude: [['[data-tabster-dummy]'], ['.fui-Tooltip__content']] },
    // The page's language and title are index.html's; an open menu floats beside the landmarks, too.
    {
      rules: {
        'html-has-lang': { enabled: false },
        'document-title': { enabled: false },
        region: { enabled: !isMenuOpen },
      },
    },
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
};
