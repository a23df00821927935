/**
 * What S3 refuses of the tags of a bucket or an object.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html
 */
import { type Incoming, parseQuery, queryPairs } from './message';
import { malformedXml, Refusal } from './refusal';
import { childrenOf, type Element, find, parseXml, textOf } from './xml';

interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The tags below an element, as S3's documents have them. What is missing of one is empty. */
export function tagPairs(element: Element | undefined): readonly (readonly [key: string, value: string])[] {
  return childrenOf(element, 'Tag').map((tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? '']);
}

const OF_OBJECTS = { most: 10, tooMany: 'Object tags cannot be greater than 10' };
const OF_BUCKETS = { most: 50, tooMany: 'Bucket tag count cannot be greater than 50' };

/** Throws S3's refusal of the tags in a request's document. */
export function checkTagDocument(operation: string, { body }: Incoming): void {
  const root = operation === 'CreateBucket' ? 'Tags' : 'TagSet';
  if (operation !== 'CreateBucket' && !/^Put(?:Bucket|Object)Tagging$/.test(operation)) return;
  const tags = childrenOf(find(parseXml(body.toString()), root), 'Tag').map(tagOf);
  checkTags(tags, operation === 'PutObjectTagging' ? OF_OBJECTS : OF_BUCKETS);
}

/** Throws S3's refusal of the tags in the header of a new object. */
export function checkTagHeader(header: string): void {
  const tags = queryPairs(header).flatMap(([name, value]) =>
    [...parseQuery(`${name}=${value}`)].map(([key, plain]) => ({ key, value: plain })),
  );
  checkTags(tags, OF_OBJECTS);
}

function tagOf(tag: Element): Tag {
  const key = textOf(tag, 'Key');
  const value = textOf(tag, 'Value');
  if (key === undefined || value === undefined) throw malformedXml();
  return { key, value };
}

const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function checkTags(tags: readonly Tag[], { most, tooMany }: typeof OF_OBJECTS): void {
  if (tags.length > most) throw new Refusal(400, 'BadRequest', tooMany);
  if (new Set(tags.map(({ key }) => key)).size < tags.length)
    throw invalidTag('Cannot provide multiple Tags with the same key');
  for (const { key, value } of tags) {
    if (key.length < 1 || key.length > 128 || !CHARACTERS.test(key))
      throw invalidTag('The TagKey you have provided is invalid', key);
    if (/^aws:/i.test(key)) throw invalidTag('System tags cannot be added/updated by requester', key);
    if (value.length > 256 || !CHARACTERS.test(value))
      throw invalidTag('The TagValue you have provided is invalid', key);
  }
}

function invalidTag(message: string, TagKey?: string): Refusal {
  return new Refusal(400, 'InvalidTag', message, TagKey === undefined ? {} : { TagKey });
}
