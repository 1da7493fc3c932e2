/* SHA-256, and SHA-1 where a name is made with it, through libcrypto. */
#ifndef SNAPLIFT_BASE_DIGEST_H
#define SNAPLIFT_BASE_DIGEST_H

#include <stddef.h>

enum { DIGEST_BYTES = 32, DIGEST_HEX_SIZE = 65, DIGEST_SHA1_HEX_SIZE = 41 };

void digest_sha256_hex(const void *bytes, size_t len, char out[DIGEST_HEX_SIZE]);
/* Not for anything that must hold against an attacker. */
void digest_sha1_hex(const void *bytes, size_t len, char out[DIGEST_SHA1_HEX_SIZE]);
void digest_hmac_sha256(const void *key, size_t key_len, const void *bytes, size_t len,
                        unsigned char out[DIGEST_BYTES]);
void digest_hex(const unsigned char bytes[DIGEST_BYTES], char out[DIGEST_HEX_SIZE]);

#endif
