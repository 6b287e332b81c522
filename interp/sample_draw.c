/* sample_draw: which rows, of all there are; how, says draw.h. */
#include <string.h>

#include "interp/sample_parts.h"

/* Outcomes in byte order; then the rows by their keys, by a merge sort that keeps equal keys as
 * they stand. */
static void
sort_strata(struct sample *sample)
{
	uint32_t place[DRAW_STRATA_MAX];

	for (uint32_t i = 0; i < sample->stratum_count; i++) {
		place[i] = 0;
		for (uint32_t j = 0; j < sample->stratum_count; j++)
			place[i] += sample->stratum_count > 1 &&
			    strcmp(sample->strata[j].outcome, sample->strata[i].outcome) < 0;
	}
	for (uint64_t r = 0; r < sample->count; r++)
		sample->rows[r].stratum = place[sample->rows[r].stratum];
	for (uint32_t i = 0; i < sample->stratum_count; i++)
		while (place[i] != i) {
			struct sample_stratum stratum = sample->strata[i];
			uint32_t to = place[i];

			sample->strata[i] = sample->strata[to];
			sample->strata[to] = stratum;
			place[i] = place[to];
			place[to] = to;
		}
}

static void
sort_rows(struct sample *sample)
{
	struct sample_row *from = sample->rows,
			  *into = memory_grow(NULL, (size_t)sample->count + 1, sizeof *into);

	for (uint64_t run = 1; run < sample->count; run *= 2) {
		struct sample_row *swap = from;

		for (uint64_t start = 0; start < sample->count; start += 2 * run) {
			uint64_t middle = start + run < sample->count ? start + run : sample->count;
			uint64_t end = middle + run < sample->count ? middle + run : sample->count,
				 left = start, right = middle;

			for (uint64_t at = start; at < end; at++)
				into[at] = left < middle &&
					(right == end ||
					    strcmp(from[left].key, from[right].key) <= 0) ?
				    from[left++] :
				    from[right++];
		}
		from = into;
		into = swap;
	}
	memory_free(into);
	sample->rows = from;
}

/* ---- drawing ---- */

static void
draw_stratum(struct sample *sample, struct draw *draw, uint32_t stratum)
{
	uint64_t size = sample->strata[stratum].size, at = 0;
	bool *chosen = memory_grow(NULL, (size_t)size + 1, sizeof *chosen);

	draw_some(draw, chosen, size, sample->strata[stratum].share);
	for (uint64_t i = 0; i < sample->count; i++)
		if (sample->rows[i].stratum == stratum)
			sample->rows[i].drawn = chosen[at++];
	memory_free(chosen);
}

bool
sample_draw(struct sample *sample, struct fault *fault)
{
	uint64_t sizes[DRAW_STRATA_MAX], shares[DRAW_STRATA_MAX];
	struct draw draw;

	if (sample->wanted > sample->count)
		sample->wanted = sample->count;
	if (sample->wanted < sample->stratum_count)
		return fault_set(fault, EXIT_USAGE,
		    "--by outcome: '%s' has %u outcomes, so %llu rows are too few\nask for at "
		    "least %u",
		    sample->decision, (unsigned)sample->stratum_count,
		    (unsigned long long)sample->wanted, (unsigned)sample->stratum_count);
	sort_strata(sample);
	sort_rows(sample);
	for (uint32_t i = 0; i < sample->stratum_count; i++)
		sizes[i] = sample->strata[i].size;
	draw_share(shares, sizes, sample->stratum_count, sample->wanted);
	draw_seed(&draw, sample->seed);
	for (uint32_t i = 0; i < sample->stratum_count; i++) {
		sample->strata[i].share = shares[i];
		draw_stratum(sample, &draw, i);
	}
	return true;
}
