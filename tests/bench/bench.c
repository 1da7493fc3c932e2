/*
 * The measuring part of scripts/bench. Plain POSIX on purpose: a floor must not stand on what it
 * measures.
 *
 *      bench measure N COMMAND...        runs COMMAND N times: wall, CPU and peak memory as one
 * JSON line bench record PORT HOST:PORT FILE  a proxy that keeps every request's bytes in FILE, in
 * order of arrival bench replay FILE HOST:PORT       sends those bytes over one kept-alive
 * connection, one after another
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MESSAGE_MAX = 8 << 20 };

static void die(const char *what)
{
        fprintf(stderr, "bench: %s: %s\n", what, strerror(errno));
        exit(1);
}

static double seconds(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- measure --- */

struct sample {
        double wall, cpu;
        long peak; /* KiB */
};

static int by_wall(const void *a, const void *b)
{
        double x = ((const struct sample *)a)->wall, y = ((const struct sample *)b)->wall;

        return (x > y) - (x < y);
}

static struct sample run_once(char **command)
{
        struct sample s;
        struct rusage usage;
        double start = seconds();
        int status;
        pid_t pid = fork();

        if (pid < 0)
                die("fork");
        if (pid == 0) {
                int nowhere = open("/dev/null", O_WRONLY);

                dup2(nowhere, 1);
                execvp(command[0], command);
                die(command[0]);
        }
        if (wait4(pid, &status, 0, &usage) < 0)
                die("wait");
        s.wall = seconds() - start;
        s.cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
        s.peak = usage.ru_maxrss;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
                fprintf(stderr, "bench: %s failed with status %d\n", command[0],
                        WIFEXITED(status) ? WEXITSTATUS(status) : -1);
                exit(1);
        }
        return s;
}

static int measure(int count, char **command)
{
        struct sample *samples = calloc((size_t)count, sizeof(*samples));

        if (!samples)
                die("memory");
        for (int i = 0; i < count; i++)
                samples[i] = run_once(command);
        qsort(samples, (size_t)count, sizeof(*samples), by_wall);
        printf("{\"runs\":%d,\"wall_ms\":%.2f,\"cpu_ms\":%.2f,\"peak_mib\":%.1f,\"best_ms\":%.2f}"
               "\n",
               count, samples[count / 2].wall * 1e3, samples[count / 2].cpu * 1e3,
               (double)samples[count / 2].peak / 1024, samples[0].wall * 1e3);
        free(samples);
        return 0;
}

/* --- one HTTP message --- */

/* Its whole length once the header is complete, else 0. Bodies by Content-Length only. */
static size_t message_length(const char *bytes, size_t len)
{
        const char *end = memmem(bytes, len, "\r\n\r\n", 4);
        const char *line;
        size_t body = 0;

        if (!end)
                return 0;
        for (line = bytes; line < end; line = strstr(line, "\r\n") + 2) {
                if (strncasecmp(line, "Content-Length:", 15) == 0)
                        body = strtoul(line + 15, NULL, 10);
        }
        return (size_t)(end - bytes) + 4 + body;
}

/* Reads one message into buffer; 0 at the end of the stream. */
static size_t read_message(int fd, char *buffer)
{
        size_t have = 0, want = 0;

        while (want == 0 || have < want) {
                ssize_t n = read(fd, buffer + have, MESSAGE_MAX - 1 - have);

                if (n <= 0)
                        return 0;
                have += (size_t)n;
                buffer[have] = '\0';
                want = message_length(buffer, have);
        }
        return have;
}

static void write_all(int fd, const char *bytes, size_t len)
{
        while (len > 0) {
                ssize_t n = write(fd, bytes, len);

                if (n <= 0)
                        die("write");
                bytes += n;
                len -= (size_t)n;
        }
}

static int dial(const char *target)
{
        struct sockaddr_in to = {.sin_family = AF_INET};
        char host[64];
        const char *colon = strrchr(target, ':');
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;

        if (!colon || (size_t)(colon - target) >= sizeof(host)) {
                fprintf(stderr, "bench: %s is not HOST:PORT\n", target);
                exit(2);
        }
        snprintf(host, sizeof(host), "%.*s", (int)(colon - target), target);
        to.sin_port = htons((unsigned short)strtol(colon + 1, NULL, 10));
        if (fd < 0 || inet_pton(AF_INET, host, &to.sin_addr) != 1 ||
            connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
                die(target);
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
        return fd;
}

/* --- record --- */

static void relay(int client, const char *target, int record)
{
        char *buffer = malloc(MESSAGE_MAX);
        int server = dial(target);
        size_t len;

        if (!buffer)
                die("memory");
        while ((len = read_message(client, buffer)) > 0) {
                flock(record, LOCK_EX);
                write_all(record, buffer, len);
                flock(record, LOCK_UN);
                write_all(server, buffer, len);
                len = read_message(server, buffer);
                if (len == 0)
                        break;
                write_all(client, buffer, len);
        }
        free(buffer);
}

static int record(int port, const char *target, const char *file)
{
        struct sockaddr_in at = {.sin_family = AF_INET,
                                 .sin_port = htons((unsigned short)port),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t size = sizeof(at);
        int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;

        signal(SIGCHLD, SIG_IGN);
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
        if (bind(listener, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(listener, 16) != 0)
                die("listen");
        getsockname(listener, (struct sockaddr *)&at, &size);
        printf("listening on 127.0.0.1:%d\n", ntohs(at.sin_port));
        fflush(stdout);
        for (;;) {
                int client = accept(listener, NULL, NULL);

                if (client < 0)
                        die("accept");
                setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
                if (fork() == 0) {
                        /* Opened here: the lock belongs to the open file. */
                        int out = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

                        if (out < 0)
                                die(file);
                        relay(client, target, out);
                        _exit(0);
                }
                close(client);
        }
}

/* --- replay --- */

static char *read_file(const char *file, size_t *len)
{
        FILE *in = fopen(file, "rb");
        char *bytes = malloc(MESSAGE_MAX);

        if (!in || !bytes)
                die(file);
        *len = fread(bytes, 1, MESSAGE_MAX - 1, in);
        bytes[*len] = '\0';
        fclose(in);
        return bytes;
}

static int replay(const char *file, const char *target)
{
        size_t len, at = 0;
        char *bytes = read_file(file, &len), *answer = malloc(MESSAGE_MAX);
        int server = dial(target), count = 0, refused = 0;

        if (!answer)
                die("memory");
        while (at < len) {
                size_t one = message_length(bytes + at, len - at);

                if (one == 0 || at + one > len)
                        break;
                write_all(server, bytes + at, one);
                if (read_message(server, answer) == 0)
                        die("the server closed the connection");
                if (strncmp(answer, "HTTP/1.1 2", 10) != 0)
                        refused++;
                at += one;
                count++;
        }
        fprintf(stderr, "{\"requests\":%d,\"not_2xx\":%d}\n", count, refused);
        free(bytes);
        free(answer);
        close(server);
        return count > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
        if (argc >= 4 && strcmp(argv[1], "measure") == 0 && atoi(argv[2]) > 0)
                return measure(atoi(argv[2]), argv + 3);
        if (argc == 5 && strcmp(argv[1], "record") == 0)
                return record(atoi(argv[2]), argv[3], argv[4]);
        if (argc == 4 && strcmp(argv[1], "replay") == 0)
                return replay(argv[2], argv[3]);
        fprintf(stderr, "usage: bench measure N COMMAND... | record PORT HOST:PORT FILE | "
                        "replay FILE HOST:PORT\n");
        return 2;
}
