/**
 * Dependabot's file that users copy, by the fields that it takes, of these all:
 * https://docs.github.com/en/code-security/dependabot/working-with-dependabot/dependabot-options-reference
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../../a-tenant';

const update = z.strictObject({
  'package-ecosystem': z.enum(['github-actions', 'npm']),
  directory: z.string().startsWith('/'),
  schedule: z.strictObject({ interval: z.enum(['daily', 'weekly', 'monthly', 'quarterly']) }),
  cooldown: z.strictObject({ 'default-days': z.int().min(1).max(90) }),
  groups: z.record(z.string(), z.strictObject({ patterns: z.array(z.string()).min(1) })),
});
const configuration = z.strictObject({ version: z.literal(2), updates: z.array(update).min(1) });

const read = (name: string) => readFileSync(join(ROOT, 'actions', 'init', 'github', name), 'utf8');

test("it keeps the workflow's actions current, and takes none that is younger than a week", () => {
  const document = parseDocument(read('dependabot.yml'), { strict: true, uniqueKeys: true });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  const { updates } = configuration.parse(document.toJS());
  // `/` stands for .github/workflows there.
  expect(updates).toEqual([
    expect.objectContaining({ 'package-ecosystem': 'github-actions', directory: '/' }),
  ]);
  // zizmor's dependabot-cooldown.
  for (const { cooldown } of updates) expect(cooldown['default-days']).toBeGreaterThanOrEqual(7);
  expect(read('github-actions.yml')).toContain('(.github/dependabot.yml)');
});
