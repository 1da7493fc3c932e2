/*
 * A pseudo-terminal with somebody at it: runs a program in one and does, line by line, what
 * standard input says, answering each line with one of its own.
 *
 *      typist LOG COLUMNSxROWS COMMAND...      LOG gets every byte the program writes, as the
 * terminal sees it
 *
 *      wait TEXT       "seen" when TEXT has come since what was last waited for; "over" when the
 * program ended without it; "late" after a minute type TEXT       with \n, \r and \NNN (octal);
 * answers "typed" resize CxR      answers "resized" pid             answers with the program's
 * process id hang up         the terminal goes away; answers "hung up" end             waits for
 * the program: "exit N" or "killed N", then " kept" or " changed" for the terminal's modes, or "
 * gone"
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

enum { PATIENCE_MS = 60000, LINE = 4096 };

struct terminal {
        int master; /* -1: hung up */
        int slave;  /* kept open, for its modes */
        struct termios modes;
        pid_t program;
        bool ended;
        int status;
        FILE *log;
        char *shown;
        size_t len, size;
        size_t waited; /* what has been waited for ends here */
};

static void die(const char *what)
{
        perror(what);
        exit(1);
}

static long now_ms(void)
{
        struct timespec now;

        clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct winsize size_from(const char *text)
{
        struct winsize size = {0};

        if (sscanf(text, "%hux%hu", &size.ws_col, &size.ws_row) != 2) {
                fprintf(stderr, "typist: %s is no COLUMNSxROWS\n", text);
                exit(2);
        }
        return size;
}

static void start(struct terminal *t, const char *size, char **command)
{
        struct winsize winsize = size_from(size);

        if (openpty(&t->master, &t->slave, NULL, NULL, &winsize) < 0)
                die("openpty");
        tcgetattr(t->slave, &t->modes);
        t->program = fork();
        if (t->program < 0)
                die("fork");
        if (t->program == 0) {
                close(t->master);
                fclose(t->log);
                login_tty(t->slave);
                signal(SIGINT, SIG_DFL); /* ignored in what a shell starts in the background */
                signal(SIGQUIT, SIG_DFL);
                execvp(command[0], command);
                die(command[0]);
        }
        fcntl(t->master, F_SETFL, O_NONBLOCK);
}

/* Takes in what there is to read. */
static void take(struct terminal *t)
{
        ssize_t got;

        while (t->master >= 0) {
                if (t->size - t->len < LINE) {
                        t->size = 2 * t->size + LINE;
                        t->shown = realloc(t->shown, t->size + 1);
                        if (!t->shown)
                                die("realloc");
                }
                got = read(t->master, t->shown + t->len, t->size - t->len);
                if (got <= 0)
                        return;
                fwrite(t->shown + t->len, 1, (size_t)got, t->log);
                fflush(t->log);
                t->len += (size_t)got;
                t->shown[t->len] = '\0';
        }
}

/* What it wrote is read before it is known to have ended. */
static void look(struct terminal *t)
{
        if (!t->ended && waitpid(t->program, &t->status, WNOHANG) == t->program)
                t->ended = true;
        take(t);
}

/* Until something comes or the program ends, which wakes by SIGCHLD. */
static void doze(struct terminal *t, const sigset_t *open)
{
        struct pollfd fd = {.fd = t->master, .events = POLLIN};
        struct timespec second = {.tv_sec = 1};

        ppoll(&fd, 1, &second, open);
}

static const char *await(struct terminal *t, const char *text, const sigset_t *open)
{
        long end = now_ms() + PATIENCE_MS;

        for (;;) {
                char *found;

                look(t);
                found = t->len ? memmem(t->shown + t->waited, t->len - t->waited, text,
                                        strlen(text))
                               : NULL;
                if (found) {
                        t->waited = (size_t)(found - t->shown) + strlen(text);
                        return "seen";
                }
                if (t->ended)
                        return "over";
                if (now_ms() > end)
                        return "late";
                doze(t, open);
        }
}

static void type(struct terminal *t, const char *text)
{
        char keys[LINE];
        size_t n = 0;

        for (const char *c = text; *c; c++) {
                if (*c != '\\') {
                        keys[n++] = *c;
                } else if (*++c == 'n') {
                        keys[n++] = '\n';
                } else if (*c == 'r') {
                        keys[n++] = '\r';
                } else {
                        keys[n++] = (char)strtol((char[]){c[0], c[1], c[2], 0}, NULL, 8);
                        c += 2;
                }
        }
        if (write(t->master, keys, n) != (ssize_t)n)
                die("write");
}

static void hang_up(struct terminal *t)
{
        close(t->slave);
        close(t->master);
        t->slave = t->master = -1;
}

static void tell_end(struct terminal *t, const sigset_t *open)
{
        long end = now_ms() + PATIENCE_MS;
        struct termios modes;

        for (look(t); !t->ended && now_ms() < end; look(t))
                doze(t, open);
        if (!t->ended)
                printf("late");
        else if (WIFSIGNALED(t->status))
                printf("killed %d", WTERMSIG(t->status));
        else
                printf("exit %d", WEXITSTATUS(t->status));
        if (t->slave < 0 || tcgetattr(t->slave, &modes) < 0)
                puts(" gone");
        else
                puts(modes.c_iflag == t->modes.c_iflag && modes.c_oflag == t->modes.c_oflag &&
                                     modes.c_lflag == t->modes.c_lflag &&
                                     modes.c_cflag == t->modes.c_cflag &&
                                     memcmp(modes.c_cc, t->modes.c_cc, sizeof(modes.c_cc)) == 0
                             ? " kept"
                             : " changed");
}

static void obey(struct terminal *t, const char *line, const sigset_t *open)
{
        if (strncmp(line, "wait ", 5) == 0) {
                puts(await(t, line + 5, open));
        } else if (strncmp(line, "type ", 5) == 0) {
                type(t, line + 5);
                puts("typed");
        } else if (strncmp(line, "resize ", 7) == 0) {
                struct winsize size = size_from(line + 7);

                ioctl(t->master, TIOCSWINSZ, &size);
                puts("resized");
        } else if (strcmp(line, "pid") == 0) {
                printf("%d\n", (int)t->program);
        } else if (strcmp(line, "hang up") == 0) {
                hang_up(t);
                puts("hung up");
        } else if (strcmp(line, "end") == 0) {
                tell_end(t, open);
        } else {
                printf("no such order: %s\n", line);
        }
        fflush(stdout);
}

static void on_child(int signum)
{
        (void)signum;
}

int main(int argc, char **argv)
{
        struct terminal t = {.master = -1};
        char line[LINE];
        sigset_t blocked, open;

        if (argc < 4) {
                fprintf(stderr, "usage: typist LOG COLUMNSxROWS COMMAND...\n");
                return 2;
        }
        t.log = fopen(argv[1], "we");
        if (!t.log)
                die(argv[1]);
        start(&t, argv[2], argv + 3);
        /* blocked but in ppoll(), so that no end goes unheard */
        signal(SIGCHLD, on_child);
        sigemptyset(&blocked);
        sigaddset(&blocked, SIGCHLD);
        sigprocmask(SIG_BLOCK, &blocked, &open);
        while (fgets(line, sizeof(line), stdin)) {
                line[strcspn(line, "\n")] = '\0';
                obey(&t, line, &open);
        }
        if (!t.ended)
                kill(t.program, SIGKILL);
        free(t.shown);
        fclose(t.log);
        return 0;
}
