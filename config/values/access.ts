/** What a vendor may be allowed to do below a prefix, in the order in which it is named everywhere. */
export const ACCESSES = ['get', 'put', 'list', 'delete'] as const;

/** `list` is about keys, not about buckets. */
export type Access = (typeof ACCESSES)[number];
