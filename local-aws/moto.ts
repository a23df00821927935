/**
 * moto, the store behind the gate: it keeps buckets, objects, roles and keys, and is asked nothing about permissions.
 * Whoever reached it would go past the gate, so it has no port: it listens on a socket in a folder that only the user
 * who started it can enter, and no page in a browser can name.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, encode, type Headers } from './message';
import { MOTO_SERVER_VARIABLE, motoProgram, pythonOfMoto } from './moto-program';

export interface Moto {
  send(request: MotoRequest): Promise<Answer>;
  /** Resolves with moto's last words when its process has ended, by `stop` or by itself. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface MotoRequest {
  /** moto's name for the service, which is the one in a signature's scope. */
  readonly service: string;
  readonly region: string;
  /** Whose resources: moto keeps each account apart. */
  readonly account: string;
  readonly method: string;
  /** Percent-encoded. */
  readonly path: string;
  readonly rawQuery?: string;
  readonly headers?: Headers;
  readonly body?: Buffer | string;
}

/**
 * Runs moto until the pipe on its standard input closes. The kernel closes it with its writer, however that
 * dies, SIGKILL included, so nothing depends on a signal handler of ours. The shell is all that this needs of the
 * machine: `read` is its own.
 */
const UNTIL_PIPE_CLOSES = `
exec 3<&0
"$@" </dev/null 3<&- & server=$!
{ while read -r line <&3; do :; done; kill -9 $server 2>/dev/null; rm -rf "$SOCKET_FOLDER"; } &
wait $server`;

/** It answers within seconds; on a machine that is busy with something else it may take a minute. */
const START_SECONDS = 300;
const LAST_WORDS = 4_000;
/** With which moto_behind_gate.py ends where the folder cannot be used. */
const STATE_CANNOT_BE_USED = 3;

/** `stateFolder`: where it keeps what it holds, between one start and the next. */
export async function startMoto(stateFolder?: string): Promise<Moto> {
  const python = pythonOfMoto();
  const memory = stateFolder === undefined ? [] : ['--state', stateFolder];
  // `mkdtemp` makes it for the user alone. A socket's path has some hundred characters at most.
  const folder = mkdtempSync(join(tmpdir(), 's3h-'));
  const socketPath = join(folder, 'moto');
  const child = spawn(
    '/bin/sh',
    ['-c', UNTIL_PIPE_CLOSES, 'sh', python, motoProgram(), ...memory, '-H', `unix://${socketPath}`],
    {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...motoEnvironment(), SOCKET_FOLDER: folder },
      // A group of its own: Ctrl-C in a terminal must not take the store from whoever cleans up after it.
      detached: true,
    },
  );
  let words = '';
  const ended = new Promise<string>((done) => {
    const end = (last: string) => {
      rmSync(folder, { recursive: true, force: true });
      done(last);
    };
    child.once('close', () => end(words.trim()));
    child.once('error', (error) => end(error.message));
  });
  child.once('exit', () => child.stdin.end());
  child.stdin.on('error', () => {});

  await new Promise<void>((listening, failed) => {
    const fail = (reason: string) => failed(new Error(`moto did not start by ${python}: ${reason}`));
    const timer = setTimeout(() => {
      child.stdin.end();
      fail(`no answer after ${START_SECONDS} s`);
    }, START_SECONDS * 1000);
    ended.then((reason) => {
      clearTimeout(timer);
      if (child.exitCode === STATE_CANNOT_BE_USED) return failed(new Error(reason.split('\n').at(-1)));
      fail(
        `${reason}\ns3-handshake doctor --fix installs it (npm run setup in a clone); ${MOTO_SERVER_VARIABLE} names another one`,
      );
    });
    child.stderr.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-LAST_WORDS);
      if (!words.includes(`Running on unix://${socketPath}`)) return;
      clearTimeout(timer);
      listening();
    });
  });

  // As many as clients of a busy test, so that the next request lies there when moto has answered one.
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  return {
    send: (message) => send(socketPath, agent, message),
    ended,
    async stop() {
      child.stdin.end();
      await ended;
      agent.destroy();
    },
  };
}

const CONNECTIONS = 16;

/** Without the caller's own AWS settings, which moto would take for its own. */
function motoEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS|MOTO|S3)_/.test(name));
  return {
    ...Object.fromEntries(own),
    INITIAL_NO_AUTH_ACTION_COUNT: 'inf',
    // The gate lets no page in a browser read an answer, so moto need not say for each that all may.
    MOTO_DISABLE_GLOBAL_CORS: 'true',
    S3_IGNORE_SUBDOMAIN_BUCKETNAME: 'true',
    MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** What the gate has settled itself, or what holds for one connection only. */
const NOT_FORWARDED = new Set([
  'authorization',
  'connection',
  'content-length',
  'expect',
  'host',
  // moto lets every page in a browser read its answers.
  'origin',
  'proxy-connection',
  'transfer-encoding',
  'x-amz-content-sha256',
  'x-amz-decoded-content-length',
  'x-amz-security-token',
  'x-amz-trailer',
]);

function send(socketPath: string, agent: Agent, message: MotoRequest): Promise<Answer> {
  const { service, region, account, method, path, rawQuery = '', headers = {}, body = '' } = message;
  const own = Object.entries(headers).filter(([name]) => !NOT_FORWARDED.has(name));
  return new Promise((resolved, rejected) => {
    const outgoing = request(
      {
        socketPath,
        agent,
        method,
        path: rawQuery === '' ? path : `${path}?${rawQuery}`,
        headers: {
          ...Object.fromEntries(own),
          host: '127.0.0.1',
          // moto reads the service and the region from the scope, and does not look at the signature.
          authorization: `AWS4-HMAC-SHA256 Credential=AKIABEHINDTHEGATE000/20000101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
          'x-moto-account-id': account,
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', rejected);
        response.on('end', () => {
          resolved({
            status: response.statusCode ?? 500,
            headers: plainHeaders(response.headers),
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    outgoing.on('error', rejected);
    outgoing.end(body);
  });
}

function plainHeaders(headers: NodeJS.Dict<string | string[]>): Headers {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('access-control-')
        ? []
        : [[name, Array.isArray(value) ? value.join(', ') : (value ?? '')]],
    ),
  );
}

/** The path of a bucket, or of an object in it, as moto wants it: bucket first, every byte of the key encoded. */
export function s3Path(bucket: string, key = ''): string {
  return `/${bucket}${key === '' ? '' : `/${key.split('/').map(encode).join('/')}`}`;
}
