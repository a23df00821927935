/** IAM's requests: moto does them, and what they change is learned. */
import type { Caller } from './credentials';
import { uniqueId } from './iam-state';
import type { Answer, Incoming, Query } from './message';
import { Refusal } from './refusal';
import type { World } from './world';
import { find, parseXml, textOf } from './xml';

export async function answerIam(
  world: World,
  caller: Caller,
  incoming: Incoming,
  form: Query,
): Promise<Answer> {
  const action = form.get('Action') ?? '';
  if (caller.kind === 'anonymous')
    throw new Refusal(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
  const { account } = caller;
  const answered = await world.moto.send({
    service: 'iam',
    region: 'us-east-1',
    account,
    method: 'POST',
    path: '/',
    headers: incoming.headers,
    body: Buffer.from(new URLSearchParams([...aboutOneself(caller, form)]).toString()),
  });
  const body = answered.body.toString().replace(MOTO_ID, (_, kind: keyof typeof ID_PREFIXES, id: string) => {
    return `<${kind}>${uniqueId(id, ID_PREFIXES[kind])}</${kind}>`;
  });
  if (answered.status < 300 && !/^(?:Get|List|Simulate|Generate)/.test(action)) {
    learnKey(world, account, action, form, body);
    await world.iam.changed(account);
  }
  return { ...answered, body: Buffer.from(body) };
}

/** AWS takes the caller where these name no user. moto cannot know who that is. */
function aboutOneself(caller: Caller, form: Query): Query {
  const action = form.get('Action') ?? '';
  const own = /^(?:Create|Delete|Update|List)AccessKeys?$|^GetUser$|^ChangePassword$/.test(action);
  if (!own || form.has('UserName') || caller.kind !== 'user') return form;
  return new Map([...form, ['UserName', caller.name]]);
}

const ID_PREFIXES = { UserId: 'AIDA', GroupId: 'AGPA' } as const;
const MOTO_ID = /<(UserId|GroupId)>([a-z0-9]{16,})<\/\1>/g;

function learnKey({ credentials }: World, account: string, action: string, form: Query, body: string): void {
  const accessKeyId = form.get('AccessKeyId') ?? '';
  switch (action) {
    case 'CreateAccessKey': {
      const made = find(parseXml(body), 'CreateAccessKeyResult', 'AccessKey');
      credentials.learn({
        accessKeyId: textOf(made, 'AccessKeyId') ?? '',
        secretAccessKey: textOf(made, 'SecretAccessKey') ?? '',
        caller: { kind: 'user', account, name: textOf(made, 'UserName') ?? '' },
      });
      return;
    }
    case 'UpdateAccessKey':
      credentials.setActive(accessKeyId, form.get('Status') === 'Active');
      return;
    case 'DeleteAccessKey':
      credentials.forget(accessKeyId);
      return;
  }
}
