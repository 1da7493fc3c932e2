/* A run's questions at the terminal, and the answers' identity. */
#include "engine/cli/asking.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "engine/aws/sts.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/cli/owner.h"
#include "engine/loop/readable.h"
#include "stages/approval.h"

/* A line as long as a terminal takes is read as one: its end alone would be an answer, too. */
enum { HEED_MS = 200, LOOK_MS = 1000, QUESTIONS = 16, LINE = 4097 };

enum reply { REPLY_YES, REPLY_NO, REPLY_LATER, REPLY_ELSEWHERE, REPLY_STOP };

/* Somebody at the terminal while a question is open. */
struct prompt {
        struct loop *loop;
        const char *text; /* of the question, as it is printed */
        const bool *stop;
        struct signal_point *point;
        struct sigaction before; /* what was to be done on SIGCONT */
};

enum heard { HEARD_LINE, HEARD_NOTHING, HEARD_END };

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
        char *who;

        if (approval_needs_identity(approvers) &&
            !sts_get_caller_identity(account->aws, &identity, err))
                return NULL;
        if (approval_allows(approvers, session->owner, identity.arn, err)) {
                answer = json_object_new_object();
                json_put_text(answer, "verdict", approved ? "approved" : "rejected");
                who = owner_who(session->owner);
                json_put_text(answer, "by", who);
                free(who);
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

/* Stopped and gone on (Ctrl-Z, fg): the shell has written below the question. */
static volatile sig_atomic_t continued;

static void on_continue(int signum)
{
        (void)signum;
        continued = 1;
}

static void prompt_print(const struct prompt *p)
{
        fputs(p->text, stderr);
        fflush(stderr);
}

/* What was typed before the question is no answer to it. */
static void prompt_begin(struct prompt *p)
{
        struct sigaction action = {.sa_handler = on_continue, .sa_flags = SA_RESTART};

        continued = 0;
        sigaction(SIGCONT, &action, &p->before);
        tcflush(STDIN_FILENO, TCIFLUSH);
        prompt_print(p);
}

static void prompt_end(const struct prompt *p)
{
        sigaction(SIGCONT, &p->before, NULL);
}

/* What is typed while we are in the background is the shell's. */
static bool is_in_front(void)
{
        pid_t front = tcgetpgrp(STDIN_FILENO);

        return front <= 0 || front == getpgrp();
}

/* For LOOK_MS at most. */
static enum heard prompt_hear(const struct prompt *p, char *line, size_t size)
{
        int64_t end = loop_ticks(p->loop) + LOOK_MS;

        while (!*p->stop && loop_ticks(p->loop) < end) {
                int64_t soon = loop_ticks(p->loop) + HEED_MS;

                if (!is_in_front()) {
                        signal_wait(p->loop, p->point, soon);
                        continue;
                }
                if (continued) {
                        continued = 0;
                        prompt_print(p);
                }
                if (loop_wait_readable(p->loop, STDIN_FILENO, p->point, soon) && is_in_front())
                        return read_line(line, size) ? HEARD_LINE : HEARD_END;
        }
        return *p->stop ? HEARD_END : HEARD_NOTHING;
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

static enum reply read_reply(const struct prompt *p, const struct run_setup *setup, const char *run,
                             const char *stage)
{
        char line[LINE];
        enum reply reply;

        for (;;) {
                switch (prompt_hear(p, line, sizeof(line))) {
                case HEARD_END:
                        return REPLY_STOP;
                case HEARD_NOTHING:
                        if (!is_still_open(setup, run, stage))
                                return REPLY_ELSEWHERE;
                        break;
                case HEARD_LINE:
                        if (understand(line, &reply))
                                return reply;
                        fprintf(stderr, "y, n or l: ");
                        break;
                }
        }
}

bool asking_accept(struct session *session, const char *question, const bool *stop,
                   struct signal_point *point)
{
        char *text = xasprintf("%s [y/N] ", question), line[LINE];
        struct prompt p = {.loop = session->loop, .text = text, .stop = stop, .point = point};
        enum reply reply = REPLY_NO;
        enum heard heard;

        prompt_begin(&p);
        do {
                heard = prompt_hear(&p, line, sizeof(line));
        } while (heard == HEARD_NOTHING);
        prompt_end(&p);
        free(text);
        return heard == HEARD_LINE && understand(line, &reply) && reply == REPLY_YES;
}

static bool ask(struct session *session, struct account *account, const char *run,
                const struct run_question *question, const bool *stop, struct signal_point *point,
                struct err *err)
{
        struct run_setup setup = session_setup(session, NULL);
        struct prompt p = {.loop = session->loop, .stop = stop, .point = point};
        struct json_object *answer;
        enum reply reply;
        char *text;

        p.text = text = xasprintf("\nStage %s of run %s asks:\n\n  %s\n\n"
                                  "Approve? [y]es, [n]o: put everything back, [l]ater: ",
                                  question->stage, run, question->text);
        prompt_begin(&p);
        reply = read_reply(&p, &setup, run, question->stage);
        prompt_end(&p);
        free(text);
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
