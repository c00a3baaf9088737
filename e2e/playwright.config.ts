import { defineConfig } from '@playwright/test';

const results = process.env['UNJAM_E2E_RESULTS'];

export default defineConfig({
  testDir: '.',
  outputDir: process.env['UNJAM_E2E_OUTPUT'] ?? '../test-results/e2e',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  globalTimeout: 12 * 60_000,
  reporter: results === undefined ? 'list' : [['json', { outputFile: results }]],
});
