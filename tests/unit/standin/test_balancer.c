/* The balancer between real sockets: health, turns, draining, no target. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/text.h"
#include "engine/loop/tcp.h"
#include "engine/standin/balancer.h"

/* A server that says its name; `sick` ones answer 500 to everything; `held` ones wait. */
struct backend {
        struct loop *loop;
        struct tcp_server *server;
        const char *name;
        bool sick, held, healthy;
        int served, waiting;
        struct signal_point changed;
};

static bool is_check(const char *request)
{
        return strstr(request, "/health") != NULL;
}

static void serve(void *arg, struct tcp *c)
{
        struct backend *b = arg;
        char request[1024] = "", reply[128];
        long got = tcp_read(c, request, sizeof(request) - 1);

        if (got > 0) {
                if (!is_check(request)) {
                        b->waiting++;
                        signal_all(b->loop, &b->changed);
                        while (b->held)
                                signal_wait(b->loop, &b->changed, -1);
                        b->waiting--;
                        b->served++;
                }
                snprintf(reply, sizeof(reply), "HTTP/1.0 %s\r\n\r\n%s",
                         b->sick ? "500 Sick" : "200 OK", b->name);
                tcp_write(c, reply, strlen(reply));
        }
        tcp_shutdown(c);
        tcp_close(c);
}

static void changed(void *arg, bool healthy)
{
        struct backend *b = arg;

        b->healthy = healthy;
        signal_all(b->loop, &b->changed);
}

static void backend_start(struct backend *b, struct loop *loop, const char *name)
{
        struct err err = ERR_INIT;

        *b = (struct backend){.loop = loop, .name = name};
        b->server = tcp_listen(loop, "127.0.0.1", 0, serve, b, &err);
        assert_non_null(b->server);
}

static struct target *add(struct balancer *lb, struct backend *b)
{
        return balancer_add(lb, b->name, "127.0.0.1", tcp_server_port(b->server), changed, b);
}

static void wait_health(struct backend *b, bool healthy)
{
        int64_t deadline = loop_ticks(b->loop) + 20000;

        while (b->healthy != healthy)
                assert_true(signal_wait(b->loop, &b->changed, deadline));
}

/* The whole answer of a new connection; the caller frees nothing. */
static const char *ask(struct loop *loop, int port, struct text *answer)
{
        struct err err = ERR_INIT;
        struct tcp *c = tcp_connect(loop, "127.0.0.1", port, 5000, &err);
        char buffer[512];
        long got;

        assert_non_null(c);
        text_clear(answer);
        assert_true(tcp_write(c, "GET / HTTP/1.0\r\n\r\n", 18));
        while ((got = tcp_read(c, buffer, sizeof(buffer))) > 0)
                text_add_n(answer, buffer, (size_t)got);
        tcp_close(c);
        return text_str(answer);
}

static struct balancer *balancer(struct loop *loop)
{
        const struct balancer_settings settings = {
                .health_path = "/health", .interval = 20, .patience = 300};
        struct err err = ERR_INIT;
        struct balancer *lb = balancer_start(loop, "127.0.0.1", 0, &settings, &err);

        assert_non_null(lb);
        return lb;
}

static void in_turn(struct loop *loop)
{
        struct balancer *lb = balancer(loop);
        struct text answer = TEXT_INIT;
        struct backend a, b, sick;

        backend_start(&a, loop, "a");
        backend_start(&b, loop, "b");
        backend_start(&sick, loop, "sick");
        sick.sick = true;
        add(lb, &sick);
        add(lb, &a);
        add(lb, &b);
        wait_health(&a, true);
        wait_health(&b, true);
        for (int i = 0; i < 10; i++)
                assert_true(text_starts(ask(loop, balancer_port(lb), &answer), "HTTP/1.0 200"));
        assert_int_equal(a.served, 5);
        assert_int_equal(b.served, 5);
        assert_int_equal(sick.served, 0);
        /* b falls ill: after a few checks it gets nothing any more */
        b.sick = true;
        wait_health(&b, false);
        for (int i = 0; i < 4; i++)
                assert_true(text_ends(ask(loop, balancer_port(lb), &answer), "a"));
        b.sick = false;
        wait_health(&b, true);
        balancer_free(lb);
        tcp_server_stop(a.server);
        tcp_server_stop(b.server);
        tcp_server_stop(sick.server);
        text_release(&answer);
}

/* A canary: ten percent of production for the new one, all of the test traffic. */
static void by_weight(struct loop *loop)
{
        struct balancer *lb = balancer(loop);
        struct text answer = TEXT_INIT;
        struct err err = ERR_INIT;
        struct backend blue, green;
        struct target *old, *new;

        backend_start(&blue, loop, "blue");
        backend_start(&green, loop, "green");
        old = add(lb, &blue);
        new = add(lb, &green);
        assert_int_equal(balancer_test_port(lb), 0);
        assert_true(balancer_listen_test(lb, "127.0.0.1", 0, &err));
        target_weigh(old, 90, 0);
        target_weigh(new, 10, 100);
        wait_health(&blue, true);
        wait_health(&green, true);
        for (int i = 0; i < 100; i++)
                ask(loop, balancer_port(lb), &answer);
        assert_in_range(green.served, 9, 11);
        assert_int_equal(blue.served + green.served, 100);
        for (int i = 0; i < 5; i++)
                assert_true(text_ends(ask(loop, balancer_test_port(lb), &answer), "green"));
        target_weigh(old, 0, 0);
        for (int i = 0; i < 5; i++)
                assert_true(text_ends(ask(loop, balancer_port(lb), &answer), "green"));
        balancer_free(lb);
        tcp_server_stop(blue.server);
        tcp_server_stop(green.server);
        text_release(&answer);
}

static void dead_target(struct loop *loop)
{
        struct balancer *lb = balancer(loop);
        struct text answer = TEXT_INIT;
        struct backend a, b;

        backend_start(&a, loop, "a");
        backend_start(&b, loop, "b");
        add(lb, &a);
        add(lb, &b);
        wait_health(&a, true);
        wait_health(&b, true);
        /* nobody knows yet that b is gone: its connections go to a */
        tcp_server_stop(b.server);
        for (int i = 0; i < 6; i++)
                assert_true(text_ends(ask(loop, balancer_port(lb), &answer), "a"));
        balancer_free(lb);
        tcp_server_stop(a.server);
        text_release(&answer);
}

static void no_target(struct loop *loop)
{
        struct balancer *lb = balancer(loop);
        struct text answer = TEXT_INIT;

        assert_true(text_starts(ask(loop, balancer_port(lb), &answer), "HTTP/1.1 503"));
        balancer_free(lb);
        text_release(&answer);
}

struct asking {
        struct loop *loop;
        int port;
        struct text answer;
        bool over;
        struct signal_point ended;
};

static void ask_fiber(void *arg)
{
        struct asking *a = arg;

        ask(a->loop, a->port, &a->answer);
        a->over = true;
        signal_all(a->loop, &a->ended);
}

struct drain {
        struct loop *loop;
        bool over;
        struct signal_point ended;
};

static void drained(void *arg)
{
        struct drain *d = arg;

        d->over = true;
        signal_all(d->loop, &d->ended);
}

static void draining(struct loop *loop)
{
        struct balancer *lb = balancer(loop);
        struct asking asking = {.loop = loop, .port = balancer_port(lb)};
        struct drain drain = {.loop = loop};
        struct text answer = TEXT_INIT;
        struct backend a, b;
        struct target *target;

        backend_start(&a, loop, "a");
        a.held = true;
        target = add(lb, &a);
        wait_health(&a, true);
        fiber_start(loop, "asking", ask_fiber, &asking);
        while (!a.waiting)
                signal_wait(loop, &a.changed, -1);
        /* one request is in hand; from now on nothing new comes to it */
        target_drain(target, 60000, drained, &drain);
        backend_start(&b, loop, "b");
        add(lb, &b);
        assert_true(text_ends(ask(loop, balancer_port(lb), &answer), "b"));
        assert_false(drain.over);
        assert_false(asking.over);
        a.held = false;
        signal_all(loop, &a.changed);
        while (!drain.over)
                signal_wait(loop, &drain.ended, -1);
        while (!asking.over)
                signal_wait(loop, &asking.ended, -1);
        assert_true(text_ends(text_str(&asking.answer), "a"));
        assert_int_equal(a.served, 1);
        balancer_free(lb);
        tcp_server_stop(a.server);
        tcp_server_stop(b.server);
        text_release(&answer);
        text_release(&asking.answer);
}

static void limited(struct loop *loop)
{
        struct balancer *lb = balancer(loop);
        struct asking asking = {.loop = loop, .port = balancer_port(lb)};
        struct drain drain = {.loop = loop};
        struct backend a;
        struct target *target;

        backend_start(&a, loop, "a");
        a.held = true;
        target = add(lb, &a);
        wait_health(&a, true);
        fiber_start(loop, "asking", ask_fiber, &asking);
        while (!a.waiting)
                signal_wait(loop, &a.changed, -1);
        target_drain(target, 50, drained, &drain);
        while (!drain.over) /* though the request is still in hand */
                signal_wait(loop, &drain.ended, -1);
        assert_int_equal(a.waiting, 1);
        balancer_free(lb); /* cuts it */
        while (!asking.over)
                signal_wait(loop, &asking.ended, -1);
        a.held = false;
        signal_all(loop, &a.changed);
        while (a.waiting)
                fiber_sleep(loop, 1);
        fiber_sleep(loop, 1);
        tcp_server_stop(a.server);
        text_release(&asking.answer);
}

struct test {
        struct loop *loop;
        void (*body)(struct loop *loop);
};

static void run(void *arg)
{
        struct test *t = arg;

        t->body(t->loop);
}

static void on_real_loop(void (*body)(struct loop *loop))
{
        struct test t = {loop_new(), body};

        fiber_start(t.loop, "test", run, &t);
        loop_run(t.loop);
        loop_free(t.loop);
}

static void test_healthy_targets_in_turn(void **state)
{
        (void)state;
        on_real_loop(in_turn);
}

static void test_targets_by_weight(void **state)
{
        (void)state;
        on_real_loop(by_weight);
}

static void test_a_target_that_cannot_be_reached_costs_nobody_a_request(void **state)
{
        (void)state;
        on_real_loop(dead_target);
}

static void test_without_a_target_503(void **state)
{
        (void)state;
        on_real_loop(no_target);
}

static void test_draining_lets_requests_end_and_takes_no_new_ones(void **state)
{
        (void)state;
        on_real_loop(draining);
}

static void test_draining_has_a_limit(void **state)
{
        (void)state;
        on_real_loop(limited);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_healthy_targets_in_turn),
                cmocka_unit_test(test_targets_by_weight),
                cmocka_unit_test(test_a_target_that_cannot_be_reached_costs_nobody_a_request),
                cmocka_unit_test(test_without_a_target_503),
                cmocka_unit_test(test_draining_lets_requests_end_and_takes_no_new_ones),
                cmocka_unit_test(test_draining_has_a_limit),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
