/** The engine stands alone, so that nothing but AWS's rules can sway it, and in files that one can read in one go. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'iam');
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort();

function importsOf(name: string): readonly string[] {
  const source = readFileSync(join(FOLDER, name), 'utf8');
  return [...source.matchAll(/(?:from|import|require\()\s*'([^']+)'/g)].map(([, path = '']) => path);
}

/** The files of the engine that a file names, by their place in its folder. */
function neighboursOf(name: string): readonly string[] {
  return importsOf(name).map((path) => `${relative(FOLDER, join(FOLDER, dirname(name), path))}.ts`);
}

/** A way of imports from the file back to itself, those of types too. */
function circleThrough(name: string, way: readonly string[] = []): readonly string[] | undefined {
  if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
  if (visited.has(name)) return undefined;
  visited.add(name);
  for (const neighbour of neighboursOf(name)) {
    const circle = circleThrough(neighbour, [...way, name]);
    if (circle) return circle;
  }
  return undefined;
}
const visited = new Set<string>();

describe('the engine', () => {
  it.each(files)(
    '%s imports nothing from elsewhere, and asks neither clock nor chance nor process',
    (name) => {
      expect(importsOf(name).filter((path) => !path.startsWith('.'))).toEqual([]);
      expect(neighboursOf(name).filter((path) => path.startsWith('..'))).toEqual([]);
      const source = readFileSync(join(FOLDER, name), 'utf8');
      expect(source).not.toMatch(/\b(?:Date\.now|new Date\(\)|Math\.random|process\.|globalThis|console\.)/);
    },
  );

  it.each(files)('%s has at most 250 lines', (name) => {
    expect(readFileSync(join(FOLDER, name), 'utf8').split('\n').length).toBeLessThanOrEqual(251);
  });

  it('has no circle of files, not even of types', () => {
    expect(files.map((name) => circleThrough(name)).find((circle) => circle !== undefined)).toBeUndefined();
  });
});
