/* sha256: FIPS 180-4, section 6.2, one 64-byte block at a time. */
#include "interp/sha256.h"

#include <string.h>

static const uint32_t constants[64] = { 0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b,
	0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6,
	0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d,
	0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
	0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585,
	0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa,
	0xa4506ceb, 0xbef9a3f7, 0xc67178f2 };

static inline uint32_t
turn(uint32_t word, int by)
{
	return word >> by | word << (32 - by);
}

static inline uint32_t
word_at(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	    bytes[3];
}

static void
add_blocks_plainly(uint32_t state[8], const uint8_t *bytes, size_t blocks)
{
	uint32_t w[64];

	for (; blocks > 0; blocks--, bytes += 64) {
		uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
		uint32_t e = state[4], f = state[5], g = state[6], h = state[7];

		for (int i = 0; i < 16; i++)
			w[i] = word_at(bytes + 4 * i);
		for (int i = 16; i < 64; i++) {
			uint32_t s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3;
			uint32_t s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10;

			w[i] = w[i - 16] + s0 + w[i - 7] + s1;
		}
		for (int i = 0; i < 64; i++) {
			uint32_t s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
			uint32_t one = h + s1 + ((e & f) ^ (~e & g)) + constants[i] + w[i];
			uint32_t s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
			uint32_t two = s0 + ((a & b) ^ (a & c) ^ (b & c));

			h = g;
			g = f;
			f = e;
			e = d + one;
			d = c;
			c = b;
			b = a;
			a = one + two;
		}
		state[0] += a;
		state[1] += b;
		state[2] += c;
		state[3] += d;
		state[4] += e;
		state[5] += f;
		state[6] += g;
		state[7] += h;
	}
}

/*
 * The same with the processor's own instructions, where it has them: five times as fast, and the
 * digest is taken of every byte that is read. State is kept as the instructions want it: {A,B,E,F}
 * and {C,D,G,H}.
 */
#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>

__attribute__((target("sha,sse4.1,ssse3"))) static void
add_blocks_quickly(uint32_t state[8], const uint8_t *bytes, size_t blocks)
{
	const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
	__m128i low = _mm_loadu_si128((const __m128i *)(const void *)&state[0]);
	__m128i high = _mm_loadu_si128((const __m128i *)(const void *)&state[4]);
	__m128i abef, cdgh;

	low = _mm_shuffle_epi32(low, 0xb1);
	high = _mm_shuffle_epi32(high, 0x1b);
	abef = _mm_alignr_epi8(low, high, 8);
	cdgh = _mm_blend_epi16(high, low, 0xf0);
	for (; blocks > 0; blocks--, bytes += 64) {
		__m128i before_abef = abef, before_cdgh = cdgh, w[4];

		for (int i = 0; i < 4; i++)
			w[i] = _mm_shuffle_epi8(
			    _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i)), swap);
#pragma GCC unroll 16
		for (int i = 0; i < 16; i++) {
			__m128i k =
			    _mm_loadu_si128((const __m128i *)(const void *)&constants[4 * i]);
			__m128i sum = _mm_add_epi32(w[i & 3], k);

			cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
			abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
			if (i < 12) {
				__m128i next = _mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]);

				next = _mm_add_epi32(next,
				    _mm_alignr_epi8(w[(i + 3) & 3], w[(i + 2) & 3], 4));
				w[i & 3] = _mm_sha256msg2_epu32(next, w[(i + 3) & 3]);
			}
		}
		abef = _mm_add_epi32(abef, before_abef);
		cdgh = _mm_add_epi32(cdgh, before_cdgh);
	}
	low = _mm_shuffle_epi32(abef, 0x1b);
	high = _mm_shuffle_epi32(cdgh, 0xb1);
	_mm_storeu_si128((__m128i *)(void *)&state[0], _mm_blend_epi16(low, high, 0xf0));
	_mm_storeu_si128((__m128i *)(void *)&state[4], _mm_alignr_epi8(high, low, 8));
}

static int
processor_has_it(void)
{
	unsigned a, b, c, d;

	if (!__get_cpuid(1, &a, &b, &c, &d) || (c & bit_SSE4_1) == 0 || (c & bit_SSSE3) == 0)
		return 0;
	return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & (1u << 29)) != 0;
}

static void
add_blocks(struct sha256 *digest, const uint8_t *bytes, size_t blocks)
{
	/* Asking the processor is slow; a digest of less than this is not worth the question. */
	if (digest->quick || (!digest->asked && blocks >= 64 && processor_has_it()))
		add_blocks_quickly(digest->state, bytes, blocks);
	else
		add_blocks_plainly(digest->state, bytes, blocks);
}
#else
static int
processor_has_it(void)
{
	return 0;
}

static void
add_blocks(struct sha256 *digest, const uint8_t *bytes, size_t blocks)
{
	add_blocks_plainly(digest->state, bytes, blocks);
}
#endif

void
sha256_init(struct sha256 *digest)
{
	digest->asked = digest->quick = false;
	sha256_restart(digest);
}

void
sha256_prepare(struct sha256 *digest)
{
	sha256_init(digest);
	digest->asked = true;
	digest->quick = processor_has_it() != 0;
}

void
sha256_restart(struct sha256 *digest)
{
	static const uint32_t start[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };

	memcpy(digest->state, start, sizeof(start));
	digest->length = 0;
	digest->used = 0;
}

void
sha256_add(struct sha256 *digest, const void *bytes, size_t length)
{
	const uint8_t *at = bytes;

	digest->length += length;
	if (digest->used > 0) {
		size_t part = sizeof(digest->block) - digest->used;

		if (part > length)
			part = length;
		memcpy(digest->block + digest->used, at, part);
		digest->used += part;
		at += part;
		length -= part;
		if (digest->used < sizeof(digest->block))
			return;
		add_blocks(digest, digest->block, 1);
		digest->used = 0;
	}
	add_blocks(digest, at, length / 64);
	digest->used = length % 64;
	if (digest->used > 0)
		memcpy(digest->block, at + (length - digest->used), digest->used);
}

void
sha256_hex(struct sha256 *digest, char out[65])
{
	static const char digits[] = "0123456789abcdef";
	uint64_t bits = digest->length * 8;
	uint8_t end[72] = { 0x80 };
	size_t padding = (digest->used < 56 ? 56 : 120) - digest->used;

	for (int i = 0; i < 8; i++)
		end[padding + (size_t)i] = (uint8_t)(bits >> (56 - 8 * i));
	sha256_add(digest, end, padding + 8);
	for (int i = 0; i < 8; i++) {
		for (int j = 0; j < 8; j++)
			out[8 * i + j] = digits[digest->state[i] >> (28 - 4 * j) & 15];
	}
	out[64] = '\0';
}
