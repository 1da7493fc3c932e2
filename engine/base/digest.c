#include "engine/base/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <stdio.h>

static void sha256(const void *bytes, size_t len, unsigned char out[DIGEST_BYTES])
{
        SHA256(bytes, len, out);
}

void digest_hex(const unsigned char bytes[DIGEST_BYTES], char out[DIGEST_HEX_SIZE])
{
        for (int i = 0; i < DIGEST_BYTES; i++)
                snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

void digest_sha256_hex(const void *bytes, size_t len, char out[DIGEST_HEX_SIZE])
{
        unsigned char raw[DIGEST_BYTES];

        sha256(bytes, len, raw);
        digest_hex(raw, out);
}

void digest_sha1_hex(const void *bytes, size_t len, char out[DIGEST_SHA1_HEX_SIZE])
{
        unsigned char raw[SHA_DIGEST_LENGTH];

        SHA1(bytes, len, raw);
        for (size_t i = 0; i < sizeof(raw); i++)
                snprintf(out + 2 * i, 3, "%02x", raw[i]);
}

void digest_hmac_sha256(const void *key, size_t key_len, const void *bytes, size_t len,
                        unsigned char out[DIGEST_BYTES])
{
        unsigned int out_len = DIGEST_BYTES;

        HMAC(EVP_sha256(), key, (int)key_len, bytes, len, out, &out_len);
}
