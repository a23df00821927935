/**
 * Settings of a bucket that are kept here as they were put. moto has no place for some of them, and loses a part of
 * others, such as `NewerNoncurrentVersions` or the switch for EventBridge. Those that it knows it checks first.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
import { randomUUID } from 'node:crypto';
import type { Bucket, BucketDocument } from './buckets';
import type { Call } from './call';
import { type Answer, answer } from './message';
import { malformedXml, Refusal } from './refusal';
import { childrenOf, type Element, parseXml, textOf, xmlOf } from './xml';

interface Setting {
  /** The document's root element. */
  readonly root: string;
  /** Whether moto knows it, and so is asked to check and to keep it too. */
  readonly isKnown: boolean;
  /** The root element of a listing, for settings of which a bucket has several by their ids. */
  readonly list?: string;
  /** What is answered where nothing is set; an error's code where it is one. */
  readonly unset: { readonly xml: string } | { readonly code: string };
  /** Children that get an id by which they are known, where they bring none: the id's own name. */
  readonly identified?: string;
  readonly header?: string;
}

/** By the end of its operations' names. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  AnalyticsConfiguration: {
    root: 'AnalyticsConfiguration',
    isKnown: false,
    list: 'ListBucketAnalyticsConfigurationResult',
    unset: { code: 'NoSuchConfiguration' },
  },
  IntelligentTieringConfiguration: {
    root: 'IntelligentTieringConfiguration',
    isKnown: false,
    list: 'ListBucketIntelligentTieringConfigurationsOutput',
    unset: { code: 'NoSuchConfiguration' },
  },
  InventoryConfiguration: {
    root: 'InventoryConfiguration',
    isKnown: false,
    list: 'ListInventoryConfigurationsResult',
    unset: { code: 'NoSuchConfiguration' },
  },
  LifecycleConfiguration: {
    root: 'LifecycleConfiguration',
    isKnown: true,
    unset: { code: 'NoSuchLifecycleConfiguration' },
    identified: 'ID',
    header: 'x-amz-transition-default-minimum-object-size',
  },
  Logging: { root: 'BucketLoggingStatus', isKnown: true, unset: { xml: '<BucketLoggingStatus/>' } },
  MetricsConfiguration: {
    root: 'MetricsConfiguration',
    isKnown: false,
    list: 'ListMetricsConfigurationsResult',
    unset: { code: 'NoSuchConfiguration' },
  },
  NotificationConfiguration: {
    root: 'NotificationConfiguration',
    isKnown: true,
    unset: { xml: '<NotificationConfiguration/>' },
    identified: 'Id',
  },
  Replication: {
    root: 'ReplicationConfiguration',
    isKnown: true,
    unset: { code: 'ReplicationConfigurationNotFoundError' },
    identified: 'ID',
  },
  RequestPayment: {
    root: 'RequestPaymentConfiguration',
    isKnown: false,
    unset: {
      xml: '<RequestPaymentConfiguration><Payer>BucketOwner</Payer></RequestPaymentConfiguration>',
    },
  },
};

interface Doing {
  readonly verb: string;
  readonly name: string;
  readonly setting: Setting;
}

function doingOf(operation: string): Doing | undefined {
  const { verb = '', name = '' } =
    /^(?<verb>Put|Get|Delete|List)Bucket(?<name>\w+)$/.exec(operation)?.groups ?? {};
  const own =
    verb === 'List' ? name.replace(/s$/, '') : name === 'Lifecycle' ? 'LifecycleConfiguration' : name;
  const setting = SETTINGS[own];
  return setting && { verb, name: own, setting };
}

/** Whether the gate answers the operation, with moto's help or without. */
export function isDocumentOperation(operation: string): boolean {
  return doingOf(operation) !== undefined;
}

/** `pass`: asks moto. Undefined for an operation that is about no such setting. */
export async function answerBucketDocument(
  { incoming }: Call,
  bucket: Bucket,
  operation: string,
  pass: () => Promise<Answer>,
): Promise<Answer | undefined> {
  const doing = doingOf(operation);
  if (!doing) return undefined;
  const { verb, name, setting } = doing;
  const id = incoming.query.get('id');
  const key = setting.list === undefined ? name : `${name} ${id}`;
  switch (verb) {
    case 'List':
      return listOf(bucket, name, setting);
    case 'Get':
      return xmlAnswer(bucket.documents.get(key) ?? unset(setting));
    case 'Delete': {
      if (setting.isKnown) await pass();
      if (!bucket.documents.delete(key) && setting.list !== undefined) unset(setting);
      return answer(204);
    }
    default: {
      const document = checked(incoming.body, setting, id);
      if (setting.isKnown) {
        const answered = await pass();
        if (answered.status >= 300) return answered;
      }
      const { header } = setting;
      const headers = header === undefined ? {} : { [header]: incoming.headers[header] ?? LARGE_OBJECTS };
      bucket.documents.set(key, { xml: xmlOf(withIds(document, setting)), headers });
      return answer(200, '', headers);
    }
  }
}

const LARGE_OBJECTS = 'all_storage_classes_128K';

function checked(body: Buffer, { root, list }: Setting, id: string | undefined): Element {
  const document = parseXml(body.toString());
  if (document?.name !== root) {
    throw malformedXml();
  }
  if (list !== undefined && textOf(document, 'Id') !== id)
    throw new Refusal(
      400,
      'InvalidConfigurationId',
      'Specified configuration id does not match the document.',
    );
  return document;
}

/** AWS gives an id to every rule that brings none. */
function withIds(document: Element, { identified }: Setting): Element {
  if (identified === undefined) return document;
  const children = document.children.map((child) => {
    const isRule = child.children.length > 0 && child.name !== 'Role';
    if (!isRule || childrenOf(child, identified).length > 0) return child;
    const id: Element = { name: identified, text: randomUUID(), children: [] };
    return { ...child, children: [id, ...child.children] };
  });
  return { ...document, children };
}

function unset({ unset: nothing }: Setting): BucketDocument {
  if ('xml' in nothing) return { xml: nothing.xml, headers: {} };
  throw new Refusal(404, nothing.code, 'The specified configuration does not exist.');
}

function listOf({ documents }: Bucket, name: string, { list = '' }: Setting): Answer {
  const all = [...documents].filter(([key]) => key.startsWith(`${name} `)).map(([, { xml }]) => xml);
  return xmlAnswer({
    xml: `<${list}><IsTruncated>false</IsTruncated>${all.join('')}</${list}>`,
    headers: {},
  });
}

function xmlAnswer({ xml, headers }: BucketDocument): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`;
  return answer(200, body, { 'content-type': 'application/xml', ...headers });
}

/**
 * Whether others than the owner must say that they pay.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html
 */
export function isRequesterPays({ documents }: Bucket): boolean {
  return documents.get('RequestPayment')?.xml.includes('<Payer>Requester</Payer>') ?? false;
}
