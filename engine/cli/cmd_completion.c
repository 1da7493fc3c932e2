/* snaplift completion: what a shell must be told; snaplift complete: what it then asks. */
#include <stdio.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/complete.h"
#include "engine/cli/message.h"

/* bash splits words at "=" as well, so the line is split again here, and of what is answered the
 * part that bash believes to stand there already is cut off. */
static const char bash[] =
        "_snaplift() {\n"
        "        local line=${COMP_LINE:0:COMP_POINT} word help tail\n"
        "        local -a words\n"
        "        read -ra words <<<\"$line\"\n"
        "        [[ $line == *[[:space:]] ]] && words+=('')\n"
        "        tail=${words[-1]}\n"
        "        COMPREPLY=()\n"
        "        while IFS=$'\\t' read -r word help; do\n"
        "                if [[ $word == :files ]]; then\n"
        "                        compopt -o filenames\n"
        "                        mapfile -t COMPREPLY < <(compgen -f -- \"$tail\")\n"
        "                        continue\n"
        "                fi\n"
        "                [[ $word == *= ]] && compopt -o nospace\n"
        "                [[ $tail == *=* ]] && word=${word#\"${tail%=*}=\"}\n"
        "                COMPREPLY+=(\"$word\")\n"
        "        done < <(\"${words[0]}\" complete -- \"${words[@]:1}\" 2>/dev/null)\n"
        "}\n"
        "complete -F _snaplift snaplift\n";

static const char zsh[] =
        "#compdef snaplift\n"
        "_snaplift() {\n"
        "        local word help\n"
        "        local -a plain open\n"
        "        while IFS=$'\\t' read -r word help; do\n"
        "                if [[ $word == :files ]]; then\n"
        "                        _files\n"
        "                elif [[ $word == *= ]]; then\n"
        "                        open+=(\"${word//:/\\\\:}:$help\")\n"
        "                else\n"
        "                        plain+=(\"${word//:/\\\\:}:$help\")\n"
        "                fi\n"
        "        done < <($words[1] complete -- \"${(@)words[2,CURRENT]}\" 2>/dev/null)\n"
        "        (( $#plain )) && _describe snaplift plain\n"
        "        (( $#open )) && _describe snaplift open -S ''\n"
        "        return 0\n"
        "}\n"
        "if [[ ${funcstack[1]-} == _snaplift ]]; then\n"
        "        _snaplift\n"
        "else\n"
        "        compdef _snaplift snaplift\n"
        "fi\n";

static const char fish[] = "function __snaplift_complete\n"
                           "        set -l words (commandline -opc) (commandline -ct)\n"
                           "        for line in ($words[1] complete -- $words[2..] 2>/dev/null)\n"
                           "                if test \"$line\" = :files\n"
                           "                        __fish_complete_path (commandline -ct)\n"
                           "                else\n"
                           "                        echo $line\n"
                           "                end\n"
                           "        end\n"
                           "end\n"
                           "complete -c snaplift -f -a '(__snaplift_complete)'\n";

static const struct {
        const char *name;
        const char *script;
} shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};

static int completion(const struct args *args)
{
        const char *name = args_operand(args, 0);
        struct err err = ERR_INIT;
        int ending;

        for (size_t i = 0; i < ARRAY_LEN(shells); i++) {
                if (strcmp(name, shells[i].name) == 0) {
                        fputs(shells[i].script, stdout);
                        return END_DONE;
                }
        }
        err_set(&err, ERR_INVALID, "there is no completion for \"%s\"", name);
        err_next(&err, "name bash, zsh or fish");
        ending = message_error(&err);
        err_clear(&err);
        return ending;
}

static const struct operand completion_operands[] = {
        {"SHELL", false, "bash, zsh or fish"},
        {NULL},
};

const struct command completion_command = {
        .name = "completion",
        .summary = "print what makes a shell complete commands, stacks, runs and inputs",
        .details = "Once for each shell:\n"
                   "  bash: source <(snaplift completion bash) in ~/.bashrc\n"
                   "  zsh:  source <(snaplift completion zsh) in ~/.zshrc, after compinit\n"
                   "  fish: snaplift completion fish >~/.config/fish/completions/snaplift.fish",
        .operands = completion_operands,
        .run = completion,
};

static int complete(const struct args *args)
{
        struct text out = TEXT_INIT;

        complete_words(args->operands, args->operand_count, &out);
        message_out(&out);
        text_release(&out);
        return END_DONE;
}

static const struct operand complete_operands[] = {
        {"WORD", true, "a word after \"snaplift\"; the last is the one being typed", true},
        {NULL},
};

const struct command complete_command = {
        .name = "complete",
        .summary = "print how a command line may go on",
        .details = "For the scripts of `snaplift completion`: snaplift complete -- WORD...\n"
                   "A line for each way to go on: the word, a tab, what it is.",
        .operands = complete_operands,
        .hidden = true,
        .run = complete,
};
