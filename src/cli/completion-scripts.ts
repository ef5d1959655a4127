/** Shells that can complete our command line. */
export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell';

/**
 * The four scripts know nothing of our commands: they hand the words over and show what comes back, a line for each
 * candidate, its value and a tab and what it is. So an update of the program needs no new script. `:files` in its place
 * asks the shell for its own files. All say `--word=…` and not `--word …`: PowerShell 5 drops an empty argument.
 */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  // As old as the bash of macOS, 3.2; what that one does not have is tried and forgiven.
  bash: `# bash completion for jamf-intune: source <(jamf-intune completion bash)
_jamf_intune() {
  local word="\${COMP_WORDS[COMP_CWORD]}" value about
  COMPREPLY=()
  while IFS=$'\\t' read -r value about; do
    if [[ $value == :files ]]; then
      compopt -o filenames 2>/dev/null
      [[ $word == = ]] && word=
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$word")
    else
      COMPREPLY+=("$value")
    fi
  done < <("$1" complete --word="$word" -- "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)
}
complete -F _jamf_intune jamf-intune
`,
  zsh: `#compdef jamf-intune
# zsh completion for jamf-intune: jamf-intune completion zsh > /usr/local/share/zsh/site-functions/_jamf-intune
_jamf_intune() {
  local line value
  local -a found
  for line in "\${(@f)$(jamf-intune complete --word="\${(Q)words[CURRENT]}" -- "\${(@Q)words[2,CURRENT-1]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      compset -P '*='
      _files
      return
    fi
    value=\${line%%$'\\t'*}
    [[ -n $value ]] && found+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe -V 'jamf-intune' found
}
if [[ $funcstack[1] == _jamf-intune ]]; then
  _jamf_intune "$@"
else
  compdef _jamf_intune jamf-intune
fi
`,
  fish: `# fish completion for jamf-intune: jamf-intune completion fish > ~/.config/fish/completions/jamf-intune.fish
function __jamf_intune_complete
    set -l word (commandline -ct)
    set -l before (commandline -opc)
    for line in (jamf-intune complete --word="$word" -- $before[2..-1] 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$word"
        else
            echo $line
        end
    end
end
complete -c jamf-intune -f -k -a '(__jamf_intune_complete)'
`,
  powershell: `# PowerShell completion for jamf-intune: jamf-intune completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName jamf-intune -ScriptBlock {
  param($word, $line, $cursor)
  $before = @($line.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.ToString() })
  jamf-intune complete "--word=$word" '--' @before 2>$null | ForEach-Object {
    $value, $about = $_ -split "\`t", 2
    if ($value -eq ':files') {
      [System.Management.Automation.CompletionCompleters]::CompleteFilename($word)
    } else {
      if (-not $about) { $about = $value }
      [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
    }
  }
}
`,
};
