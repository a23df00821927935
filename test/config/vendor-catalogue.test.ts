import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject } from '../../config';
import { catalogueOf } from '../../config/vendor/catalogue';
import { ROOT } from '../a-tenant';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 's3-handshake-catalogue-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const KIT = readdirSync(join(ROOT, 'vendors')).map((file) => file.replace(/\.yaml$/, ''));

function profile(id: string, name: string): void {
  const text = readFileSync(join(ROOT, 'vendors', 'amperity.yaml'), 'utf8');
  mkdirSync(join(root, 'vendors'), { recursive: true });
  writeFileSync(
    join(root, 'vendors', `${id}.yaml`),
    text.replace(/^name: .*$/m, `name: ${name}`).replace(/^vendor: .*$/m, `vendor: ${id}`),
  );
}

describe("the catalogue of a company's repository", () => {
  test("is the kit's where it has no folder of its own", () => {
    expect(catalogueOf(root).ids).toEqual([...KIT].sort());
    const { vendors, problems } = loadProject(root);
    expect({ ids: [...vendors.keys()].sort(), problems }).toEqual({ ids: [...KIT].sort(), problems: [] });
  });

  test('gains what its own folder adds, and is overridden by name', () => {
    profile('our-own', 'Our own');
    profile('amperity', 'Amperity as we know it');
    const { vendors, problems } = loadProject(root);
    expect(problems).toEqual([]);
    expect(vendors.get('our-own')?.name).toBe('Our own');
    expect(vendors.get('amperity')?.name).toBe('Amperity as we know it');
    expect(vendors.get('snowflake')?.name).toBe('Snowflake');
  });

  test("names a file of the project's relative to it, and the kit's so that it is found from anywhere", () => {
    profile('amperity', 'Amperity');
    const { fileOf } = catalogueOf(root);
    expect(fileOf('amperity')).toBe('vendors/amperity.yaml');
    expect(fileOf('segment')).toBe(`${ROOT}/vendors/segment.yaml`);
    expect(catalogueOf(ROOT).fileOf('segment')).toBe('vendors/segment.yaml');
  });

  test('names the file of a broken profile, which hides the one that it overrides', () => {
    mkdirSync(join(root, 'vendors'));
    writeFileSync(join(root, 'vendors', 'amperity.yaml'), 'name: Amperity\n');
    const { vendors, problems } = loadProject(root);
    expect(vendors.has('amperity')).toBe(false);
    expect(new Set(problems.map(({ file }) => file))).toEqual(new Set(['vendors/amperity.yaml']));
  });
});
