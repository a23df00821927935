/**
 * What a shell sources so that Tab completes the command line. Each asks `s3-handshake __complete`, which answers a
 * candidate a line, with a tab before its explanation, or `:file` and `:folder` for what the shell completes itself.
 */
import { visible } from '../config/values/visible';
import type { Completion } from './complete';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** As the scripts below read it. */
export function completionLines(completion: Completion): string {
  if (typeof completion === 'string') return `:${completion}\n`;
  return (
    completion
      // A file whose name shows what is not there is no tenant's.
      .filter(({ value }) => visible(value) === value)
      .map(({ value, says }) => `${says === '' ? value : `${value}\t${visible(says)}`}\n`)
      .join('')
  );
}

const BASH = `# Tab for bash:  source <(s3-handshake completion bash)
_s3_handshake() {
  local current="\${COMP_WORDS[COMP_CWORD]}" line output
  COMPREPLY=()
  output="$("$1" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" || return 0
  [ "$current" = "=" ] && current=""
  case "$output" in
    "") ;;
    :file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    :folder) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    *) while IFS= read -r line; do COMPREPLY+=("\${line%%$'\\t'*}"); done <<< "$output" ;;
  esac
}
complete -F _s3_handshake s3-handshake
`;

const ZSH = `#compdef s3-handshake
# Tab for zsh:  source <(s3-handshake completion zsh), after compinit
_s3_handshake() {
  local -a lines
  lines=("\${(@f)$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  case "\${lines[1]}" in
    "") return 1 ;;
    :file) _files ;;
    :folder) _files -/ ;;
    *) lines=("\${(@)lines/$'\\t'/:}"); _describe s3-handshake lines ;;
  esac
}
if [ "$funcstack[1]" = "_s3_handshake" ]; then _s3_handshake "$@"; else compdef _s3_handshake s3-handshake; fi
`;

const FISH = `# Tab for fish:  s3-handshake completion fish | source
function __s3_handshake_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -l lines ($words[1] __complete $words[2..-1] "$current" 2>/dev/null)
  switch "$lines[1]"
    case :file
      __fish_complete_path "$current"
    case :folder
      __fish_complete_directories "$current"
    case '*'
      printf '%s\\n' $lines
  end
end
complete -c s3-handshake -f -a '(__s3_handshake_complete)'
`;

export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
