/**
 * What the documents of a bucket's settings must hold, and may: S3 refuses what is not in its schema, moto keeps it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Types_Amazon_Simple_Storage_Service.html
 */
import { type Element, find, textOf } from './xml';

interface Shape {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  /** Of these at least one. */
  readonly oneOf?: readonly string[];
  /** By their path below the root, joined by slashes: what they may say where they are there. */
  readonly values?: Readonly<Record<string, RegExp>>;
}

/** By root element. */
const SHAPES: Readonly<Record<string, Shape>> = {
  AccelerateConfiguration: { optional: ['Status'], values: { Status: /^(?:Enabled|Suspended)$/ } },
  AnalyticsConfiguration: { required: ['Id', 'StorageClassAnalysis'], optional: ['Filter'] },
  BucketLoggingStatus: { optional: ['LoggingEnabled'] },
  CORSConfiguration: { required: ['CORSRule'] },
  IntelligentTieringConfiguration: {
    required: ['Id', 'Status', 'Tiering'],
    optional: ['Filter'],
    values: { Status: /^(?:Enabled|Disabled)$/ },
  },
  InventoryConfiguration: {
    required: ['Destination', 'Id', 'IncludedObjectVersions', 'IsEnabled', 'Schedule'],
    optional: ['Filter', 'OptionalFields'],
    values: {
      IncludedObjectVersions: /^(?:All|Current)$/,
      'Schedule/Frequency': /^(?:Daily|Weekly)$/,
    },
  },
  LifecycleConfiguration: { required: ['Rule'] },
  LoggingEnabled: {
    required: ['TargetBucket', 'TargetPrefix'],
    optional: ['TargetGrants', 'TargetObjectKeyFormat'],
  },
  MetricsConfiguration: { required: ['Id'], optional: ['Filter'] },
  NotificationConfiguration: {
    optional: [
      'CloudFunctionConfiguration',
      'EventBridgeConfiguration',
      'QueueConfiguration',
      'TopicConfiguration',
    ],
  },
  OwnershipControls: {
    required: ['Rule'],
    values: { 'Rule/ObjectOwnership': /^(?:BucketOwnerEnforced|BucketOwnerPreferred|ObjectWriter)$/ },
  },
  ReplicationConfiguration: { required: ['Role', 'Rule'] },
  RequestPaymentConfiguration: { required: ['Payer'], values: { Payer: /^(?:BucketOwner|Requester)$/ } },
  ServerSideEncryptionConfiguration: {
    required: ['Rule'],
    values: { 'Rule/ApplyServerSideEncryptionByDefault/SSEAlgorithm': /^(?:AES256|aws:kms|aws:kms:dsse)$/ },
  },
  WebsiteConfiguration: {
    optional: ['ErrorDocument', 'IndexDocument', 'RedirectAllRequestsTo', 'RoutingRules'],
    oneOf: ['IndexDocument', 'RedirectAllRequestsTo'],
  },
};

/** Whether the document is one that S3 takes, as far as its outer elements go. */
export function isOfShape(document: Element): boolean {
  const shape = SHAPES[document.name];
  if (!shape) return true;
  const { required = [], optional = [], oneOf, values = {} } = shape;
  const names = new Set(document.children.map(({ name }) => name));
  if (!required.every((name) => names.has(name))) return false;
  if (![...names].every((name) => required.includes(name) || optional.includes(name))) return false;
  if (oneOf && !oneOf.some((name) => names.has(name))) return false;
  const holds = Object.entries(values).every(([path, value]) => {
    const given = textOf(document, ...path.split('/'));
    return given === undefined || value.test(given);
  });
  const logging = find(document, 'LoggingEnabled');
  return holds && (logging === undefined || isOfShape(logging));
}
