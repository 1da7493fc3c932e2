/* A run's questions at the terminal, and the answers' identity. */
#include "engine/cli/asking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "engine/aws/sts.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/loop/readable.h"
#include "stages/approval.h"

/* A line as long as a terminal takes is read as one: its end alone would be an answer, too. */
enum { LOOK_MS = 1000, QUESTIONS = 16, LINE = 4097 };

enum reply { REPLY_YES, REPLY_NO, REPLY_LATER, REPLY_ELSEWHERE, REPLY_STOP };

bool asking_is_possible(void)
{
        return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

struct json_object *asking_sign(struct session *session, struct account *account,
                                const struct run_question *question, bool approved,
                                const char *comment, struct err *err)
{
        struct json_object *approvers = json_get(question->inputs, "approvers"), *answer = NULL;
        struct sts_identity identity = {0};

        if (approval_needs_identity(approvers) &&
            !sts_get_caller_identity(account->aws, &identity, err))
                return NULL;
        if (approval_allows(approvers, session->owner, identity.arn, err)) {
                answer = json_object_new_object();
                json_put_text(answer, "verdict", approved ? "approved" : "rejected");
                json_put_text(answer, "by", session->owner);
                json_put_text(answer, "arn", identity.arn);
                json_put_int(answer, "at", loop_now(session->loop));
                json_put_text(answer, "comment", comment);
        }
        sts_identity_release(&identity);
        return answer;
}

/* Somebody else may have answered. */
static bool is_still_open(const struct run_setup *setup, const char *run, const char *stage)
{
        struct run_question questions[QUESTIONS];
        struct err ignored = ERR_INIT;
        struct run *opened = run_open(setup, run, &ignored);
        size_t count = opened ? run_questions(opened, questions, QUESTIONS) : 0;
        bool open = !opened;

        for (size_t i = 0; i < count; i++)
                open = open || text_same(questions[i].stage, stage);
        run_free(opened);
        err_clear(&ignored);
        return open;
}

/* The person's line; "" when it has no end. False when there is none. */
static bool read_line(char *line, size_t size)
{
        ssize_t got = read(STDIN_FILENO, line, size - 1);

        if (got <= 0)
                return false;
        line[got] = '\0';
        if (line[got - 1] != '\n')
                line[0] = '\0';
        return true;
}

/* False: it means nothing. */
static bool understand(char *line, enum reply *reply)
{
        static const struct {
                const char *letter, *word;
                enum reply reply;
        } replies[] = {{"y", "yes", REPLY_YES}, {"n", "no", REPLY_NO}, {"l", "later", REPLY_LATER}};
        char *word = line + strspn(line, " \t"), *end = word + strcspn(word, " \t\n");

        if (end[strspn(end, " \t\n")])
                return false;
        *end = '\0';
        for (size_t i = 0; i < ARRAY_LEN(replies); i++)
                if (!strcasecmp(word, replies[i].letter) || !strcasecmp(word, replies[i].word)) {
                        *reply = replies[i].reply;
                        return true;
                }
        return false;
}

static enum reply read_reply(struct session *session, const struct run_setup *setup,
                             const char *run, const char *stage, const bool *stop,
                             struct signal_point *point)
{
        char line[LINE];
        enum reply reply;

        /* what was typed before the question is no answer to it */
        tcflush(STDIN_FILENO, TCIFLUSH);
        fprintf(stderr, "Approve? [y]es, [n]o: put everything back, [l]ater: ");
        fflush(stderr);
        while (!*stop) {
                if (loop_wait_readable(session->loop, STDIN_FILENO, point,
                                       loop_ticks(session->loop) + LOOK_MS)) {
                        if (!read_line(line, sizeof(line)))
                                return REPLY_STOP;
                        if (understand(line, &reply))
                                return reply;
                        fprintf(stderr, "y, n or l: ");
                } else if (!*stop && !is_still_open(setup, run, stage)) {
                        return REPLY_ELSEWHERE;
                }
        }
        return REPLY_STOP;
}

bool asking_accept(struct session *session, const char *question, const bool *stop,
                   struct signal_point *point)
{
        enum reply reply = REPLY_NO;
        char line[LINE];

        tcflush(STDIN_FILENO, TCIFLUSH);
        fprintf(stderr, "%s [y/N] ", question);
        fflush(stderr);
        while (!*stop && !loop_wait_readable(session->loop, STDIN_FILENO, point,
                                             loop_ticks(session->loop) + LOOK_MS))
                ;
        return !*stop && read_line(line, sizeof(line)) && understand(line, &reply) &&
               reply == REPLY_YES;
}

static bool ask(struct session *session, struct account *account, const char *run,
                const struct run_question *question, const bool *stop, struct signal_point *point,
                struct err *err)
{
        struct run_setup setup = session_setup(session, NULL);
        struct json_object *answer;
        enum reply reply;

        fprintf(stderr, "\nStage %s of run %s asks:\n\n  %s\n\n", question->stage, run,
                question->text);
        reply = read_reply(session, &setup, run, question->stage, stop, point);
        if (reply == REPLY_ELSEWHERE)
                fprintf(stderr, "\nanswered elsewhere\n");
        if (reply == REPLY_ELSEWHERE)
                return true;
        if (reply != REPLY_YES && reply != REPLY_NO)
                return false;
        answer = asking_sign(session, account, question, reply == REPLY_YES, NULL, err);
        return answer && run_answer(&setup, run, question->stage, answer, err);
}

bool asking_answer(struct session *session, struct account *account, const char *run,
                   const bool *stop, struct signal_point *point, struct err *err)
{
        struct run_setup setup = session_setup(session, NULL);
        struct run_question questions[QUESTIONS];
        struct run *opened = run_open(&setup, run, err);
        size_t count = opened ? run_questions(opened, questions, QUESTIONS) : 0;
        bool ok = count > 0;

        for (size_t i = 0; ok && i < count; i++)
                ok = ask(session, account, run, &questions[i], stop, point, err);
        run_free(opened);
        return ok;
}
