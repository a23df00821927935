/** What a request needs beside its own permission: the key's, where the bucket encrypts by one, and TagSession for tags. */
import { accountInArn } from '../arn';
import type { Judgement } from '../decide';
import type { Decision } from '../decision';
import { accountOf, arnOf } from '../principal';
import type { Truth } from '../truth';
import { ABSENT, type Case, isThere } from './case';
import { bucketArnOf, partitionOf, type World } from './world';

/** `keys`: on which it hangs whether the step is needed, where that is unknown. */
interface Step {
  readonly needed: Truth;
  readonly keys: readonly string[];
  readonly step: Case | Judgement;
}

/**
 * The rights on the key that S3 asks for with its caller's own. What is asked of a key through a put of several parts is
 * asked of its first part here.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
const ON_KEY: Readonly<Record<string, string>> = {
  's3:getobject': 'kms:Decrypt',
  's3:getobjectversion': 'kms:Decrypt',
  's3:putobject': 'kms:GenerateDataKey',
};
const SSE = 's3:x-amz-server-side-encryption';
const ENCRYPTION_CONTEXT_KEYS = ['aws:s3:arn'];
const TAG_KEYS = 'aws:tagkeys';

/** `action` in lower case. */
export function keyActionOf(action: string): string | undefined {
  return ON_KEY[action];
}

export function furtherSteps(world: World, asked: Case): readonly Step[] {
  const action = asked.action.toLowerCase();
  if (action === 'sts:assumerole') return tagging(asked);
  const onKey = ON_KEY[action];
  return onKey === undefined ? [] : encryption(world, asked, onKey);
}

/** `aws:ViaAWSService` and what KMS adds itself; S3's own keys are not there. */
function encryption(world: World, asked: Case, action: string): readonly Step[] {
  const arn = world.bucket?.defaultKey?.arn;
  const bucketArn = bucketArnOf(world);
  if (arn === undefined || bucketArn === undefined) return [];
  if (!asked.resource.arn.startsWith(`${bucketArn}/`)) return [];
  const { principal } = asked;
  const needed = action === 'kms:Decrypt' ? 'yes' : byDefaultKey(asked);
  const account = accountOf(principal);
  if (account === undefined && principal.kind !== 'service')
    return [{ needed, keys: [SSE], step: withoutAccount(asked, action, arn) }];
  const encrypted = world.bucket?.defaultKey?.bucketKey ? bucketArn : asked.resource.arn;
  const context: Record<string, string | readonly string[]> = {};
  for (const key in asked.context)
    context[key] = key.startsWith('s3:') ? ABSENT : (asked.context[key] ?? ABSENT);
  context['s3:resourceaccount'] = ABSENT;
  context['aws:viaawsservice'] = 'true';
  context['kms:viaservice'] =
    `s3.${world.region}.amazonaws.com${partitionOf(world) === 'aws-cn' ? '.cn' : ''}`;
  context['kms:calleraccount'] = account ?? ABSENT;
  context['kms:encryptioncontext:aws:s3:arn'] = encrypted;
  context['kms:encryptioncontextkeys'] = ENCRYPTION_CONTEXT_KEYS;
  const { way: _direct, ...rest } = asked;
  const resource = { arn, account: accountInArn(arn) || world.account };
  return [{ needed, keys: [SSE], step: { ...rest, action, resource, context } }];
}

/** A put may ask for S3's own keys instead. */
function byDefaultKey({ context, complete }: Case): Truth {
  const asked = context[SSE];
  if (asked === undefined) return complete ? 'yes' : 'unknown';
  return asked === 'AES256' ? 'no' : 'yes';
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required */
function tagging(asked: Case): readonly Step[] {
  const { context, complete } = asked;
  const hasTags =
    isThere(context[TAG_KEYS]) ||
    Object.entries(context).some(([key, value]) => key.startsWith('aws:requesttag/') && isThere(value));
  const step = { ...asked, action: 'sts:TagSession' };
  if (hasTags) return [{ needed: 'yes', keys: [TAG_KEYS], step }];
  const hasNone = complete || context[TAG_KEYS] !== undefined;
  return [{ needed: hasNone ? 'no' : 'unknown', keys: [TAG_KEYS], step }];
}

function withoutAccount({ principal }: Case, action: string, arn: string): Judgement {
  return {
    outcome: 'denied',
    decision: () => ({
      outcome: 'denied',
      reason: {
        kind: 'service-rule',
        rule: 'KMS takes signed requests only',
        source: 'https://docs.aws.amazon.com/kms/latest/developerguide/control-access.html',
      },
      request: { principal: arnOf(principal), action, resource: arn },
    }),
  };
}

/** A denial beats a doubt, and a doubt a permission. */
export function withStep(
  main: Judgement,
  needed: Truth,
  keys: readonly string[],
  ask: () => Judgement,
): Judgement {
  if (main.outcome === 'denied' || needed === 'no') return main;
  const step = ask();
  if (step.outcome === 'allowed') return main.outcome === 'allowed' ? bothAllow(main, step) : main;
  if (needed === 'yes') return step.outcome === 'undecided' && main.outcome === 'undecided' ? main : step;
  if (main.outcome === 'undecided') return main;
  return { outcome: 'undecided', decision: () => perhaps(step.decision(), keys), unknownKeys: () => keys };
}

/** Where it is not known whether the step is needed. */
function perhaps(step: Decision, keys: readonly string[]): Decision {
  if (step.outcome === 'allowed') return step;
  const { outcome, reason, request } = step;
  const hangsOn =
    outcome === 'undecided' ? { statements: reason.statements } : { statements: [], beside: request };
  return {
    outcome: 'undecided',
    reason: { kind: 'unknown', ...hangsOn, ownership: false, unknownKeys: keys },
    request,
  };
}

function bothAllow(one: Judgement, other: Judgement): Judgement {
  return {
    outcome: 'allowed',
    decision: () => {
      const [first, second] = [one.decision(), other.decision()];
      if (first.outcome !== 'allowed' || first.reason.kind !== 'statements') return second;
      if (second.outcome !== 'allowed' || second.reason.kind !== 'statements') return first;
      const statements = [...first.reason.statements, ...second.reason.statements];
      return { outcome: 'allowed', reason: { kind: 'statements', statements } };
    },
  };
}
