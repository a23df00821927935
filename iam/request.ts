/** What is asked of AWS, and the policies that bear on it. */
import type { Policy } from './policy';

/**
 * Who makes the request, as AWS knows it after checking the signature.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Principal =
  | { readonly kind: 'anonymous' }
  /** An AWS service by its own name, e.g. `logging.s3.amazonaws.com`. */
  | { readonly kind: 'service'; readonly service: string }
  /** Who comes with a token from elsewhere: `provider` is a SAML or OIDC provider's ARN or a host name. */
  | { readonly kind: 'federated'; readonly provider: string }
  | RootUser
  | User
  | RoleSession
  | FederatedUser;

/** What holds for every principal that belongs to an account. */
interface Identified {
  /** The account's canonical user id. A policy that names a `CanonicalUser` is undecided without it. */
  readonly canonicalUser?: string;
}

export interface RootUser extends Identified {
  readonly kind: 'root';
  /** Twelve digits. */
  readonly account: string;
  /** `aws` where not given. */
  readonly partition?: string;
}

export interface User extends Identified {
  readonly kind: 'user';
  /** `arn:aws:iam::111122223333:user/path/name` */
  readonly arn: string;
  /** `AIDA…`. Where it is not given, a policy that names a user by such an id is undecided. */
  readonly uniqueId?: string;
}

/** Whoever assumed a role, by AssumeRole or with a token. */
export interface RoleSession extends Identified {
  readonly kind: 'role-session';
  /** With its path: `arn:aws:iam::111122223333:role/vendors/amperity`. */
  readonly roleArn: string;
  /** Without the path, as AWS has it: `arn:aws:sts::111122223333:assumed-role/amperity/session-name`. */
  readonly sessionArn: string;
  /** The role's, `AROA…`. Where it is not given, a policy that names a role by such an id is undecided. */
  readonly uniqueId?: string;
}

/** A session of GetFederationToken: the user's rights, cut down to the session policy. */
export interface FederatedUser extends Identified {
  readonly kind: 'federated-user';
  /** `arn:aws:sts::111122223333:federated-user/name` */
  readonly arn: string;
  /** The user who asked for the token. */
  readonly userArn: string;
  readonly uniqueId?: string;
}

export interface AccessRequest {
  readonly principal: Principal;
  /** `s3:GetObject`, in any case. */
  readonly action: string;
  readonly resource: {
    /** The resource's ARN, or `*` for an action that has none. */
    readonly arn: string;
    /** The account that owns it, for ARNs that do not say so, such as a bucket's. */
    readonly account?: string;
  };
  /**
   * Condition keys, in any case, and their values: a list for AWS's multivalued keys (`aws:TagKeys` …), even of one,
   * and a text for all others. What follows from the principal (`aws:PrincipalArn` …) and the resource's account the
   * engine adds itself; what stands here has precedence.
   */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /**
   * The keys for which the caller vouches: when such a key is not in `context`, AWS would not have it either. Any
   * other missing key is unknown, and a statement that hangs on it is undecided. An entry that ends in `*` stands for
   * all keys that begin so: `s3:*`, `aws:PrincipalTag/*`, or `*` alone for a caller that knows the whole context.
   */
  readonly vouchedKeys?: readonly string[];
}

/** All policies that AWS would look at. What is not given is not there. */
export interface Policies {
  /** The user's (its groups' too) or the role's, inline and attached. */
  readonly identity: readonly Policy[];
  /** The resource's own: a bucket's, a key's, a role's trust policy … */
  readonly resource?: Policy | undefined;
  readonly boundary?: Policy | undefined;
  /** The inline one and the managed ones that were given to AssumeRole; what one of them allows is allowed. */
  readonly session?: readonly Policy[] | undefined;
  /**
   * Service control policies of the principal's account, by level from the organisation's root down to the account.
   * None for an organisation's management account, which is exempt. Service-linked roles, and principals that belong to
   * no account, are exempt too: for them the engine leaves these policies out.
   */
  readonly serviceControl?: readonly (readonly Policy[])[] | undefined;
  /** Resource control policies of the resource's account, by level likewise; left out for service-linked roles. */
  readonly resourceControl?: readonly (readonly Policy[])[] | undefined;
}
