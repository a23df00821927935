/** `new --from` that is killed: what is left is nothing, or is named by the next run, and no half of a file is a tenant's. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AProject, aProject } from '../actions/onboarding/a-project';
import { FULL } from '../full';
import { ended, filesBelow, killedAt, pointsOf } from './killed';

/** Rows that are written with as many changes as points are tried, by whichever Node. */
const SMALL = 8;
/** Of hundreds the disk is waited for once, by another program, and of more a thread writes them. */
const SIZES = FULL ? [SMALL, 300, 600] : [SMALL];
const namesOf = (rows: number) => Array.from({ length: rows }, (_, index) => `acme-${index + 1}`);

function tableOf(rows: number): string {
  return [
    'tenant,customer,vendor,account,region,principal,externalId,bucket.name,grants',
    ...namesOf(rows).map(
      (name) =>
        `${name},acme,amperity,111122223333,us-east-1,arn:aws:iam::999988887777:role/prod/plugin,${name}-external-ID,${name}-data,to-amperity/ get list`,
    ),
    '',
  ].join('\n');
}
const RUN = ['new', '--from', 'tenants.csv'];

describe.each(SIZES)('of %i rows', (rows) => {
  let project: AProject;
  let whole: Readonly<Record<string, string>>;
  let changes: number;

  function fresh(): AProject {
    const made = aProject();
    writeFileSync(join(made.folder, 'tenants.csv'), tableOf(rows));
    return made;
  }

  const isTenants = ([file]: readonly [string, string]) =>
    file.startsWith('tenants/') || file.startsWith('.s3-handshake');
  const left = () => Object.fromEntries(Object.entries(filesBelow(project.folder)).filter(isTenants));

  beforeAll(async () => {
    project = fresh();
    changes = await killedAt(0, RUN, { folder: project.folder, cwd: project.folder });
    whole = left();
    project.remove();
  });
  beforeEach(() => {
    project = fresh();
  });
  afterEach(() => project.remove());

  /** Two processes race as they do; by `write-tenants` each moment at which the second one may come is gone through. */
  if (FULL)
    test('twice at once: one writes all of it, and the other one says why it does not', async () => {
      const run = () => ended(RUN, { folder: project.folder, cwd: project.folder });
      const both = await Promise.all([run(), run()]);
      const codes = both.map(({ code }) => code).sort();
      expect(codes[0]).toBe(0);
      for (const { code, stderr } of both)
        if (code !== 0) expect(stderr).toMatch(/another command .* is writing|is there already/);
      expect(left()).toEqual(whole);
    });

  test('at every point that is tried', async () => {
    expect(Object.keys(whole)).toEqual(
      namesOf(rows)
        .map((name) => `tenants/${name}.yaml`)
        .sort(),
    );
    for (const at of pointsOf(changes)) {
      await killedAt(at, RUN, { folder: project.folder, cwd: project.folder });
      const hidden = Object.keys(left()).filter((file) => /(?:^|\/)\./.test(file));
      for (const [file, text] of Object.entries(left()))
        if (!hidden.includes(file)) expect({ at, file, text }).toEqual({ at, file, text: whole[file] });
      const next = await project.run(RUN);
      if (hidden.length > 0) {
        expect({ at, code: next.code }).toEqual({ at, code: 1 });
        for (const file of hidden) {
          expect(next.stderr).toContain(file);
          rmSync(join(project.folder, file));
        }
        expect((await project.run(RUN)).code).toBe(0);
      }
      expect({ at, left: left() }).toEqual({ at, left: whole });
      project.remove();
      project = fresh();
    }
  });
});
