/* TCP on fibers: echo, a proxy between two of them, ends, refusals, time limits. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/loop/internal.h"
#include "engine/loop/tcp.h"
#include "helper_cmocka.h"
#include "helper_loop.h"

struct scene {
        struct loop *loop;
        struct tcp_server *echo, *proxy;
        int served;
};

static void serve_echo(void *arg, struct tcp *t)
{
        struct scene *s = arg;
        char piece[8192];
        long len;

        s->served++;
        while ((len = tcp_read(t, piece, sizeof(piece))) > 0) {
                if (!tcp_write(t, piece, (size_t)len))
                        break;
        }
        tcp_close(t);
}

/* --- a proxy: one fiber for each direction --- */

struct pump {
        struct tcp *from, *to;
};

static void pump(void *arg)
{
        struct pump *p = arg;
        char piece[4096];
        long len;

        while ((len = tcp_read(p->from, piece, sizeof(piece))) > 0) {
                if (!tcp_write(p->to, piece, (size_t)len))
                        break;
        }
        tcp_shutdown(p->to);
        tcp_shutdown(p->to); /* twice does no harm */
}

static void serve_proxy(void *arg, struct tcp *client)
{
        struct scene *s = arg;
        struct err err = ERR_INIT;
        struct tcp *server =
                tcp_connect(s->loop, "127.0.0.1", tcp_server_port(s->echo), 5000, &err);
        struct pump up = {client, server}, down = {server, client};
        struct fiber *other;

        assert_non_null(server);
        other = fiber_start_daemon(s->loop, "pump", pump, &up);
        pump(&down); /* ends last: the echo ends when its client has */
        (void)other;
        tcp_close(server);
        tcp_close(client);
}

static char *some_bytes(size_t len)
{
        char *bytes = xmalloc(len);

        for (size_t i = 0; i < len; i++)
                bytes[i] = (char)(i * 131 >> 5);
        return bytes;
}

struct sender {
        struct tcp *to;
        const char *bytes;
        size_t len;
        bool ok;
};

static void send_all(void *arg)
{
        struct sender *s = arg;

        s->ok = tcp_write(s->to, s->bytes, s->len);
        tcp_shutdown(s->to);
}

static void round_trip(struct scene *s, struct tcp_server *server, size_t len)
{
        struct err err = ERR_INIT;
        struct tcp *t = tcp_connect(s->loop, "127.0.0.1", tcp_server_port(server), 5000, &err);
        struct sender sender = {.to = t, .bytes = some_bytes(len), .len = len};
        struct text got = TEXT_INIT;
        char piece[3000];
        long n;

        assert_non_null(t);
        fiber_start(s->loop, "sender", send_all, &sender);
        while ((n = tcp_read(t, piece, sizeof(piece))) > 0)
                text_add_n(&got, piece, (size_t)n);
        assert_int_equal(n, 0);
        assert_true(sender.ok);
        assert_int_equal(got.len, len);
        assert_memory_equal(got.data, sender.bytes, len);
        tcp_close(t);
        text_release(&got);
        free((char *)sender.bytes);
}

static void echo_and_proxy(void *loop)
{
        struct scene s = {.loop = loop};
        struct err err = ERR_INIT;

        s.echo = tcp_listen(loop, "127.0.0.1", 0, serve_echo, &s, &err);
        s.proxy = tcp_listen(loop, "127.0.0.1", 0, serve_proxy, &s, &err);
        assert_non_null(s.echo);
        assert_non_null(s.proxy);
        round_trip(&s, s.echo, 5);
        round_trip(&s, s.echo, 5000000);
        round_trip(&s, s.proxy, 7);
        round_trip(&s, s.proxy, 5000000);
        assert_int_equal(s.served, 4);
        tcp_server_stop(s.echo);
        tcp_server_stop(s.proxy);
}

static void test_echo_and_proxy(void **state)
{
        (void)state;
        in_real_time(echo_and_proxy);
}

/* --- ends --- */

struct reader {
        struct tcp *t;
        struct fiber *fiber;
        long got;
};

static void read_one(void *arg)
{
        struct reader *r = arg;
        char byte;

        r->got = tcp_read(r->t, &byte, 1);
}

static void serve_silence(void *arg, struct tcp *t)
{
        struct scene *s = arg;

        s->served++;
        fiber_sleep(s->loop, 100000);
        tcp_close(t);
}

static void close_under_reader(void *loop)
{
        struct scene s = {.loop = loop};
        struct err err = ERR_INIT;
        struct reader r = {.got = 99};

        s.echo = tcp_listen(loop, "127.0.0.1", 0, serve_silence, &s, &err);
        r.t = tcp_connect(loop, "127.0.0.1", tcp_server_port(s.echo), 5000, &err);
        r.fiber = fiber_start(loop, "reader", read_one, &r);
        fiber_sleep(loop, 0);
        tcp_close(r.t);
        tcp_close(NULL);
        fiber_join(r.fiber);
        assert_int_equal(r.got, -1);
        tcp_server_stop(s.echo);
        tcp_server_stop(NULL);
}

static void write_to_the_gone(void *loop)
{
        struct scene s = {.loop = loop};
        struct err err = ERR_INIT;
        char *bytes = some_bytes(100000);
        struct tcp *t;
        int writes = 0;

        s.echo = tcp_listen(loop, "127.0.0.1", 0, serve_echo, &s, &err);
        t = tcp_connect(loop, "127.0.0.1", tcp_server_port(s.echo), 5000, &err);
        tcp_shutdown(t);
        assert_int_equal(tcp_read(t, bytes, 1), 0); /* the echo has ended */
        while (tcp_write(t, bytes, 100000))
                assert_true(++writes < 1000); /* an error, not a signal, says that nobody reads */
        tcp_close(t);
        tcp_server_stop(s.echo);
        free(bytes);
}

static void nobody(void *loop)
{
        struct scene s = {.loop = loop};
        struct err err = ERR_INIT;
        int port;

        s.echo = tcp_listen(loop, "127.0.0.1", 0, serve_echo, &s, &err);
        port = tcp_server_port(s.echo);
        assert_null(tcp_listen(loop, "127.0.0.1", port, serve_echo, &s, &err));
        assert_int_equal(err.code, ERR_SYSTEM);
        tcp_server_stop(s.echo);
        fiber_sleep(loop, 1);
        assert_null(tcp_connect(loop, "127.0.0.1", port, 5000, &err));
        assert_int_equal(err.code, ERR_UNREACHABLE);
        assert_null(tcp_connect(loop, "nowhere", port, 5000, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_null(tcp_connect(loop, "127.0.0.1", 70000, 5000, &err));
        assert_int_equal(err.code, ERR_INVALID);
        err_clear(&err);
}

/* --- names --- */

enum { THREADS = 4 }; /* that libuv looks names up on, unless told otherwise */

/* Every one of them is taken, so that no name is found until they are let go. */
static struct taken {
        uv_work_t work[THREADS];
        uv_sem_t begun, let_go;
        int ended;
} taken;

static void hold(uv_work_t *work)
{
        (void)work;
        uv_sem_post(&taken.begun);
        uv_sem_wait(&taken.let_go);
}

static void on_let_go(uv_work_t *work, int status)
{
        (void)work;
        (void)status;
        taken.ended++;
}

static void take_threads(struct loop *loop)
{
        uv_sem_init(&taken.begun, 0);
        uv_sem_init(&taken.let_go, 0);
        for (int i = 0; i < THREADS; i++)
                uv_queue_work(loop_uv(loop, "the test"), &taken.work[i], hold, on_let_go);
        for (int i = 0; i < THREADS; i++)
                uv_sem_wait(&taken.begun);
}

static void let_threads_go(struct loop *loop)
{
        for (int i = 0; i < THREADS; i++)
                uv_sem_post(&taken.let_go);
        while (taken.ended < THREADS)
                fiber_sleep(loop, 1);
        uv_sem_destroy(&taken.begun);
        uv_sem_destroy(&taken.let_go);
}

/* A name that is given up while it is being looked up is let go of when the answer comes. */
static void by_name(void *loop)
{
        struct scene s = {.loop = loop};
        struct err err = ERR_INIT;
        struct tcp *t;
        int port;

        s.echo = tcp_listen(loop, "127.0.0.1", 0, serve_echo, &s, &err);
        port = tcp_server_port(s.echo);
        t = tcp_connect_name(loop, "localhost", port, 5000, &err);
        assert_non_null(t);
        tcp_close(t);
        take_threads(loop);
        assert_null(tcp_connect_name(loop, "localhost", port, 1, &err));
        assert_int_equal(err.code, ERR_UNREACHABLE);
        assert_non_null(strstr(err_text(&err), "in time"));
        let_threads_go(loop);
        tcp_server_stop(s.echo);
        fiber_sleep(loop, 1);
        assert_null(tcp_connect_name(loop, "localhost", port, 5000, &err));
        assert_int_equal(err.code, ERR_UNREACHABLE);
        assert_null(tcp_connect_name(loop, "a name with spaces", port, 5000, &err));
        assert_int_equal(err.code, ERR_UNREACHABLE);
        assert_non_null(strstr(err_text(&err), "can't find the address of a name with spaces"));
        err_clear(&err);
}

static void test_ends(void **state)
{
        (void)state;
        in_real_time(by_name);
        in_real_time(close_under_reader);
        in_real_time(write_to_the_gone);
        in_real_time(nobody);
}

static void stop_with_all_open(void *arg)
{
        struct scene *s = arg;
        struct err err = ERR_INIT;
        char byte;

        s->echo = tcp_listen(s->loop, "127.0.0.1", 0, serve_silence, s, &err);
        assert_non_null(tcp_connect(s->loop, "127.0.0.1", tcp_server_port(s->echo), 5000, &err));
        while (s->served == 0)
                fiber_sleep(s->loop, 1);
        loop_stop(s->loop);
        tcp_read(tcp_connect(s->loop, "127.0.0.1", tcp_server_port(s->echo), 5000, &err), &byte, 1);
}

static void test_loop_free_closes(void **state)
{
        struct scene s = {.loop = loop_new()};

        (void)state;
        fiber_start(s.loop, "test", stop_with_all_open, &s);
        loop_run(s.loop);
        loop_free(s.loop); /* asserts that nothing of libuv's is left */
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_echo_and_proxy),
                cmocka_unit_test(test_ends),
                cmocka_unit_test(test_loop_free_closes),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
