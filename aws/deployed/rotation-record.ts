/**
 * The rotation of access keys that `s3-handshake keys rotate` began: a tag on the user, so that whoever looks at the
 * account knows of it, CI too. It names both keys, so that it says nothing of a key that somebody else makes, and it stays
 * when the rotation is over: once one of its keys is gone, it is about the past.
 */
import { ROTATION_TAG } from '../../config/tenant/names';

export interface Rotation {
  /** ID of the key that goes. */
  readonly from: string;
  /** ID of the key that follows it. */
  readonly to: string;
}

const RECORD = /^([A-Z0-9]+) to ([A-Z0-9]+)$/;

/** The value of the tag. */
export function rotationText({ from, to }: Rotation): string {
  return `${from} to ${to}`;
}

/** The rotation that goes on: on record, with both keys there. Undefined where there is none. */
export function rotationOf(
  tags: Readonly<Record<string, string>>,
  keys: readonly { readonly id: string }[],
): Rotation | undefined {
  const [, from = '', to = ''] = RECORD.exec(tags[ROTATION_TAG] ?? '') ?? [];
  const isThere = (id: string): boolean => keys.some((key) => key.id === id);
  return from !== to && isThere(from) && isThere(to) ? { from, to } : undefined;
}
