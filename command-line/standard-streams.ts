/** What is read from and written to the process's own streams, and what comes of it where they do not take it. */
import { fsync } from 'node:fs';

type Output = NodeJS.WriteStream & { readonly fd: number };

export interface OutputStream {
  /** Dropped once nobody reads any more. */
  write(text: string): void;
  /** Resolves when the stream has taken all of it; of a file, when its disk has. Rejects otherwise. */
  deliver(text: string): Promise<void>;
  /** Why something was not taken though somebody may read it, as with a full disk; undefined where all was. */
  lost(): Error | undefined;
  /** Resolves when nothing is on its way any more. */
  end(): Promise<void>;
}

/**
 * `s3-handshake … | head` is no error, and no verdict either: once nobody reads, what is written is dropped, the command
 * goes on, and its exit code is what it would have been.
 */
export function outputTo(stream: Output): OutputStream {
  let isClosed = false;
  let lost: Error | undefined;
  const failed = (error: NodeJS.ErrnoException): void => {
    isClosed = true;
    if (error.code !== 'EPIPE') lost ??= error;
  };
  stream.on('error', failed);
  return {
    write(text) {
      if (isClosed) return;
      // A stream to a file throws what others emit.
      try {
        stream.write(text);
      } catch (error) {
        failed(error as Error);
      }
    },
    deliver: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error ? reject(error) : synced(stream.fd).then(resolve, reject)));
      }),
    lost: () => lost,
    end: () => new Promise((ended) => (isClosed ? ended() : stream.write('', () => ended()))),
  };
}

/** Of a pipe or a terminal, which keep nothing. */
const NOTHING_TO_SYNC: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EROFS']);

function synced(fd: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fsync(fd, (error) => (error && !NOTHING_TO_SYNC.has(String(error.code)) ? reject(error) : resolve()));
  });
}

export async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** https://no-color.org */
export function showsColours(isTerminal: boolean, { NO_COLOR = '', TERM }: NodeJS.ProcessEnv): boolean {
  return isTerminal && NO_COLOR === '' && TERM !== 'dumb';
}
