/** What sets the grammars of the kinds of policy apart. */
import type { PolicyKind } from './policy';

type Need = 'required' | 'optional' | 'forbidden';

export interface Grammar {
  /** `Principal` or `NotPrincipal`. */
  readonly principal: Need;
  readonly notPrincipal: boolean;
  /** `Resource` or `NotResource`. */
  readonly resource: Need;
  /** Whether the document may have an `Id`. */
  readonly id: boolean;
  /** Whether a `Sid` takes letters and digits only, and stands only once. */
  readonly plainSids: boolean;
  /** The one service whose actions may stand there. */
  readonly service?: string;
  /** S3's way to name an account. */
  readonly canonicalUser: boolean;
  /** Whether AWS completes ARNs that end early. */
  readonly completesArns: boolean;
  /** Whether the document must say that it is of version 2012-10-17. */
  readonly needsVersion: boolean;
  /** Whether it only denies, by `Action` and for everyone: a resource control policy. */
  readonly onlyDenies: boolean;
}

const OF_IDENTITIES: Grammar = {
  principal: 'forbidden',
  notPrincipal: false,
  resource: 'required',
  id: false,
  plainSids: true,
  canonicalUser: false,
  completesArns: true,
  needsVersion: false,
  onlyDenies: false,
};

const OF_RESOURCES: Grammar = {
  principal: 'required',
  notPrincipal: true,
  resource: 'required',
  id: true,
  plainSids: false,
  canonicalUser: false,
  completesArns: false,
  needsVersion: false,
  onlyDenies: false,
};

const OF_S3: Grammar = { ...OF_RESOURCES, canonicalUser: true, service: 's3' };

export const GRAMMARS: Readonly<Record<PolicyKind, Grammar>> = {
  identity: OF_IDENTITIES,
  boundary: OF_IDENTITIES,
  session: { ...OF_IDENTITIES, completesArns: false },
  'service-control': { ...OF_IDENTITIES, completesArns: false, needsVersion: true },
  'resource-control': { ...OF_RESOURCES, notPrincipal: false, needsVersion: true, onlyDenies: true },
  trust: {
    ...OF_RESOURCES,
    notPrincipal: false,
    resource: 'forbidden',
    plainSids: true,
    service: 'sts',
  },
  bucket: OF_S3,
  'access-point': OF_S3,
  key: OF_RESOURCES,
  resource: { ...OF_RESOURCES, resource: 'optional', canonicalUser: true },
};
