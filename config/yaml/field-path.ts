/** The way to a field of a file, as data and as the user reads it: `grants[1].prefix`. */

export type FieldPath = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;

export function formatPath(path: FieldPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!PLAIN_KEY.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

const STEP = /\[(?<index>\d+)\]|\[(?<quoted>"(?:[^"\\]|\\.)*")\]|\.?(?<key>[A-Za-z_][\w-]*)/y;

/** The reverse of {@link formatPath}; stops at what it cannot read. */
export function parsePath(text: string): FieldPath {
  const path: (string | number)[] = [];
  const step = new RegExp(STEP);
  for (let found = step.exec(text); found !== null; found = step.exec(text)) {
    const { index, quoted, key } = found.groups ?? {};
    if (index !== undefined) path.push(Number(index));
    else if (quoted !== undefined) path.push(String(JSON.parse(quoted)));
    else if (key !== undefined) path.push(key);
  }
  return path;
}
