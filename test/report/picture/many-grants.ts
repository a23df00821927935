/** A tenant of any number of grants, deployed and sabotaged: what differs stands between all kinds of nodes. */
import type { Picture, PictureEdge, PictureNode } from '../../../report/picture/picture';

export interface Many {
  /** Vendors' principals, access points and strangers, so many of each beside the first. */
  readonly shares?: number;
  /** What each prefix begins with. */
  readonly name?: string;
}

export function manyGrants(grants: number, { shares = 0, name = 'to-vendor/' }: Many = {}): Picture {
  const nodes: PictureNode[] = [];
  const edges: PictureEdge[] = [];
  const node = (kind: PictureNode['kind'], label: string): string => {
    const id = `${kind} ${label}`;
    if (nodes.every((one) => one.id !== id)) nodes.push({ id, kind, label, detail: label });
    return id;
  };
  const edge = (
    from: string,
    to: string,
    label: string,
    by: string,
    state: PictureEdge['state'] = 'expected',
  ): void => {
    edges.push({ from, to, label, statements: by === '' ? [] : by.split(', '), state });
  };
  const target = node('target', 's3-handshake-acme-prod');
  const bucket = node('bucket', 'acme-exchange');
  const key = node('key', '11111111-2222-3333-4444-555555555555');
  edge(target, bucket, 'location', 'BucketLocation of s3-handshake-access');
  edge(
    target,
    key,
    'Decrypt, GenerateDataKey',
    'EncryptionKey of s3-handshake-access, S3HandshakeTargetRole of key',
  );
  edge(target, key, 'GenerateDataKey', 'KeyState of key', 'less');
  for (let at = 0; at <= shares; at += 1) {
    const principal = node('principal', `99998888777${at} amperity-plugin`);
    const id = node('external-id', `0123456789012345678${at}`);
    const point = node('access-point', `acme-point-${at}`);
    const stranger = node('other', at === 0 ? 'everybody' : `44445555666${at} somebody`);
    edge(principal, id, 'AssumeRole', 'Vendor1 of trust');
    edge(id, target, 'StringEquals', 'Vendor1 of trust');
    edge(target, point, 'may use', '');
    edge(point, bucket, 'delegates', '');
    edge(stranger, target, 'AssumeRole, no external ID', 'Added of trust', 'more');
    edge(stranger, bucket, 's3:GetObjectVersion, list', 'Open of bucket', 'more');
    edge(stranger, key, 'Decrypt', 'Open of key', 'more');
  }
  for (let at = 0; at < grants; at += 1) {
    const prefix = node('prefix', `${name}${at}/`);
    edge(
      bucket,
      prefix,
      'get, put, list, delete',
      `Objects${at} of s3-handshake-access, ListPrefixes of s3-handshake-access`,
    );
    if (at % 3 === 1) edge(bucket, prefix, 'get', '', 'less');
    if (at % 4 === 3) edge(bucket, prefix, 's3:PutObjectTagging, s3:PutObjectAcl', 'Open of bucket', 'more');
  }
  const strangers = node('other', 'another-bucket/*');
  edge(target, strangers, 'get', 'Added of s3-handshake-access', 'more');
  return { tenant: 'acme-prod', says: 'access as it is deployed, differences in red', nodes, edges };
}
