import { PassThrough } from 'node:stream';
import { NoAnswer, openTerminal } from '../../command-line/terminal';

function aTerminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  let interrupted = 0;
  const terminal = openTerminal(input, output, () => {
    interrupted += 1;
  });
  return { input, output, terminal, interrupted: () => interrupted };
}

test('a line for each question, in order; what is pasted beforehand is kept', async () => {
  const { input, terminal } = aTerminal();
  const first = terminal.ask('one? ');
  input.write('1\r2\r3\r');
  expect(await first).toBe('1');
  expect(await terminal.ask('two? ')).toBe('2');
  expect(await terminal.ask('three? ')).toBe('3');
  terminal.close();
});

test('Ctrl-C ends the question and tells the process', async () => {
  const { input, terminal, interrupted } = aTerminal();
  const asked = terminal.ask('one? ');
  input.write('half\u0003');
  await expect(asked).rejects.toThrow(NoAnswer);
  expect(interrupted()).toBe(1);
  await expect(terminal.ask('two? ')).rejects.toThrow(NoAnswer);
});

test.each(['\u0004', undefined])('Ctrl-D or a terminal that is gone ends the question', async (key) => {
  const { input, terminal, interrupted } = aTerminal();
  const asked = terminal.ask('one? ');
  if (key === undefined) input.end();
  else input.write(key);
  await expect(asked).rejects.toThrow(NoAnswer);
  expect(interrupted()).toBe(0);
});
