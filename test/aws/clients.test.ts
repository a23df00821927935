import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { s3Client } from '../../aws/clients';
import { until } from '../until';

const BUCKETS = 20;
const credentials = { accessKeyId: 'nobody', secretAccessKey: 'nothing' };

test('connections to many buckets, each a host of its own, do not pile up', async () => {
  let made = 0;
  let open = 0;
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-length': '0' }).end(),
  );
  // The client alone is to close what is idle.
  server.keepAliveTimeout = 0;
  server.on('connection', (socket) => {
    open += 1;
    made += 1;
    socket.on('close', () => {
      open -= 1;
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  try {
    const url = `http://127.0.0.1:${port}`;
    const s3 = s3Client({ region: 'us-east-1', credentials, localAws: { url } });
    for (let at = 0; at < BUCKETS; at += 1) await s3.send(new HeadBucketCommand({ Bucket: `acme-${at}` }));
    // So many, also where a slow machine has closed the first before the last is opened.
    expect(made).toBe(BUCKETS);
    await until(() => open === 0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
