# Completion of flashfs for bash, 3.2 and later: source <(flashfs completion bash)
_flashfs() {
    local -a words=("")
    local i word glue= line text part candidate

    # Bash cuts words at '=' and ':'; here they belong together.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $word == [=:]* || $glue ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        glue=
        [[ $word == [=:] ]] && glue=1
    done
    words=("${words[@]:1}")
    text=${words[${#words[@]} - 1]}
    # What stands before the last of them is on the line already.
    part=${text%"${text##*[=:]}"}

    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :files | :folders)
                type compopt > /dev/null 2>&1 && compopt -o filenames
                while IFS= read -r candidate; do
                    COMPREPLY+=("$candidate")
                done < <(if [[ $line == :files ]]; then compgen -f -- "${text#"$part"}"; else compgen -d -- "${text#"$part"}"; fi)
                ;;
            *)
                candidate=${line%%$'\t'*}
                if [[ $candidate == *= ]]; then
                    type compopt > /dev/null 2>&1 && compopt -o nospace
                fi
                COMPREPLY+=("${candidate#"$part"}")
                ;;
        esac
    done < <("$1" complete -- "${words[@]}" < /dev/null 2> /dev/null)
}
complete -F _flashfs flashfs
