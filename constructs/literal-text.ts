/**
 * Text on its way into Terraform. Every string of a configuration is a template there: `${…}` is evaluated, with the
 * deployer's files and environment, and `%{…}` decides what is left of the text around it. What users write is meant as
 * it stands, so every value of a resource passes here, and only cdktf's own references stay what they are.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */

/** How cdktf writes a reference into a string. It refuses one that it has not made. */
const MARKER = /(\$\{TfToken\[[\w:.-]+\]\})/;

/**
 * A resource's configuration with every text in it, keys too, as Terraform takes it literally. Constructs, and values
 * that cdktf resolves later, are left alone.
 */
export function literally<Config>(config: Config): Config {
  return copied(config) as Config;
}

function copied(value: unknown): unknown {
  if (typeof value === 'string') return literalText(value);
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [literalText(key), copied(inner)]));
}

/** One text likewise, for where it becomes part of an expression. */
export function literalText(text: string): string {
  const pieces = text.split(MARKER);
  return pieces
    .map((piece, index) => {
      if (MARKER.test(piece)) return piece;
      const literal = piece.replaceAll(/[$%](?=\{)/g, '$&$&');
      // A dollar right before a reference would turn it into text.
      return index + 1 < pieces.length ? literal.replace(/\$+$/, '$${"$&"}') : literal;
    })
    .join('');
}
