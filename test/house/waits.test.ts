/**
 * Tests that a busy machine makes slow, and not red: no limit of time of their own, no wait for a time that decides. And
 * none that is left out: what `npm test` has, it runs, and no program that may be missing decides what that is.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { ROOT } from '../a-tenant';

/** How many arguments each may have: one more would be a limit of time. */
const REGISTERS: Readonly<Record<string, number>> = {
  test: 2,
  it: 2,
  describe: 2,
  beforeAll: 1,
  beforeEach: 1,
  afterAll: 1,
  afterEach: 1,
};
const LEFT_OUT: ReadonlySet<string> = new Set(['skip', 'todo', 'only', 'failing']);
const SHORT_NAMES: ReadonlySet<string> = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe']);

const TIMERS: readonly string[] = ['setTimeout', 'setInterval'];

/** Who may wait for a time to pass, and why nothing hangs on how long that is. */
const MAY_WAIT: Readonly<Record<string, string>> = {
  'until.ts': 'the pause between two looks',
};

/** What is wrong in a file of the tests, each with its line. */
function faultsIn(path: string, text: string): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const faults: string[] = [];
  const fault = (node: ts.Node, says: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    faults.push(`${path}:${line + 1} ${says}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const most = REGISTERS[registers(node.expression)];
      if (most !== undefined && node.arguments.length > most && !isEach(node))
        fault(node, 'states a limit of time');
      if (most !== undefined && isOnCondition(node)) fault(node, 'is left out on a condition');
    }
    if (ts.isConditionalExpression(node) && [node.whenTrue, node.whenFalse].some(isRegister))
      fault(node, 'is left out on a condition');
    if (isCalled(node, 'jest', 'setTimeout')) fault(node, 'states a limit of time');
    if (ts.isPropertyAccessExpression(node) && LEFT_OUT.has(node.name.text) && registers(node) in REGISTERS)
      fault(node, `has .${node.name.text}`);
    if (ts.isIdentifier(node) && SHORT_NAMES.has(node.text)) fault(node, `has ${node.text}`);
    if (isDecidedByProgram(node)) fault(node, 'lets a program that may be missing decide');
    if (waits(node) && !(path in MAY_WAIT)) fault(node, 'waits for a time to pass');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

/** `test` of `test`, `test.each(rows)` and `test.each(rows)(…)`; empty where it is nobody's who registers. */
function registers(called: ts.Expression): string {
  if (ts.isIdentifier(called)) return called.text;
  if (ts.isPropertyAccessExpression(called) || ts.isCallExpression(called))
    return registers(called.expression);
  return '';
}

/** `test` itself, as in `isThere ? test : nothing`. */
function isRegister(node: ts.Node): boolean {
  return ts.isIdentifier(node) && node.text in REGISTERS;
}

function isCalled(node: ts.Node, whose: string, name: string): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === name &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === whose
  );
}

/** `test.each(rows)`, which registers nothing by itself. */
function isEach({ expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'each';
}

/** Below an `if` or a `?` that asks for anything but the full run. */
function isOnCondition(call: ts.CallExpression): boolean {
  for (let node: ts.Node = call; node.parent; node = node.parent) {
    const { parent } = node;
    // What a test does is its own affair.
    if (ts.isFunctionLike(parent)) return false;
    const condition = ts.isIfStatement(parent)
      ? parent.expression
      : ts.isConditionalExpression(parent)
        ? parent.condition
        : undefined;
    if (condition && condition !== node && condition.getText() !== 'FULL') return true;
  }
  return false;
}

const STARTERS = /\b(?:spawnSync|execFileSync|execSync)\(/;
const CHOOSES: ReadonlySet<string> = new Set(['filter', 'find', 'some', 'every']);

/** A program is started, and whether it is there chooses what is tested: set-up brings it, or the full run asks for it. */
function isDecidedByProgram(node: ts.Node): boolean {
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node))
    return STARTERS.test((ts.isIfStatement(node) ? node.expression : node.condition).getText());
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  return (
    CHOOSES.has(node.expression.name.text) && node.arguments.some((given) => STARTERS.test(given.getText()))
  );
}

/** A timer, by its call or by its import from `node:timers/promises`. */
function waits(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node))
    return ts.isStringLiteral(node.moduleSpecifier) && node.moduleSpecifier.text.startsWith('node:timers');
  if (!ts.isCallExpression(node)) return false;
  return ts.isIdentifier(node.expression)
    ? TIMERS.includes(node.expression.text)
    : TIMERS.some((timer) => isCalled(node.expression, 'globalThis', timer));
}

const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('bench/'))
  .sort();

test('no test has a limit of time of its own, waits for a time to pass, or is left out', () => {
  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap((file) => faultsIn(file, readFileSync(join(ROOT, 'test', file), 'utf8')))).toEqual([]);
});

test('who may wait is there, and does', () => {
  for (const file of Object.keys(MAY_WAIT))
    expect(readFileSync(join(ROOT, 'test', file), 'utf8')).toMatch(/node:timers|setTimeout|setInterval/);
});

test.each([
  ["test('a', () => {}, 60_000);", 'states a limit of time'],
  ["test.each(rows)('a', async () => {}, SLOW);", 'states a limit of time'],
  ['beforeAll(() => start(), 5_000);', 'states a limit of time'],
  ['jest.setTimeout(60_000);', 'states a limit of time'],
  ["test.skip('a', () => {});", 'has .skip'],
  ["(FULL ? test : test.skip)('a', () => {});", 'has .skip'],
  ["test.skip.each(rows)('a', () => {});", 'has .skip'],
  ["describe.only('a', () => {});", 'has .only'],
  ["xit('a', () => {});", 'has xit'],
  ["if (isRoot) test('a', () => {});", 'is left out on a condition'],
  ["existsSync('/dev/full') ? test('a', () => {}) : undefined;", 'is left out on a condition'],
  ['const onlyHere = isThere ? test : nothing;', 'is left out on a condition'],
  [
    "const SHELLS = ['zsh', 'fish'].filter((shell) => spawnSync(shell, ['--version']).status === 0);",
    'lets a program that may be missing decide',
  ],
  [
    "test('a', () => { if (spawnSync('xmllint', ['--version']).error) return; });",
    'lets a program that may be missing decide',
  ],
  ["test('a', () => new Promise((resolve) => setTimeout(resolve, 1_100)));", 'waits for a time to pass'],
  ["test('a', () => void setInterval(look, 50));", 'waits for a time to pass'],
  ["import { setTimeout as wait } from 'node:timers/promises';", 'waits for a time to pass'],
])('%s', (text, fault) => {
  expect(faultsIn('a.test.ts', text)).toContainEqual(`a.test.ts:1 ${fault}`);
});

test('what is right is left alone', () => {
  const text = [
    "test.each([[1, 2, 3]])('a %s', async (one) => { if (one) expect(one).toBe(1); });",
    "if (FULL) test('b', () => {});",
    'beforeAll(async () => { await start(); });',
    "describe.each(Object.entries(rows))('c', () => { test('d', () => {}); });",
    'const { skip } = options; afterAll(() => skip());',
  ].join('\n');
  expect(faultsIn('a.test.ts', text)).toEqual([]);
});
