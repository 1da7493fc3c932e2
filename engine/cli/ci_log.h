/*
 * The log of a CI job, folded: while stages are at work their lines are in a group of GitHub's
 * (::group::) or a section of GitLab's, named after the stage that began it; what runs beside it is
 * in the same, since neither knows groups beside each other. A rollback is a group, too.
 *
 * Facts: GitHub's "Workflow commands for GitHub Actions" (group, endgroup, error; data has %, CR
 * and LF escaped, properties also colon and comma); GitLab's "Job logs", custom collapsible
 * sections (section_start:UNIX_SECONDS:NAME\r\e[0KHEADER, names of letters, digits, _, . and -).
 */
#ifndef SNAPLIFT_CLI_CI_LOG_H
#define SNAPLIFT_CLI_CI_LOG_H

#include "engine/cli/progress.h"

struct ci_log {
        enum ci_kind kind;
        FILE *out;
        char *section; /* that is open, or NULL */
        int number;    /* of the sections so far: names must differ */
};

/* Around the line that tells of an event. */
void ci_log_before(struct ci_log *log, const struct run_event *event);
void ci_log_after(struct ci_log *log, const struct view *view, const struct run_event *event);
void ci_log_end(struct ci_log *log, int64_t at); /* closes what is open */

/* A line that GitHub shows beside the job; nothing elsewhere. */
void ci_log_error(enum ci_kind kind, FILE *out, const char *title, const char *text);

/* Appends to the file that GITHUB_STEP_SUMMARY names, if it names one: title, a table of the
 * stages, what was said of the failure, the timeline. What can't be written is said on stderr and
 * is no failure of the run. */
struct timeline;
void ci_summary(const struct timeline *timeline, const struct err *err, const char *block);

#endif
