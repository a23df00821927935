/** Reads and writes the record of an adoption. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../user-error';
import { type Adoption, adoptionFile, adoptionSchema } from './adoption';

/**
 * The record of a tenant; undefined where there is none. Throws `UserError` for a file that is none: cut off, edited, of
 * another tenant, or of a later version.
 */
export function readAdoption(root: string, tenant: string): Adoption | undefined {
  const file = adoptionFile(tenant);
  const text = recordText(root, file);
  if (text === undefined) return undefined;
  const parsed = adoptionSchema.safeParse(parsedJson(text));
  const wrong = parsed.success
    ? parsed.data.tenant === tenant
      ? undefined
      : `it is of the tenant ${parsed.data.tenant}`
    : (parsed.error.issues[0]?.message ?? 'its form is another');
  if (parsed.success && wrong === undefined) return parsed.data;
  throw new UserError(
    `${file} is not a record of an adoption that this version reads (${wrong}); write it again: s3-handshake adopt ${tenant} --record`,
  );
}

/** A record's text, by its path relative to the project; undefined where there is none. Throws `UserError` otherwise. */
export function recordText(root: string, file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`${file} cannot be read: ${message}`);
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text of a record. `readAt`: ISO 8601 in UTC. */
export function adoptionText(tenant: string, readAt: string, adoption: Adoption): string {
  const { bucket, role, approved } = adoption;
  const record = { kind: 'adoption', version: 1, tenant, readAt, bucket, role, approved };
  return `${JSON.stringify(record, null, 2)}\n`;
}
