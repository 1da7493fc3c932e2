/* cmocka wants these before it, in this order. */
#ifndef SNAPLIFT_TESTS_LOOP_HELPER_CMOCKA_H
#define SNAPLIFT_TESTS_LOOP_HELPER_CMOCKA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
