import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { s3Client } from '../../aws/clients';

const BUCKETS = 20;
/** Milliseconds, more than a client leaves its connections idle. */
const PATIENCE = 20_000;
const credentials = { accessKeyId: 'nobody', secretAccessKey: 'nothing' };

test('connections to many buckets, each a host of its own, do not pile up', async () => {
  let most = 0;
  let open = 0;
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-length': '0' }).end(),
  );
  server.keepAliveTimeout = 10 * PATIENCE;
  server.on('connection', (socket) => {
    open += 1;
    most = Math.max(most, open);
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
    expect(most).toBe(BUCKETS);
    for (const began = Date.now(); open > 0 && Date.now() - began < PATIENCE; ) await wait(100);
    expect(open).toBe(0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}, 60_000);
