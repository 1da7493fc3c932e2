/* git.release: which commit and version a tag is, by the checkout it runs in. Reads only. */
#include <stdlib.h>

#include "engine/base/text.h"
#include "engine/git/release.h"
#include "engine/run/stage.h"

static const struct port inputs[] = {
        {"repository", VALUE_TEXT, .fallback = ".", .help = "folder of the checkout"},
        {"tag", VALUE_TEXT, .help = "the tag; default: the one that snaplift ci was started for"},
        {"branch", VALUE_TEXT, .fallback = "main", .help = "branch that must hold its commit"},
        {"any_branch", VALUE_FLAG, .fallback = "false", .help = "true: branch is not looked at"},
        {"any_version", VALUE_FLAG, .fallback = "false",
         .help = "true: tags need be no versions, in no order"},
        {"notes_limit", VALUE_NUMBER, .fallback = "20", .help = "commits that the notes name"},
        {0},
};

static const struct port outputs[] = {
        {"tag", VALUE_TEXT, .help = "the tag"},
        {"commit", VALUE_TEXT, .help = "its commit, 40 hexadecimal digits"},
        {"version", VALUE_TEXT, .help = "the tag without its v; the tag where it is no version"},
        {"previous", VALUE_TEXT, .help = "the version before; null: the first"},
        {"notes", VALUE_TEXT, .help = "what came since, a line a commit; null: nothing"},
        {0},
};

static const struct stage_action actions[] = {{0}};

static bool set_outputs(struct stage *s, struct repository *repo, const struct release *release,
                        struct err *err)
{
        int64_t limit = stage_number(s, "notes_limit");
        struct version v;
        char *notes = release_notes(repo, release, limit > 0 ? (size_t)limit : 0, err);

        if (!notes)
                return false;
        stage_output_text(s, "tag", release->tag);
        stage_output_text(s, "commit", release->commit);
        stage_output_text(s, "version", release->tag + version_parse(release->tag, &v, NULL));
        stage_output_text(s, "previous", release->previous);
        stage_output_text(s, "notes", *notes ? notes : NULL);
        free(notes);
        return true;
}

/* What CI has found out of the store before the run counts here, too. */
static bool check(struct stage *s, struct repository *repo, const char *tag, struct err *err)
{
        bool ours = text_same(tag, stage_origin(s, "tag"));
        const struct release_rules rules = {
                .branch = stage_flag(s, "any_branch") ? NULL : stage_text(s, "branch"),
                .last = ours ? stage_origin(s, "previous") : NULL,
                .last_known = ours,
                .any_version = stage_flag(s, "any_version"),
        };
        struct release release;
        char commit[COMMIT_SIZE];
        bool ok;

        /* CI may name a tag that its clone does not have. */
        if (ours && stage_origin(s, "commit"))
                ok = repository_commit(repo, stage_origin(s, "commit"), commit, err);
        else
                ok = repository_commit(repo, tag, commit, err);
        if (!ok || !release_check(repo, tag, commit, &rules, &release, err))
                return false;
        ok = set_outputs(s, repo, &release, err);
        release_release(&release);
        return ok;
}

static bool release(struct stage *s, struct err *err)
{
        const char *tag = stage_text(s, "tag");
        struct repository *repo;
        bool ok;

        if (!tag)
                tag = stage_origin(s, "tag");
        if (!tag) {
                err_set(err, ERR_INVALID,
                        "no tag is given, and snaplift ci did not begin this run");
                return err_next(err, "give the input tag, or run it with snaplift ci");
        }
        repo = repository_open(stage_text(s, "repository"), err);
        if (!repo)
                return false;
        ok = check(s, repo, tag, err);
        repository_close(repo);
        return ok;
}

const struct stage_type stage_git_release = {
        .name = "git.release",
        .summary = "tell which commit and version a tag is, and what it brings",
        .notes = "The rules are those of `snaplift ci` (pipelines/README.md): `vX.Y.Z` or "
                 "`vX.Y.Z-PRE`, "
                 "greater than what was tagged before, in the branch. What a shallow clone can't "
                 "tell "
                 "is refused. No git program is needed; nothing is written or fetched.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = release,
        .plan = release,
};
