/*
 * A debug log on stderr for the person who looks for a fault: off unless SNAPLIFT_DEBUG or --debug
 * asks for it. Never a secret: callers log names, codes and sizes, not bodies.
 */
#ifndef SNAPLIFT_BASE_LOG_H
#define SNAPLIFT_BASE_LOG_H

#include <stdbool.h>

void log_enable(bool on);
bool log_enabled(void);
void log_debug(const char *area, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
