/** `docs/conformance.md` counts what the tables hold today. */
import { readFileSync } from 'node:fs';
import { conformancePage, PAGE, sourcesIn } from './conformance-page';

test('is current: npm run docs:conformance', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(conformancePage());
});

test('counts at least 1,000 rows of the engine and the embedded AWS, each from a page of AWS', () => {
  const pages = [...sourcesIn('iam'), ...sourcesIn('local-aws')];
  const foreign = pages.filter(
    (page) => !/^https:\/\/(?:docs\.aws|aws)\.amazon\.com\/|^https:\/\/repost\.aws\//.test(page),
  );
  expect(foreign).toEqual([]);
  expect(pages.length).toBeGreaterThanOrEqual(1_000);
  expect(new Set(pages).size).toBeGreaterThanOrEqual(100);
});
