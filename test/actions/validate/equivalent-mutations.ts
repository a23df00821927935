/** Changes that change nothing: AWS answers every request as before. Each with the reason. */

interface Equivalence {
  /** Matches the mutation's name. */
  readonly mutation: RegExp;
  readonly reason: string;
}

/** Statements of resource policies that are held to the target role or user by `aws:PrincipalArn`. */
const FOR_ROLE =
  '(?:bucket \\w*(?:Objects\\d|OwnerAcl|ListPrefixes|BucketLocation)|access point \\w+|key S3HandshakeTarget(?:Role|User)|trust Self)';

const EQUIVALENCES: readonly Equivalence[] = [
  {
    mutation: /by StringLike$/,
    reason: 'the value holds no wildcard, and both tell small letters from capitals',
  },
  { mutation: /aws:PrincipalArn by (?:ArnLike|StringEquals)$/, reason: 'the value holds no wildcard' },
  {
    mutation: /by ForAnyValue:/,
    reason: 'the key has one value, and is false like the plain operator where the key is not there',
  },
  {
    mutation:
      /(?:aws:PrincipalArn|aws:SecureTransport|aws:TokenIssueTime|s3:ResourceAccount) by (?:\w+IfExists|ForAllValues:\w+)$/,
    reason: 'every request that the statement could apply to has the key',
  },
  { mutation: /aws:SecureTransport by StringEquals$/, reason: 'the value is either true or false' },
  { mutation: /aws:SecureTransport: false in other case$/, reason: 'Bool does not look at case' },
  {
    mutation: /s3:DataAccessPointArn by StringEqualsIgnoreCase$/,
    reason: 'names of access points and regions have no capitals',
  },
  {
    mutation: new RegExp(`${FOR_ROLE}: (?:a stranger|a service|an identity provider) added$`),
    reason: 'aws:PrincipalArn holds the statement to the target role, whoever else is named',
  },
  {
    mutation: /(?:bucket|access point) \w+: another bucket added$/,
    reason: 'a policy on a bucket or an access point speaks of nothing else',
  },
  {
    mutation: /bucket DenyPlainHttp: (?:star|all objects|slash dropped|arn\S+ one level|everything)/,
    reason: 'a policy of a bucket speaks of nothing else, and this was denied as a whole already',
  },
  {
    mutation: /bucket DenyPlainHttp: (?:an action|s3:\*) added$/,
    reason: 's3:* is every action that there is on a bucket',
  },
  {
    mutation: /ListPrefixes: all objects below arn:aws:s3:|access point ListPrefixes: all objects/,
    reason: 'the action knows no objects',
  },
  {
    mutation: /(?:bucket \w*|access point )(?:ListPrefixes|BucketLocation): (?:star after|everything)/,
    reason: 'the action knows no objects, and the policy hangs on the one container that there is for it',
  },
  {
    mutation: /(?:EncryptionKey|AssumeItself): another bucket added$/,
    reason: 'the actions know no buckets',
  },
  {
    mutation: /(?:key S3HandshakeTarget(?:Role|User)|Suspended|SessionsFromBefore): another bucket added$/,
    reason: 'the resource was * already',
  },
  {
    mutation: /(?:ListPrefixes|BucketLocation|BucketWide): an action added$/,
    reason: 'the action is on objects, and the statement names none',
  },
  {
    mutation: /OwnerAcl: an action added$/,
    reason: 'the action is that of the statement',
  },
  {
    mutation: /^(?!sharer).*trust \w+: wildcard after sts:AssumeRole$/,
    reason: 'its other actions are asked with a token from elsewhere, or of another resource',
  },
  {
    mutation: /DenyPlainHttp: only the account$/,
    reason: 'nobody else is allowed anything in the bucket, over TLS or not',
  },
  {
    mutation: /(?:BucketLocation|BucketWide): all objects below arn:aws:s3:/,
    reason: 'the action knows no objects',
  },
  {
    mutation:
      /^awaiting: .*AssumeItself: (?:a condition|a negative condition|statement dropped|effect turned)/,
    reason: 'in the first of two phases nobody may assume the role',
  },
  {
    mutation: /trust (?!VendorSession)\w+: an identity provider added$/,
    reason: "with a provider's token other actions are asked than those of the statement",
  },
  {
    mutation:
      /(?:bucket \w+|access point \w+): a value added to aws:PrincipalArn$|(?:^(?!pointed)\w+: bucket \w+|access point \w+): aws:PrincipalArn dropped$/,
    reason: "the account's own policies decide about its other roles",
  },
  {
    mutation:
      /(?:^(?!pointed)\w+: bucket \w+(?:Objects\d|ListPrefixes|BucketLocation)|access point \w+): everybody$/,
    reason: "the other of bucket and access point leaves the right to the target's own policy",
  },
  {
    mutation: /EncryptionKey: all objects below arn:aws:kms:/,
    reason: 'there are no keys of such names',
  },
  {
    mutation:
      /s3-handshake-access (?:Objects\d|OwnerAcl): (?:slash dropped from )?arn:aws:s3:us-east-1:\S+(?: one level up)?$/,
    reason: 'through an access point the right on the bucket is needed too',
  },
  {
    mutation: /s3-handshake-access (?:ListPrefixes|BucketLocation): star after arn:aws:s3:us-east-1:/,
    reason: 'through another access point on the bucket the role may do no more than by its name',
  },
  {
    mutation: /trust Self: (?:an action added|sts:\* added|everybody)$/,
    reason: "the role's own policy, which is needed too, allows it to assume itself and no more",
  },
  {
    mutation: /^resumed: .*SessionsFromBefore: \* misspelt$/,
    reason: 'the role is allowed actions of S3 alone',
  },
  {
    mutation: /trust (?:Suspended|FirstPhase): (?!statement dropped|effect turned|Principal turned)/,
    reason: 'it denies, and there is nobody whom the policy lets in',
  },
  {
    mutation:
      /OtherOwner: (?:s3:\* added|an action added|all objects below|another bucket added|everything|star after|slash dropped|.* one level up)/,
    reason: 'it denies every action on the bucket already, and nothing is allowed on another one',
  },
  {
    mutation: /OtherOwner: s3:ResourceAccount: \d+ in other case$/,
    reason: 'digits have no case',
  },
  {
    mutation: /OtherOwner: a value added to s3:ResourceAccount$/,
    reason: 'the value is no account',
  },
  {
    mutation: /s3-handshake-\S+ (?:Suspended|SessionsFromBefore): an action added$/,
    reason: 'the action was * already',
  },
  {
    mutation: /trust (?:Suspended|FirstPhase): (?:wildcard after .*|an action added|sts:\* added)$/,
    reason: 'nothing in the policy allows what is denied besides',
  },
];

/** Why the mutation of this name changes nothing; undefined where it does change something. */
export function equivalenceOf(name: string): string | undefined {
  return EQUIVALENCES.find(({ mutation }) => mutation.test(name))?.reason;
}
