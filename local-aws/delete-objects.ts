/**
 * DeleteObjects, which is judged key by key: what is denied is an error in the answer, and the rest is deleted.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
import type { Call } from './call';
import { denialOf } from './denial';
import { type Answer, answer } from './message';
import { judge, type Permission } from './permission';
import { refusePublicAccess } from './public-access';
import { malformedXml, Refusal } from './refusal';
import { s3Context } from './s3-context';
import { forwardS3 } from './s3-forward';
import { actionsWithBypass, type Place, permissionOn } from './s3-permissions';
import { noSuchBucket, type S3Target } from './s3-target';
import { childrenOf, type Element, parseXml, renderXml, textOf, type XmlValue } from './xml';

const LIMIT = 1000;
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

export async function deleteObjects(call: Call, target: S3Target): Promise<Answer> {
  const { bucket, container = '', accessPoint } = target;
  if (!bucket) throw noSuchBucket(container);
  const request = parseXml(call.incoming.body.toString());
  const objects = childrenOf(request, 'Object');
  if (objects.length === 0 || objects.length > LIMIT || !objects.every((one) => textOf(one, 'Key'))) {
    throw malformedXml();
  }
  const judged = await Promise.all(
    objects.map(async (object) => ({
      object,
      refusal: await refusalOf(call, { bucket, accessPoint }, object),
    })),
  );
  const allowed = judged.filter(({ refusal }) => refusal === undefined).map(({ object }) => object);
  const refused = judged.flatMap(({ object, refusal }): XmlValue[] => {
    if (!refusal) return [];
    const { Key, VersionId } = nameOf(object);
    return [{ Key, VersionId, Code: refusal.code, Message: refusal.message }];
  });
  const done = allowed.length === 0 ? undefined : await passOn(call, target, allowed);
  if (done && done.status >= 300) return done;
  const result = done && parseXml(done.body.toString());
  const isQuiet = textOf(request, 'Quiet')?.toLowerCase() === 'true';
  const body = renderXml(
    'DeleteResult',
    {
      Deleted: isQuiet ? [] : childrenOf(result, 'Deleted').map(contentOf),
      Error: [...childrenOf(result, 'Error').map(contentOf), ...refused],
    },
    NAMESPACE,
  );
  return answer(200, body, { 'content-type': 'application/xml' });
}

async function refusalOf(call: Call, place: Place, object: Element): Promise<Refusal | undefined> {
  const { Key, VersionId } = nameOf(object);
  const action = VersionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion';
  const keys = {
    ...s3Context(call, 'DeleteObjects'),
    ...(VersionId === undefined ? {} : { 's3:VersionId': VersionId }),
  };
  const permissions: Permission[] = [action, ...actionsWithBypass(call.incoming.headers)].map((needed) =>
    permissionOn(place, needed, Key, keys),
  );
  try {
    refusePublicAccess(call, place);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  for (const permission of permissions) {
    const decision = await judge(call, permission);
    if (decision.outcome !== 'allowed') return denialOf(decision, call, permission.account);
  }
  return undefined;
}

function nameOf(object: Element): { Key: string; VersionId: string | undefined } {
  return { Key: textOf(object, 'Key') ?? '', VersionId: textOf(object, 'VersionId') || undefined };
}

function passOn(call: Call, target: S3Target, objects: readonly Element[]): Promise<Answer> {
  const body = renderXml('Delete', { Object: objects.map(contentOf) }, NAMESPACE);
  return forwardS3(call, target, {}, body);
}

function contentOf({ text, children }: Element): XmlValue {
  if (children.length === 0) return text;
  return Object.fromEntries(children.map((child): [string, XmlValue] => [child.name, contentOf(child)]));
}
