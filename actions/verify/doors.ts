/** How a check says through which door it goes: what its id begins with, and what its sentence ends with. */
import type { Door } from './check';

export function doorPrefix(door: Door): string {
  return door === 'bucket' ? '' : `${door}.`;
}

export function doorWords(door: Door): string {
  return {
    bucket: '',
    'access-point-arn': ", by the access point's ARN",
    'access-point-alias': ", by the access point's alias",
  }[door];
}
