/** An AWS that takes requests and never answers. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HungAws {
  readonly url: string;
  /** Requests that came since {@link onRequest}. */
  requests(): number;
  /** Called with each request that comes. */
  onRequest(act: () => void): void;
  close(): Promise<void>;
}

/** `answer`: none comes. `body`: it begins, and never ends. */
export async function hungServer(hang: 'answer' | 'body'): Promise<HungAws> {
  let requests = 0;
  let act: () => void = () => undefined;
  const server = createServer((_request, response) => {
    requests += 1;
    if (hang === 'body') response.writeHead(200, { 'content-length': '1000' }).write('<');
    act();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    onRequest(next) {
      requests = 0;
      act = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
