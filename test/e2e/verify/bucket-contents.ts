/** Everything that lies in a bucket, as its owner sees it: versions, delete markers, uploads that were begun. */
import { ListMultipartUploadsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { s3Client } from '../../../aws/clients';
import { rootOf } from '../../deployed-by-sdk';
import { ACCOUNT, REGION, type Scene } from './scene';

export async function contentsOf(Bucket: string, { localAws }: Scene): Promise<readonly string[]> {
  const client = s3Client({ region: REGION, localAws, credentials: rootOf(ACCOUNT) });
  const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
  return [
    ...Versions.map(({ Key }) => `version ${Key}`),
    ...DeleteMarkers.map(({ Key }) => `delete marker ${Key}`),
    ...Uploads.map(({ Key }) => `upload ${Key}`),
  ];
}
