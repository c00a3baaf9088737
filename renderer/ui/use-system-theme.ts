import { teamsHighContrastTheme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import type { Theme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

const fontFamilyBase = "'Segoe UI Variable Text', system-ui, sans-serif";
const light: Theme = { ...webLightTheme, fontFamilyBase };
const dark: Theme = { ...webDarkTheme, fontFamilyBase };
const highContrast: Theme = { ...teamsHighContrastTheme, fontFamilyBase };

const darkQuery = '(prefers-color-scheme: dark)';
const contrastQuery = '(forced-colors: active)';

const watch = (changed: () => void): (() => void) => {
  const queries = [darkQuery, contrastQuery].map((query) => matchMedia(query));
  queries.forEach((query) => query.addEventListener('change', changed));
  return () => queries.forEach((query) => query.removeEventListener('change', changed));
};

const themeNow = (): Theme => {
  if (matchMedia(contrastQuery).matches) return highContrast;
  return matchMedia(darkQuery).matches ? dark : light;
};

/** Light, dark or high contrast, as the system has it. */
export const useSystemTheme = (): Theme => useSyncExternalStore(watch, themeNow);
