/** KMS's requests: judged by the key's policy and the caller's, done by moto. */
import type { SignedCall } from './call';
import { accessDenied } from './denial';
import { requestTags } from './global-keys';
import type { KmsKey } from './kms-key';
import { findKey, KMS_KEYS, permissionOnKey } from './kms-keys';
import { checkKnown, KMS_OPERATIONS } from './known-operations';
import type { Answer } from './message';
import { demand, judge, type Permission } from './permission';
import { checkKeyPolicy } from './policy-checks';
import { withArns } from './principal-names';
import { Refusal } from './refusal';

interface KmsInput {
  readonly KeyId?: string;
  readonly TargetKeyId?: string;
  readonly AliasName?: string;
  readonly SourceKeyId?: string;
  readonly DestinationKeyId?: string;
  readonly CiphertextBlob?: string;
  readonly EncryptionContext?: Readonly<Record<string, string>>;
  readonly Policy?: string;
  readonly BypassPolicyLockoutSafetyCheck?: boolean;
  readonly Tags?: readonly { readonly TagKey: string; readonly TagValue: string }[];
}

export async function answerKms(call: SignedCall): Promise<Answer> {
  const { world, address, incoming, caller } = call;
  const operation = /^TrentService\.(\w+)$/.exec(incoming.headers['x-amz-target'] ?? '')?.[1];
  if (operation === undefined) throw accessDenied();
  call.notes.operation = operation;
  checkKnown(KMS_OPERATIONS, 'KMS', operation);
  const input = JSON.parse(incoming.body.toString() || '{}') as KmsInput;
  const keys = await keysOf(call, operation, input);
  await demand(call, ...permissions(call, operation, input, keys));
  if (input.Policy !== undefined) await checkPolicy(call, operation, input, input.Policy, keys[0]);
  const account = keys[0]?.account ?? caller.account;
  const written =
    input.Policy === undefined ? input : { ...input, Policy: await withArns(world, input.Policy) };
  const answered = await world.moto.send({
    service: 'kms',
    region: keys[0]?.region ?? address.region,
    account,
    method: 'POST',
    path: '/',
    headers: incoming.headers,
    body: JSON.stringify(withPlainKeyId(written)),
  });
  if (!/^(?:Get|List|Describe|Encrypt|Decrypt|Generate)/.test(operation)) world.kmsKeys.clear();
  return answered;
}

/** Some operations of moto do not know their keys by ARN. */
function withPlainKeyId(input: KmsInput): KmsInput {
  const id = /^arn:aws:kms:[^:]*:\d{12}:key\/(?<id>.+)$/.exec(input.KeyId ?? '')?.groups?.id;
  return id === undefined ? input : { ...input, KeyId: id };
}

/** The keys that the input names, by whatever name. */
async function keysOf(call: SignedCall, operation: string, input: KmsInput): Promise<KmsKey[]> {
  const { world, caller, address } = call;
  const { account } = caller;
  const ofAlias = /^(?:Delete|Update)Alias$/.test(operation) ? input.AliasName : undefined;
  const names = [input.KeyId ?? input.TargetKeyId ?? ofAlias ?? keyInside(input), input.DestinationKeyId];
  const found: KmsKey[] = [];
  for (const name of names) {
    if (name === undefined) continue;
    const key = await findKey(world, account, address.region, name);
    if (!key) throw new Refusal(400, 'NotFoundException', `Key '${name}' does not exist`);
    found.push(key);
  }
  return found;
}

const KEY_ID_BYTES = 36;

/** moto writes the key's id in front of what it encrypts, so that Decrypt need not name it. */
function keyInside({ SourceKeyId, CiphertextBlob }: KmsInput): string | undefined {
  if (SourceKeyId !== undefined) return SourceKeyId;
  if (CiphertextBlob === undefined) return undefined;
  return Buffer.from(CiphertextBlob, 'base64').subarray(0, KEY_ID_BYTES).toString('latin1');
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html */
function permissions(
  call: SignedCall,
  operation: string,
  input: KmsInput,
  keys: readonly KmsKey[],
): Permission[] {
  const { caller, address } = call;
  const { account } = caller;
  const encryption = Object.entries(input.EncryptionContext ?? {});
  const context = {
    ...Object.fromEntries(encryption.map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
    ...(encryption.length > 0 ? { 'kms:EncryptionContextKeys': encryption.map(([name]) => name) } : {}),
    ...requestTags(Object.fromEntries((input.Tags ?? []).map(({ TagKey, TagValue }) => [TagKey, TagValue]))),
  };
  const onAlias = (name: string): Permission => ({
    action: `kms:${operation}`,
    arn: `arn:aws:kms:${address.region}:${account}:${name}`,
    account,
    keys: context,
    knownKeys: KMS_KEYS,
  });
  if (operation === 'ReEncrypt') {
    const actions = ['kms:ReEncryptFrom', 'kms:ReEncryptTo'];
    return keys.map((key, index) => permissionOnKey(caller, key, actions[index] ?? '', context));
  }
  const onKeys = keys.map((key) => permissionOnKey(caller, key, `kms:${operation}`, context));
  if (input.AliasName !== undefined) return [onAlias(input.AliasName), ...onKeys];
  if (onKeys.length > 0) return onKeys;
  return [{ action: `kms:${operation}`, arn: '*', account, keys: context, knownKeys: KMS_KEYS }];
}

/** Nobody shuts himself out, unless he says that he means to. */
async function checkPolicy(
  call: SignedCall,
  operation: string,
  input: KmsInput,
  policy: string,
  key: KmsKey | undefined,
): Promise<void> {
  const { world, caller, address } = call;
  const account = key?.account ?? caller.account;
  await checkKeyPolicy(world, policy, account);
  if (input.BypassPolicyLockoutSafetyCheck || !/^(?:CreateKey|PutKeyPolicy)$/.test(operation)) return;
  const arn = key?.arn ?? `arn:aws:kms:${address.region}:${account}:key/new`;
  const future = { arn, account, region: address.region, state: 'Enabled', policy };
  const { outcome } = await judge(call, permissionOnKey(caller, future, 'kms:PutKeyPolicy', {}));
  if (outcome === 'allowed') return;
  const message = 'The new key policy will not allow you to update the key policy in the future.';
  throw new Refusal(400, 'MalformedPolicyDocumentException', message);
}
