/** `s3-handshake completion`: what a shell sources so that Tab completes commands, options, choices and tenants. */
import { defineCommand } from '../command';
import { SHELLS } from '../completion-scripts';
import { oneOfOperand } from '../option';

export const completion = defineCommand({
  name: 'completion',
  group: 'Set up',
  summary: 'Print the shell completion for bash, zsh or fish, which knows tenants and vendors.',
  operands: { shell: oneOfOperand('shell', SHELLS) },
  examples: [
    { line: 'completion bash >> ~/.bashrc', says: 'for every bash from now on' },
    { line: 'completion zsh > ~/.zfunc/_s3-handshake', says: 'for zsh, in a folder of fpath' },
    { line: 'completion fish > ~/.config/fish/completions/s3-handshake.fish', says: 'for fish' },
  ],
  handler: () => require('../handlers/completion') as typeof import('../handlers/completion'),
});
