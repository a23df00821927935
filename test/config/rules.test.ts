import table from './rules.json';
import { VALUE_RULES } from './value-rules';

const cases = (Object.keys(VALUE_RULES) as (keyof typeof table)[]).flatMap((name) => [
  ...table[name].good.map((value) => ({ name, value, part: undefined })),
  ...table[name].bad.map(([value = '', part = '']) => ({ name, value, part })),
]);

test.each(cases)('$name: $value', ({ name, value, part }) => {
  const message = VALUE_RULES[name](value);
  if (part === undefined) expect(message).toBeUndefined();
  else expect(message).toContain(part);
});
