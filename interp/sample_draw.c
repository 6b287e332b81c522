/* sample_draw: which rows, of all there are; how, says draw.h. */
#include <string.h>

#include "interp/rowsort.h"
#include "interp/sample_parts.h"

/* As their decisions stand in the log, and there by outcome in byte order. */
static bool
stratum_before(const struct sample_stratum *a, const struct sample_stratum *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind;
	return strcmp(a->outcome, b->outcome) < 0;
}

static void
sort_strata(struct sample *sample)
{
	uint32_t place[DRAW_STRATA_MAX];

	for (uint32_t i = 0; i < sample->stratum_count; i++) {
		place[i] = 0;
		for (uint32_t j = 0; j < sample->stratum_count; j++)
			place[i] += sample->stratum_count > 1 &&
			    stratum_before(&sample->strata[j], &sample->strata[i]);
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

/* Decision by decision, each by its keys; equal keys stay as they are. */
static int
by_key(const void *context, uint32_t a, uint32_t b)
{
	const struct sample_row *rows = context, *left = &rows[a], *right = &rows[b];

	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	return strcmp(left->key, right->key);
}

static void
sort_rows(struct sample *sample)
{
	uint32_t count = (uint32_t)sample->count, *order;
	struct sample_row *sorted;

	order = memory_grow(NULL, (size_t)count + 1, sizeof *order);
	sorted = memory_grow(NULL, (size_t)count + 1, sizeof *sorted);
	for (uint32_t i = 0; i < count; i++)
		order[i] = i;
	rowsort(order, count, NULL, by_key, sample->rows);
	for (uint32_t i = 0; i < count; i++)
		sorted[i] = sample->rows[order[i]];
	memory_free(order);
	memory_free(sample->rows);
	sample->rows = sorted;
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

static bool
too_few(const struct sample *sample, struct fault *fault)
{
	unsigned outcomes = (unsigned)sample->stratum_count;

	if (sample->only != NULL)
		return fault_set(fault, EXIT_USAGE,
		    "--by outcome: '%s' has %u outcomes, so %llu rows are too few\nask for at "
		    "least %u",
		    sample->only->decision, outcomes, (unsigned long long)sample->wanted, outcomes);
	return fault_set(fault, EXIT_USAGE,
	    "--by outcome: these decisions have %u outcomes together, so %llu are too few\nask for "
	    "at least %u, or name one decision with --column",
	    outcomes, (unsigned long long)sample->wanted, outcomes);
}

/* Of each decision, where its rows begin and how many were drawn. */
static bool
count_drawn(struct sample *sample, struct fault *fault)
{
	uint64_t at = 0;

	for (uint32_t i = 0; i < sample->kind_count; i++) {
		struct sample_kind *kind = &sample->kinds[i];

		kind->first = at;
		kind->drawn = 0;
		for (; at < sample->count && sample->rows[at].kind == kind; at++)
			kind->drawn += sample->rows[at].drawn;
		if (kind->chosen && at - kind->first != kind->rows)
			return fault_set(fault, EXIT_FINDINGS, "%s: was changed while it was read",
			    sample->log_path);
	}
	return true;
}

bool
sample_draw(struct sample *sample, struct fault *fault)
{
	uint64_t sizes[DRAW_STRATA_MAX], shares[DRAW_STRATA_MAX];
	struct draw draw;

	if (sample->wanted > sample->count)
		sample->wanted = sample->count;
	if (sample->wanted < sample->stratum_count)
		return too_few(sample, fault);
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
	return count_drawn(sample, fault);
}
