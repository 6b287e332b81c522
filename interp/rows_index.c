/*
 * One bit a byte: 64 bytes give a word of bits for the delimiters, one for LF and one for what is
 * odd. The bits are then turned into places. A bit that is not there costs nothing, and nothing
 * depends on what stands where but how often the loop runs.
 */
#include "interp/rows_index.h"

#include <string.h>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "interp/loadword.h"
#include "lang/arena.h"

enum {
	STEP = 64,
	/* places put down without asking whether there are so many; mostly there are not more */
	AT_ONCE = 8
};

struct rows_index *
rows_index_make(void)
{
	struct rows_index *index = memory_grow(NULL, 1, sizeof *index);
	size_t most = ROWS_INDEX_BYTES + AT_ONCE + 1;

	memset(index, 0, sizeof *index);
	index->ends = memory_grow(NULL, most, sizeof *index->ends);
	index->lines = memory_grow(NULL, most, sizeof *index->lines);
	index->odd = memory_grow(NULL, most, sizeof *index->odd);
	return index;
}

void
rows_index_free(struct rows_index *index)
{
	if (index == NULL)
		return;
	memory_free(index->ends);
	memory_free(index->lines);
	memory_free(index->odd);
	memory_free(index);
}

struct marks {
	uint64_t delimiters, lines, odd;	/* odd: quotes, and CR of any kind */
};

/* ---- 64 bytes to bits: for every processor ---- */

/* The bits of the bytes of eight that are `byte`: a byte of the difference is zero exactly there,
 * and no carry runs from one byte into the next. */
static inline uint64_t
bits_of_eight(uint64_t word, char byte)
{
	static const uint64_t lows = UINT64_C(0x7F7F7F7F7F7F7F7F);
	uint64_t differ = word ^ (UINT64_C(0x0101010101010101) * (unsigned char)byte);
	uint64_t zero = ~(((differ & lows) + lows) | differ | lows);

	return (zero >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static struct marks
marks_plain(const char *at, char delimiter)
{
	struct marks marks = { 0, 0, 0 };

	for (int i = 0; i < STEP; i += 8) {
		uint64_t word = load_word(at + i);

		marks.delimiters |= bits_of_eight(word, delimiter) << i;
		marks.lines |= bits_of_eight(word, '\n') << i;
		marks.odd |= (bits_of_eight(word, '"') | bits_of_eight(word, '\r')) << i;
	}
	return marks;
}

#if defined(__SSE2__)
/* ---- for one with SSE2 ---- */

static inline uint64_t
bits(__m128i a, __m128i b, __m128i c, __m128i d)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(a) |
	    (uint64_t)(unsigned)_mm_movemask_epi8(b) << 16 |
	    (uint64_t)(unsigned)_mm_movemask_epi8(c) << 32 |
	    (uint64_t)(unsigned)_mm_movemask_epi8(d) << 48;
}

static inline __m128i
quote_or_return(__m128i bytes)
{
	return _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
	    _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
}

static inline struct marks
marks_quick(const char *at, char delimiter)
{
	const __m128i *from = (const __m128i *)(const void *)at;
	__m128i a = _mm_loadu_si128(from), b = _mm_loadu_si128(from + 1),
	    c = _mm_loadu_si128(from + 2), d = _mm_loadu_si128(from + 3);
	__m128i parting = _mm_set1_epi8(delimiter), line = _mm_set1_epi8('\n');
	__m128i odd_a = quote_or_return(a), odd_b = quote_or_return(b),
	    odd_c = quote_or_return(c), odd_d = quote_or_return(d);
	__m128i odd = _mm_or_si128(_mm_or_si128(odd_a, odd_b), _mm_or_si128(odd_c, odd_d));
	struct marks marks;

	marks.delimiters = bits(_mm_cmpeq_epi8(a, parting), _mm_cmpeq_epi8(b, parting),
	    _mm_cmpeq_epi8(c, parting), _mm_cmpeq_epi8(d, parting));
	marks.lines = bits(_mm_cmpeq_epi8(a, line), _mm_cmpeq_epi8(b, line),
	    _mm_cmpeq_epi8(c, line), _mm_cmpeq_epi8(d, line));
	marks.odd = _mm_movemask_epi8(odd) == 0 ? 0 : bits(odd_a, odd_b, odd_c, odd_d);
	return marks;
}
/* ---- and for one with AVX2 ---- */

#define WITH_AVX2 __attribute__((target("avx2,bmi,popcnt")))

WITH_AVX2 static inline uint64_t
wide_bits(__m256i a, __m256i b)
{
	return (uint64_t)(unsigned)_mm256_movemask_epi8(a) |
	    (uint64_t)(unsigned)_mm256_movemask_epi8(b) << 32;
}

WITH_AVX2 static inline __m256i
wide_quote_or_return(__m256i bytes)
{
	return _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')),
	    _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\r')));
}

WITH_AVX2 static inline struct marks
marks_wide(const char *at, char delimiter)
{
	const __m256i *from = (const __m256i *)(const void *)at;
	__m256i a = _mm256_loadu_si256(from), b = _mm256_loadu_si256(from + 1);
	__m256i parting = _mm256_set1_epi8(delimiter), line = _mm256_set1_epi8('\n');

	return (struct marks){
		wide_bits(_mm256_cmpeq_epi8(a, parting), _mm256_cmpeq_epi8(b, parting)),
		wide_bits(_mm256_cmpeq_epi8(a, line), _mm256_cmpeq_epi8(b, line)),
		wide_bits(wide_quote_or_return(a), wide_quote_or_return(b))
	};
}
#endif

/* ---- bits to places ---- */

/* Where the lowest bit is; 64 where there is none, which newer processors answer by themselves. */
static inline uint32_t
lowest(uint64_t word)
{
	int place = word != 0 ? __builtin_ctzll(word) : STEP;

	return (uint32_t)place;
}

/* The places behind the bits; some more are written, which the next overwrite. */
static inline uint32_t
put_ends(uint32_t *out, uint64_t word, uint32_t base)
{
	uint32_t count = (uint32_t)__builtin_popcountll(word);

	for (uint32_t i = 0; i < count; i += AT_ONCE)
		for (uint32_t j = 0; j < AT_ONCE; j++) {
			out[i + j] = base + 1 + lowest(word);
			word &= word - 1;
		}
	return count;
}

static void
put_odd(struct rows_index *index, const char *at, uint64_t word, uint32_t base)
{
	for (; word != 0; word &= word - 1) {
		uint32_t place = (uint32_t)__builtin_ctzll(word);

		if (at[place] == '"' || at[place + 1] != '\n')
			index->odd[index->odd_count++] = base + place;
	}
}

static inline void
put_marks(struct rows_index *index, const char *at, struct marks marks, uint32_t base)
{
	uint64_t lines = marks.lines;

	index->end_count += put_ends(index->ends + 1 + index->end_count,
	    marks.delimiters | marks.lines, base);
	/* One in 64 bytes, or none, as nearly always: no jump. */
	index->lines[index->line_count] = base + 1 + lowest(lines);
	index->line_count += lines != 0;
	for (lines &= lines - 1; lines != 0; lines &= lines - 1)
		index->lines[index->line_count++] = base + 1 + lowest(lines);
	if (marks.odd != 0)
		put_odd(index, at, marks.odd, base);
}

/* Whole steps of 64 bytes; answers how many bytes they are. */
static uint32_t
find_plain(struct rows_index *index, const char *bytes, uint32_t length, char delimiter)
{
	uint32_t at = 0;

	for (; at + STEP <= length; at += STEP)
		put_marks(index, bytes + at, marks_plain(bytes + at, delimiter), at);
	return at;
}

#if defined(__SSE2__)
static uint32_t
find_kind(struct rows_index *index, const char *bytes, uint32_t length, char delimiter)
{
	uint32_t at = 0;

	for (; at + STEP <= length; at += STEP)
		put_marks(index, bytes + at, marks_quick(bytes + at, delimiter), at);
	return at;
}

WITH_AVX2 static uint32_t
find_wide(struct rows_index *index, const char *bytes, uint32_t length, char delimiter)
{
	uint32_t at = 0;

	for (; at + STEP <= length; at += STEP)
		put_marks(index, bytes + at, marks_wide(bytes + at, delimiter), at);
	return at;
}

static uint32_t
find(struct rows_index *index, const char *bytes, uint32_t length, char delimiter,
    enum rows_index_way way)
{
	if (way == ROWS_INDEX_PLAIN)
		return find_plain(index, bytes, length, delimiter);
	if (way == ROWS_INDEX_KIND || !__builtin_cpu_supports("avx2"))
		return find_kind(index, bytes, length, delimiter);
	return find_wide(index, bytes, length, delimiter);
}
#else
static uint32_t
find(struct rows_index *index, const char *bytes, uint32_t length, char delimiter,
    enum rows_index_way way)
{
	(void)way;
	return find_plain(index, bytes, length, delimiter);
}
#endif

void
rows_index_find(struct rows_index *index, const char *bytes, size_t length, char delimiter,
    enum rows_index_way way)
{
	uint32_t at;

	index->ends[0] = 0;
	index->end_count = index->line_count = index->odd_count = 0;
	at = find(index, bytes, (uint32_t)length, delimiter, way);
	if (at < length) {
		struct marks marks = marks_plain(bytes + at, delimiter);
		uint64_t kept = (UINT64_C(1) << (length - at)) - 1;

		put_marks(index, bytes + at, (struct marks){ marks.delimiters & kept,
		    marks.lines & kept, marks.odd & kept }, at);
	}
	index->odd[index->odd_count] = UINT32_MAX;
}
