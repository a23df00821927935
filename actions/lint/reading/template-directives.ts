/**
 * Directives of templates: what Terraform's templates, Jinja, Helm and Handlebars do around the text that they make. It
 * is no text of the policy; what it repeats or chooses stands there once.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#directives
 */

const DIRECTIVE =
  /%\{~?\s*(?:for|endfor|if|else|endif)\b[^}\n]*\}|\{%[^%\n]*%\}|\{\{[-~]?\s*(?:(?:range|if|else|end|with|define|block)\b|[#/]\w)[^}\n]*\}\}/g;

/** Blanks in the place of directives between the values of a policy, so that all else keeps its place. */
export function withoutDirectives(text: string): string {
  const blanked = text.replace(DIRECTIVE, (directive, offset: number) =>
    isInString(text, offset) ? directive : ' '.repeat(directive.length),
  );
  if (blanked === text) return text;
  // A comma between two directives stands after all but the last of a list.
  return blanked.replace(/,(?=\s*[\]}])/g, (comma, offset: number) =>
    /[}%]$/.test(text.slice(0, offset)) && /^,\s*(?:%\{|\{%|\{\{)/.test(text.slice(offset)) ? ' ' : comma,
  );
}

/** Whether a quote is open in the line before `offset`. */
function isInString(text: string, offset: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).replace(DIRECTIVE, '');
  return (before.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
}
