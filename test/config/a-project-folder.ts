/** A project's folder for tests: files are written as a user would, by fields. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadProject, type Project } from '../../config';
import { ROOT } from '../a-tenant';

/** The day on which the tests' facts are young. */
const NOW = new Date('2026-11-24T00:00:00Z');

export interface Fields {
  readonly [field: string]: unknown;
}

export interface ProjectFolder {
  readonly root: string;
  /** Writes a tenant's file: a sound one, with `fields` instead of its own. */
  readonly write: (name: string, fields?: Fields) => void;
  /** Writes the file of the fleet's settings. */
  readonly settings: (fields: Fields) => void;
  readonly load: (...tenants: readonly string[]) => Project;
  readonly remove: () => void;
}

/** With our catalogue, and no tenants. */
export function projectFolder(): ProjectFolder {
  const root = mkdtempSync(join(tmpdir(), 'project-'));
  mkdirSync(join(root, 'tenants'));
  symlinkSync(join(ROOT, 'vendors'), join(root, 'vendors'));
  return {
    root,
    write(name, fields = {}) {
      const sound = {
        tenant: name,
        customer: 'acme',
        vendor: 'amperity',
        account: '111122223333',
        region: 'us-east-1',
        principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
        externalId: `${name}-id`,
        bucket: { name: `${name}-exchange` },
        grants: [{ prefix: 'in/', allow: ['get', 'list'] }],
      };
      writeFileSync(join(root, 'tenants', `${name}.yaml`), stringify({ ...sound, ...fields }));
    },
    settings: (fields) => writeFileSync(join(root, 'handshake.yaml'), stringify(fields)),
    load: (...tenants) => loadProject(root, { tenants, now: NOW }),
    remove: () => rmSync(root, { recursive: true }),
  };
}

export function messages({ problems }: Project): readonly string[] {
  return problems.map(({ file, path, message }) => `${file} ${path}: ${message}`);
}
