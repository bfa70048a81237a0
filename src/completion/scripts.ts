/** The shells that completion is there for. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** A shell that completion is there for. */
export type Shell = (typeof shells)[number];

/** How each shell asks `tenantry __complete` for the words that fit, and what it makes of the answer. */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `# tenantry completion for bash:  source <(tenantry completion bash)
_tenantry() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" one
  local -a found=()
  [[ $cur == = || $cur == : ]] && cur=
  while IFS= read -r one; do found+=("$one"); done < <(
    "\${COMP_WORDS[0]}" __complete bash "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null
  )
  COMPREPLY=()
  case "\${found[0]-}" in
    :files | :folders)
      local way=-f
      [[ \${found[0]} == :folders ]] && way=-d
      compopt -o filenames 2>/dev/null
      while IFS= read -r one; do COMPREPLY+=("$one"); done < <(compgen $way -- "$cur")
      ;;
    *)
      for one in "\${found[@]}"; do COMPREPLY+=("$(printf '%q' "$one")"); done
      ;;
  esac
}
complete -F _tenantry tenantry`,
  zsh: `#compdef tenantry
# tenantry completion for zsh, after compinit:  source <(tenantry completion zsh)
_tenantry() {
  local -a found values shown
  local one
  found=("\${(@f)$("\${(Q)words[1]}" __complete zsh "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  case "\${found[1]}" in
    :files) _files; return ;;
    :folders) _files -/; return ;;
  esac
  for one in "\${found[@]}"; do
    [[ -z $one ]] && continue
    values+=("\${one%%$'\\t'*}")
    shown+=("\${one/$'\\t'/  -- }")
  done
  (( \${#values} )) && compadd -l -d shown -a values
}
if [[ "\${funcstack[1]}" == _tenantry ]]; then
  _tenantry "$@"
elif (( $+functions[compdef] )); then
  compdef _tenantry tenantry
fi`,
  fish: `# tenantry completion for fish:  tenantry completion fish | source
function __tenantry_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($words[1] __complete fish $words[2..-1] "$current" 2>/dev/null)
    switch "$found[1]"
        case :files
            __fish_complete_path "$current"
        case :folders
            __fish_complete_directories "$current"
        case '*'
            printf '%s\\n' $found
    end
end
complete -c tenantry -f -a '(__tenantry_complete)'`,
  powershell: `# tenantry completion for PowerShell:  tenantry completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName tenantry -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
    if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
  })
  # An empty word would be lost on the way: the last one has a sign in front.
  & tenantry __complete powershell @words "=$wordToComplete" 2>$null | ForEach-Object {
    $value, $text = $_ -split "\`t", 2
    # Without an answer PowerShell looks for files.
    if ($value -eq ':files' -or $value -eq ':folders') { return }
    if (-not $text) { $text = $value }
    $quoted = $value
    if ($value -match '[^\\w./:=@-]') { $quoted = "'" + $value.Replace("'", "''") + "'" }
    [System.Management.Automation.CompletionResult]::new($quoted, $value, 'ParameterValue', $text)
  }
}`,
};
