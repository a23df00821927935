/**
 * An ignorer of Stryker's: leaves out texts that only carry words. What a message says is held by the tests of messages;
 * that a test would miss its words says nothing of what the code decides. https://stryker-mutator.io/docs/stryker-js/disable-mutants
 */

/** Two words with a blank between them: a sentence, and neither an id nor a key nor a part of a format. */
const SENTENCE = /\p{L}[.,;:)]? [\p{L}(]/u;

/** What would be left out with a template, and decides something. */
const DECIDES = new Set([
  'ArrowFunctionExpression',
  'BinaryExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'TemplateLiteral',
]);

function decides(node) {
  if (Array.isArray(node)) return node.some(decides);
  if (node === null || typeof node?.type !== 'string') return false;
  return DECIDES.has(node.type) || Object.values(node).some(decides);
}

/** `z.string().describe('…')`: for readers of a schema. */
function describes({ node }) {
  return node?.type === 'CallExpression' && node.callee.property?.name === 'describe';
}

function carriesWords(path) {
  const { node, parentPath } = path;
  if (node.type === 'StringLiteral')
    return SENTENCE.test(node.value) || (parentPath !== null && describes(parentPath));
  if (node.type !== 'TemplateLiteral' || decides(node.expressions)) return false;
  return SENTENCE.test(node.quasis.map(({ value }) => value.cooked).join('x'));
}

const value = { shouldIgnore: (path) => (carriesWords(path) ? 'only words' : undefined) };

export const strykerPlugins = [{ kind: 'Ignore', name: 'words', value }];
