import type { useArrowNavigationGroup } from '@fluentui/react-components';
import { create } from 'zustand';

type Attributes = ReturnType<typeof useArrowNavigationGroup>;

/** What the library for the focus makes of header and list: nothing until it is there, with the rest of the window. */
interface FocusAttributes {
  readonly header: Attributes | null;
  readonly list: Attributes | null;
}

export const useFocusAttributes = create<FocusAttributes>(() => ({ header: null, list: null }));
