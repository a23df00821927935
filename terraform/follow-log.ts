/** Reads a file line by line while a program writes it. */
import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** Milliseconds between two looks: what is shown of it need not be younger. */
const LOOK_EVERY = 250;

/** Calls `onLine` for each whole line; `end` takes what is there by then, its last line whole or not. */
export function followLog(path: string, onLine: (line: string) => void): { end(): void } {
  const file = openSync(path, 'r');
  const room = Buffer.alloc(64 * 1024);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const look = (): void => {
    for (;;) {
      const count = readSync(file, room, 0, room.length, null);
      if (count === 0) return;
      const lines = (rest + decoder.write(room.subarray(0, count))).split(/\r?\n/);
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    }
  };
  const timer = setInterval(look, LOOK_EVERY);
  return {
    end() {
      clearInterval(timer);
      look();
      closeSync(file);
      if (rest !== '') onLine(rest);
    },
  };
}
