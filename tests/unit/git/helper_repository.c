/* Repositories for tests, through libgit2. */
#include "tests/unit/git/helper_repository.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static git_time_t now = 1790000000; /* a time of their own, so that ids are the same each time */

static void must(int code, const char *what)
{
        const git_error *said = git_error_last();

        if (code >= 0)
                return;
        fprintf(stderr, "%s: %s\n", what, said ? said->message : "failed");
        exit(99);
}

static git_signature *somebody(void)
{
        git_signature *out;

        must(git_signature_new(&out, "Ada Tester", "ada@example.org", now, 0), "signature");
        return out;
}

git_repository *made_repository(const char *folder)
{
        git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
        git_repository *repo;

        git_libgit2_init();
        options.flags = GIT_REPOSITORY_INIT_MKPATH;
        options.initial_head = "main";
        must(git_repository_init_ext(&repo, folder, &options), "init");
        return repo;
}

git_repository *made_temporary(char folder[MADE_FOLDER_SIZE])
{
        strcpy(folder, "/tmp/snaplift-git-XXXXXX");
        must(mkdtemp(folder) ? 0 : -1, folder);
        return made_repository(folder);
}

void made_gone(git_repository *repo, const char *folder)
{
        char command[MADE_FOLDER_SIZE + 16];

        git_repository_free(repo);
        snprintf(command, sizeof(command), "rm -rf %s", folder);
        must(system(command) == 0 ? 0 : -1, command);
}

static git_object *look_up(git_repository *repo, const char *rev, git_object_t type)
{
        git_object *found, *at;

        must(git_revparse_single(&found, repo, rev), rev);
        if (type == GIT_OBJECT_ANY)
                return found;
        must(git_object_peel(&at, found, type), rev);
        git_object_free(found);
        return at;
}

static git_commit *tip(git_repository *repo, const char *branch, const char *from)
{
        char name[256];
        git_object *found = NULL;

        snprintf(name, sizeof(name), "refs/heads/%s", branch);
        if (git_revparse_single(&found, repo, name) == 0)
                return (git_commit *)found;
        if (!from || (strcmp(from, "HEAD") == 0 && git_repository_head_unborn(repo)))
                return NULL;
        return (git_commit *)look_up(repo, from, GIT_OBJECT_COMMIT);
}

/* Folders on the way to a file: an index in memory makes the trees. */
static git_tree *tree_with(git_repository *repo, git_commit *parent, const char *file,
                           const char *contents)
{
        git_index *index;
        git_tree *tree;
        git_oid id, blob;

        must(git_index_new(&index), "index");
        if (parent) {
                must(git_commit_tree(&tree, parent), "tree");
                must(git_index_read_tree(index, tree), "read tree");
                git_tree_free(tree);
        }
        if (contents) {
                git_index_entry entry = {.mode = GIT_FILEMODE_BLOB, .path = file};

                must(git_blob_create_from_buffer(&blob, repo, contents, strlen(contents)), "blob");
                entry.id = blob;
                must(git_index_add(index, &entry), "add");
        }
        must(git_index_write_tree_to(&id, index, repo), "write tree");
        must(git_tree_lookup(&tree, repo, &id), "tree");
        git_index_free(index);
        return tree;
}

static void commit(git_repository *repo, const char *branch, const char *message, git_tree *tree,
                   size_t count, const git_commit **parents, char id[MADE_ID_SIZE])
{
        git_signature *by;
        char name[256];
        git_oid made;

        now += 60;
        by = somebody();
        snprintf(name, sizeof(name), "refs/heads/%s", branch);
        must(git_commit_create(&made, repo, NULL, by, by, NULL, message, tree, count, parents),
             "commit");
        {
                git_reference *ref;

                must(git_reference_create(&ref, repo, name, &made, 1, NULL), name);
                git_reference_free(ref);
        }
        if (id)
                git_oid_tostr(id, MADE_ID_SIZE, &made);
        git_signature_free(by);
}

void made_commit(git_repository *repo, const char *branch, const char *from, const char *message,
                 const char *file, const char *contents, char id[MADE_ID_SIZE])
{
        git_commit *parent = tip(repo, branch, from);
        git_tree *tree = tree_with(repo, parent, file, contents);
        const git_commit *parents[] = {parent};

        commit(repo, branch, message, tree, parent ? 1 : 0, parents, id);
        git_tree_free(tree);
        git_commit_free(parent);
}

void made_merge(git_repository *repo, const char *branch, const char *other, char id[MADE_ID_SIZE])
{
        git_commit *ours = tip(repo, branch, NULL), *theirs = tip(repo, other, NULL);
        git_tree *tree = tree_with(repo, ours, NULL, NULL);
        const git_commit *parents[] = {ours, theirs};
        char message[256];

        snprintf(message, sizeof(message), "Merge branch '%s'", other);
        commit(repo, branch, message, tree, 2, parents, id);
        git_tree_free(tree);
        git_commit_free(ours);
        git_commit_free(theirs);
}

void made_tag(git_repository *repo, const char *name, const char *rev, bool annotated)
{
        git_object *at = look_up(repo, rev, GIT_OBJECT_ANY);
        git_signature *by = somebody();
        git_oid id;

        if (annotated)
                must(git_tag_create(&id, repo, name, at, by, "a release\n", 1), name);
        else
                must(git_tag_create_lightweight(&id, repo, name, at, 1), name);
        git_signature_free(by);
        git_object_free(at);
}

void made_detached(git_repository *repo, const char *rev)
{
        git_object *at = look_up(repo, rev, GIT_OBJECT_COMMIT);

        must(git_repository_set_head_detached(repo, git_object_id(at)), rev);
        git_object_free(at);
}

void made_shallow(git_repository *repo, const char *rev)
{
        git_object *at = look_up(repo, rev, GIT_OBJECT_COMMIT);
        char path[4096], hex[MADE_ID_SIZE];
        FILE *file;

        for (unsigned i = 0; i < git_commit_parentcount((git_commit *)at); i++) {
                git_oid_tostr(hex, sizeof(hex), git_commit_parent_id((git_commit *)at, i));
                snprintf(path, sizeof(path), "%sobjects/%.2s/%s", git_repository_path(repo), hex,
                         hex + 2);
                must(unlink(path), path);
        }
        snprintf(path, sizeof(path), "%sshallow", git_repository_path(repo));
        file = fopen(path, "w");
        must(file ? 0 : -1, path);
        git_oid_tostr(hex, sizeof(hex), git_object_id(at));
        fprintf(file, "%s\n", hex);
        fclose(file);
        git_object_free(at);
}

void made_remote_branch(git_repository *repo, const char *branch)
{
        char ours[256], theirs[256];
        git_reference *old, *made;

        snprintf(ours, sizeof(ours), "refs/heads/%s", branch);
        snprintf(theirs, sizeof(theirs), "refs/remotes/origin/%s", branch);
        must(git_reference_lookup(&old, repo, ours), ours);
        must(git_reference_create(&made, repo, theirs, git_reference_target(old), 1, NULL), theirs);
        must(git_reference_delete(old), ours);
        git_reference_free(old);
        git_reference_free(made);
}

void made_clone(const char *from, const char *folder)
{
        git_repository *repo;

        git_libgit2_init();
        must(git_clone(&repo, from, folder, NULL), from);
        git_repository_free(repo);
}
