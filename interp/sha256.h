/* sha256: FIPS 180-4, for digests anybody can check with sha256sum or certutil. */
#ifndef INTERP_SHA256_H
#define INTERP_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sha256 {
	uint32_t state[8];
	uint64_t length;
	uint8_t block[64];
	size_t used;
	bool asked, quick;	/* is the processor known to have instructions for it? */
};

void sha256_init(struct sha256 *digest);
/* For many short texts: asks the processor once, and then begins again and again. */
void sha256_prepare(struct sha256 *digest);
void sha256_restart(struct sha256 *digest);
void sha256_add(struct sha256 *digest, const void *bytes, size_t length);
void sha256_hex(struct sha256 *digest, char out[65]);

#endif
