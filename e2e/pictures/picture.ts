import type { Page } from '@playwright/test';
import type { Unjam } from '../fixtures/unjam.ts';

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;

export const looks = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced-colours': { colorScheme: 'light', forcedColors: 'active' },
} as const satisfies Record<string, Media>;
export type Look = keyof typeof looks;

/** A state of the window, and the way a person comes to it. */
export interface Picture {
  readonly name: string;
  readonly scenario: string;
  readonly reach: (unjam: Unjam) => Promise<void>;
  /** Light and dark where nothing is said. */
  readonly looks?: readonly Look[];
}
