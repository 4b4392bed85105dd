import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOnOrigin, saturation } from './saturation.js';

const target = 'https://staging.example.com';
const reads = (path: string): boolean => saturation.shape.path.safeParse(path).success;

test.each([
  '//other.example/x',
  '/\\other.example',
  '/\t/other.example',
  '/\n\\other.example',
  'https://other.example/',
])('the path %j leads away from the target and is refused', (path) => {
  expect(isOnOrigin(path, target)).toBe(false);
  expect(reads(path)).toBe(false);
});

test('a path that is taken stays on the target, whatever it is made of', () => {
  const piece = fc.constantFrom('/', '\\', '\t', '\n', ' ', ':', '@', '?', '#', '..', 'other.example', 'https:', '%2f');
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 6 }), (pieces) => {
      const path = `/${pieces.join('')}`;
      fc.pre(reads(path));
      expect(new URL(path, target).origin).toBe(target);
    }),
    { numRuns: 2000 },
  );
  expect(reads('/search?q=lamp&next=//other.example')).toBe(true);
});
