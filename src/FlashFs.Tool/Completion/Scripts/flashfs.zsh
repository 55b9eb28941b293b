#compdef flashfs
# Completion of flashfs for zsh: source <(flashfs completion zsh), after compinit; or as _flashfs in a folder of $fpath.
_flashfs() {
    local line value part="${${(Q)words[CURRENT]}%${${(Q)words[CURRENT]}##*[=:]}}"
    local -a whole whole_shown open open_shown
    local paths=
    while IFS= read -r line; do
        case $line in
            (:files) paths=_files ;;
            (:folders) paths='_files -/' ;;
            (*)
                value=${line%%$'\t'*}
                if [[ $value == *= ]]; then
                    open+=("$value")
                    open_shown+=("${line/$'\t'/  }")
                else
                    whole+=("$value")
                    whole_shown+=("${line/$'\t'/  }")
                fi
                ;;
        esac
    done < <("${words[1]}" complete -- "${(@Q)words[2,CURRENT]}" < /dev/null 2> /dev/null)
    (( ${#whole} )) && compadd -l -d whole_shown -- "${whole[@]}"
    (( ${#open} )) && compadd -S '' -l -d open_shown -- "${open[@]}"
    if [[ -n $paths ]]; then
        [[ -n $part ]] && compset -P '*[=:]'
        ${=paths}
    fi
}
if [[ ${funcstack[1]} == _flashfs ]]; then
    _flashfs "$@"
else
    compdef _flashfs flashfs
fi
