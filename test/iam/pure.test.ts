/** The engine stands alone, so that nothing but AWS's rules can sway it, and in files that one can read in one go. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'iam');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));

describe('the engine', () => {
  it.each(files)(
    '%s imports nothing from elsewhere, and asks neither clock nor chance nor process',
    (name) => {
      const source = readFileSync(join(FOLDER, name), 'utf8');
      const imports = [...source.matchAll(/(?:from|import|require\()\s*'([^']+)'/g)].map(([, path]) => path);
      expect(imports.filter((path) => !path?.startsWith('./'))).toEqual([]);
      expect(source).not.toMatch(/\b(?:Date\.now|new Date\(\)|Math\.random|process\.|globalThis|console\.)/);
    },
  );

  it.each(files)('%s has at most 250 lines', (name) => {
    expect(readFileSync(join(FOLDER, name), 'utf8').split('\n').length).toBeLessThanOrEqual(251);
  });
});
