import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findChromium } from './scripts/chromium.ts';

const executablePath = findChromium();
const isRoot = process.getuid?.() === 0;
const never = ['**/node_modules/**', 'out/**', 'dist/**', '.runtime/**', '.rig/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          // on busy cores; what hangs fails all the same
          testTimeout: 20_000,
          include: [
            '{app,native,main,scripts}/**/*.test.ts',
            // In renderer the other tests need a browser.
            'renderer/**/*.unit.test.ts',
          ],
          exclude: never,
        },
      },
      {
        test: {
          name: 'components',
          include: ['renderer/**/*.test.tsx'],
          exclude: never,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              contextOptions: { reducedMotion: 'reduce' },
              launchOptions: {
                ...(executablePath === undefined ? {} : { executablePath }),
                // Chromium has no sandbox for root.
                args: isRoot ? ['--no-sandbox'] : [],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
