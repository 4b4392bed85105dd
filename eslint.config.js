import playwright from 'eslint-plugin-playwright';
import tseslint from 'typescript-eslint';
import { typeProjects } from './tests/all/projects.mjs';
import { rooms } from './tests/laws/rooms.mjs';

const judges = Object.entries(rooms)
  .filter(([, room]) => room.judge)
  .map(([name]) => `src/${name}/**/*.ts`);

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'reference/dist/',
      'node_modules/',
      '.gonogo/',
      'reports/',
      'test-results/',
      'load/xk6/',
      '.stryker-tmp/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    name: 'typescript',
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: typeProjects(import.meta.dirname).present.map((folder) => `${folder}/tsconfig.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-else-return': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
      // Plain objects with methods are taken apart (`const { look } = probe`); classes are page objects only.
      '@typescript-eslint/unbound-method': 'off',
      // A function that promises may have nothing to wait for yet; numbers in templates read well.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    name: 'engine',
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.test-data.ts'],
    rules: { 'max-lines': ['error', { max: 200 }] },
  },
  {
    name: 'judges',
    files: judges,
    ignores: ['**/*.test.ts', '**/*.test-data.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'fetch', 'performance', 'setTimeout', 'setInterval', 'console', 'crypto', 'Buffer'].map(
          (name) => ({
            name,
            message: 'A judge has no hands: take it as an argument.',
          }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'A judge has no clock: take `now` as an argument.' },
        { object: 'Math', property: 'random', message: 'A judge throws no dice: take a seed as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'A judge has no clock: take `now`.',
        },
        {
          selector: 'LogicalExpression[operator="??"] > Literal[value=0].right',
          message: 'Missing is a value: say what becomes of it instead of counting it as 0.',
        },
        {
          selector: 'LogicalExpression[operator="||"] > ArrayExpression.right',
          message: 'Missing is a value: say what becomes of it instead of an empty list.',
        },
      ],
    },
  },
  {
    name: 'suites',
    files: ['suites/**/*.ts', 'fixtures/**/*.ts'],
    extends: [playwright.configs['flat/recommended']],
    rules: {
      'playwright/missing-playwright-await': 'error',
      'playwright/no-wait-for-timeout': 'error',
      'playwright/no-skipped-test': 'error',
      'playwright/no-focused-test': 'error',
      'playwright/no-conditional-in-test': 'error',
      // A matter of taste that prettier does not settle.
      'playwright/consistent-spacing-between-blocks': 'off',
      // An assertion of fixtures/ is a function called expect… (`expectOneCharge`).
      'playwright/expect-expect': ['error', { assertFunctionPatterns: ['^expect[A-Z]'] }],
    },
  },
  {
    name: 'tests',
    files: ['**/*.test.ts', '**/*.test-data.ts'],
    rules: {
      // `expect(x).rejects` is awaited; vitest's matchers are typed loosely where they take patterns.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
