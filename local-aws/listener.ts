/** The ports on which the embedded AWS listens. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { answerConsole } from './console';
import { answerRequest } from './gate';
import { readRequest, writeAnswer } from './message';
import type { RequestLog } from './request-log';
import { requestIdOf, showing } from './shown-request';
import type { World } from './world';

export interface Listening {
  /** 0 for a free one. */
  readonly port: number;
  /** Whether what comes in here counts as sent over TLS. */
  readonly secureTransport: boolean;
  /** How long every answer is held back. */
  readonly latencyMs: number;
  readonly log: RequestLog | undefined;
}

export interface Listener {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/** Node closes idle connections after 5 s; clients that pool them would run into the closing. */
const KEEP_ALIVE_MS = 120_000;

export async function listen(
  world: World,
  { port, secureTransport, latencyMs, log }: Listening,
): Promise<Listener> {
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const incoming = await readRequest(request, secureTransport);
    const shown = await answerConsole(world, incoming);
    if (shown) return writeAnswer(response, incoming.method, shown, world.now());
    const began = performance.now();
    if (latencyMs > 0) await wait(latencyMs);
    const outcome = await answerRequest(world, incoming);
    world.recent.note(requestIdOf(outcome), showing(world, world.now(), incoming, outcome));
    await log?.write(world, incoming, outcome, performance.now() - began);
    writeAnswer(response, incoming.method, outcome.answer, world.now());
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: Error) => {
      // A client that went away in the middle of its request needs no answer; anything else is a defect of ours.
      if (!request.destroyed || request.complete) process.stderr.write(`embedded AWS: ${error.stack}\n`);
      response.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = 0;
  // As a proxy it takes plain requests only: no tunnel, so no stray call gets out to the real AWS.
  server.on('connect', (_request, socket) =>
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'),
  );
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  const { port: actual } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${actual}`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
}
