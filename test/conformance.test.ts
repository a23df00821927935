import { countsByPage, documentedRows } from './conformance';

test('the tables have at least 1,000 rows, each from a page of AWS', () => {
  const rows = documentedRows();
  const foreign = rows.filter(
    ({ page }) => !/^https:\/\/(?:docs\.aws|aws)\.amazon\.com\/|^https:\/\/repost\.aws\//.test(page),
  );
  expect(foreign).toEqual([]);
  expect(rows.length).toBeGreaterThanOrEqual(1_000);
  expect(countsByPage(rows).length).toBeGreaterThanOrEqual(100);
});
