"""What botocore's adaptive mode makes of calls: argv[1] has "MS 0|1" per answer (1: throttled),
a line each; stdout gets the rate that its ClientRateLimiter then allows, or 0 before the first throttle.
Exit status 3 when botocore is not installed."""

import sys

try:
    from botocore.retries import adaptive, bucket, throttling
except ImportError:
    sys.exit(3)


class Clock:
    now = 0.0

    def current_time(self):
        return self.now

    def sleep(self, amount):
        raise AssertionError("nothing here waits")


class Detector:
    throttled = False

    def is_throttling_error(self, **kwargs):
        return self.throttled


clock, detector = Clock(), Detector()
tokens = bucket.TokenBucket(max_rate=1, clock=clock)
limiter = adaptive.ClientRateLimiter(
    rate_adjustor=throttling.CubicCalculator(starting_max_rate=0, start_time=0),
    rate_clocker=adaptive.RateClocker(clock),
    token_bucket=tokens,
    throttling_detector=detector,
    clock=clock,
)
for line in sys.argv[1].splitlines():
    ms, throttled = line.split()
    clock.now = int(ms) / 1000
    detector.throttled = throttled == "1"
    limiter.on_receiving_response()
    print("%.6f" % tokens.max_rate if limiter._enabled else 0)
