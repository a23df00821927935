/** One line of JSON for every request: who asked for what, what came of it, and why. Without secrets. */
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { explain } from '../iam';
import { callerIdentity } from './caller-identity';
import type { Outcome } from './gate';
import { type Incoming, queryPairs } from './message';
import { requestIdOf } from './shown-request';
import type { World } from './world';

export interface RequestLog {
  write(world: World, incoming: Incoming, outcome: Outcome, milliseconds: number): Promise<void>;
  close(): void;
}

/** Appends to the file, which only the caller reads where it is new. Throws where it is a pipe: to open one may wait without end. */
export function openRequestLog(path: string): RequestLog {
  if (statSync(path, { throwIfNoEntry: false })?.isFIFO())
    throw new Error(`${path} is a pipe; name a file for the log`);
  const file = openSync(path, 'a', 0o600);
  return {
    async write(world, incoming, outcome, milliseconds) {
      const { answer, call, address, refusal } = outcome;
      const entry = {
        time: new Date(world.now()).toISOString(),
        caller: call && (await callerIdentity(world, call.caller)).Arn,
        service: address?.service,
        operation: call?.notes.operation,
        method: incoming.method,
        host: incoming.host,
        path: incoming.path,
        query: withoutSignature(incoming.rawQuery),
        tls: incoming.secureTransport,
        status: answer.status,
        code: refusal?.code,
        requestId: requestIdOf(outcome),
        milliseconds: Math.round(milliseconds * 10) / 10,
        decisions: call?.notes.judged.map(({ decision }) => explain(decision)),
      };
      writeSync(file, `${JSON.stringify(entry)}\n`);
    },
    close: () => closeSync(file),
  };
}

/** A presigned URL opens what it names, and its token the whole session. */
function withoutSignature(rawQuery: string): string {
  const pairs = queryPairs(rawQuery).filter(([name]) => !/^(?:X-Amz-|AWSAccessKeyId|Signature)/i.test(name));
  return pairs.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&');
}
