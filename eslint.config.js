import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// Who may import whom (ARCHITECTURE.md). scripts/import-rule.test.ts walks the graph; this tells it while typing.
const forbid = (...patterns) => ['error', { patterns }];
const electron = { group: ['electron', 'electron/*'], message: 'Electron is known to main only.' };
const koffi = { group: ['koffi', '@koromix/*'], message: 'koffi is known to native/windows only.' };
const main = { regex: '^(\\.\\./)+main/', message: 'Nobody imports main.' };
const renderer = { regex: '^(\\.\\./)+renderer/', message: 'Nobody imports renderer.' };
const native = { regex: '^(#native|(\\.\\./)+native)(/|$)', message: 'native is for main.' };
const nativeInside = {
  regex: '^(#native/(?!(windows/worker|testing)\\.ts$)|(\\.\\./)+native/)',
  message: 'native is entered through its door.',
};
const react = {
  regex: '^(react|react-dom|zustand|@fluentui|@tanstack)(/|$)',
  message: 'React is known to renderer only.',
};
const node = { group: ['node:*'], message: 'No Node here.' };

export default tseslint.config(
  { ignores: ['out/', 'node_modules/', '.runtime/', '.rig/', 'dist/', 'test-results/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // records by key are how state travels as plain values
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
    },
  },
  {
    // app itself is compiled without Node's types, so that no global of it slips in; its tests may have them
    files: ['app/**/*.test.ts', 'app/testing/**'],
    languageOptions: { parserOptions: { projectService: false, project: 'app/tsconfig.test.json' } },
  },
  {
    files: ['app/**'],
    ignores: ['app/**/*.test.ts'],
    rules: { 'no-restricted-imports': forbid(electron, koffi, main, renderer, native, react, node) },
  },
  {
    files: ['native/**'],
    rules: { 'no-restricted-imports': forbid(electron, koffi, main, renderer, react) },
  },
  {
    files: ['native/windows/**', 'native/contract/windows-*.ts'],
    rules: { 'no-restricted-imports': forbid(electron, main, renderer, react) },
  },
  {
    files: ['main/**'],
    rules: {
      'no-restricted-imports': forbid(koffi, renderer, nativeInside, react),
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportSpecifier[imported.name="ipcMain"]',
          message: 'Every message goes through the router: main/ipc/listen.ts alone touches ipcMain.',
        },
      ],
    },
  },
  { files: ['main/ipc/listen.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['main/cli/**'],
    rules: { 'no-restricted-imports': forbid(electron, koffi, renderer, nativeInside, react) },
  },
  {
    files: ['renderer/**'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-imports': forbid(electron, koffi, main, native, node),
    },
  },
  { files: ['e2e/**'], rules: { 'no-restricted-imports': forbid(koffi, main, renderer, native, react) } },
);
