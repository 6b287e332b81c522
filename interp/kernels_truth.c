/* kernels_truth: conditions. A loop packs 64 answers into one word, then masks the rows where
 * something is missing. */
#include "interp/kernels.h"

#include <string.h>

#include "interp/field.h"

/* not: the rails exchanged. yes -> no, no -> yes, unknown -> unknown. */
void
kernel_not(struct vec *out, const struct operands *in)
{
	struct rail yes = in->a->no;

	out->no = in->a->yes;
	out->yes = yes;
}

/*
 * all   yes  no   ?        any   yes  no   ?
 * yes   yes  no   ?        yes   yes  yes  yes
 * no    no   no   no       no    yes  no   ?
 * ?     ?    no   ?        ?     yes  ?    ?
 */
void
kernel_all(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t yes = rail_rows(in->rows, w), no = 0;

		for (uint32_t i = 0; i < in->part_count; i++) {
			yes &= in->parts[i]->yes.word[w];
			no |= in->parts[i]->no.word[w];
		}
		out->yes.word[w] = yes;
		out->no.word[w] = no;
	}
}

void
kernel_any(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t yes = 0, no = rail_rows(in->rows, w);

		for (uint32_t i = 0; i < in->part_count; i++) {
			yes |= in->parts[i]->yes.word[w];
			no &= in->parts[i]->no.word[w];
		}
		out->yes.word[w] = yes;
		out->no.word[w] = no;
	}
}

/* yes when all labels still possible are asked for, no when none is; a possible nothing keeps it
 * open. */
void
kernel_labels_in(struct vec *out, const struct operands *in)
{
	uint64_t outside = ~in->with.labels, inside = in->with.labels | LABEL_NOTHING;

	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		const uint64_t *labels = in->a->labels + w * 64;
		uint64_t yes = 0, no = 0, rows = rail_rows(in->rows, w);

		if (rows != 0) {
			RAIL_PACK(yes, i, (labels[i] & outside) == 0)
			RAIL_PACK(no, i, (labels[i] & inside) == 0)
		}
		out->yes.word[w] = yes & rows;
		out->no.word[w] = no & rows;
	}
}

static bool
is_one_label(uint64_t labels)
{
	return labels != 0 && (labels & (labels - 1)) == 0;
}

/* The labels of b, counted as labels of a; LABEL_NOTHING stays, and one bit stands for all that
 * a cannot be. */
static uint64_t
counted_as(const uint8_t *map, uint64_t labels)
{
	uint64_t result = labels & LABEL_NOTHING;

	for (labels &= ~LABEL_NOTHING; labels != 0; labels &= labels - 1)
		if (map[__builtin_ctzll(labels)] < LABELS_MAX)
			result |= UINT64_C(1) << map[__builtin_ctzll(labels)];
	return result;
}

/* yes when both are settled and carry one name, no when no name is possible for both. */
void
kernel_labels_same(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t yes = 0, no = 0, rows = rail_rows(in->rows, w);

		for (unsigned i = 0; rows >> i != 0; i++) {
			uint64_t a = in->a->labels[w * 64 + i], b = in->b->labels[w * 64 + i];
			uint64_t mapped = counted_as(in->with.map, b);

			if (((a | b) & LABEL_NOTHING) == 0) {
				yes |= (uint64_t)(a == mapped && is_one_label(a) && is_one_label(b))
				    << i;
				no |= (uint64_t)((a & mapped) == 0) << i;
			}
			if (i == 63)
				break;
		}
		out->yes.word[w] = yes & rows;
		out->no.word[w] = no & rows;
	}
}

void
kernel_labels_given(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		const uint64_t *labels = in->a->labels + w * 64;
		uint64_t yes = 0, no = 0, rows = rail_rows(in->rows, w);

		for (unsigned i = 0; i < 64; i++) {
			yes |= (uint64_t)((labels[i] & LABEL_NOTHING) == 0) << i;
			no |= (uint64_t)(labels[i] == LABEL_NOTHING) << i;
		}
		out->yes.word[w] = yes & rows;
		out->no.word[w] = no & rows;
	}
}

void
kernel_truth_to_labels(struct vec *out, const struct operands *in)
{
	for (uint32_t row = 0; row < in->rows; row++) {
		uint64_t yes = RAIL_GET(in->a->yes, row), no = RAIL_GET(in->a->no, row);

		out->labels[row] = (yes ? 0 : LABEL_NO) | (no ? 0 : LABEL_YES);
	}
}

void
kernel_given(struct vec *out, const struct operands *in)
{
	out->yes = in->a->given;
	out->no = in->a->nothing;
}

void
kernel_one_of_none(struct vec *out, const struct operands *in)
{
	memset(&out->yes, 0, sizeof(out->yes));
	out->no = in->a->given;
}

/* Puts 64 answers of a comparison into both rails, where both sides are given. */
static void
settle(struct vec *out, const struct operands *in, uint32_t w, uint64_t answers)
{
	uint64_t known = in->a->given.word[w] & in->b->given.word[w];

	out->yes.word[w] = answers & known;
	out->no.word[w] = ~answers & known;
}

void
kernel_same_figure(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		const int64_t *a = in->a->num + w * 64, *b = in->b->num + w * 64;
		uint64_t answers = 0;

		if (in->a->given.word[w] != 0)
			RAIL_PACK(answers, i, a[i] == b[i])
		settle(out, in, w, answers);
	}
}

void
kernel_less_figure(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		const int64_t *a = in->a->num + w * 64, *b = in->b->num + w * 64;
		uint64_t answers = 0;

		if (in->a->given.word[w] != 0)
			RAIL_PACK(answers, i, a[i] < b[i])
		settle(out, in, w, answers);
	}
}

static struct value
value_at(const struct vec *vec, uint32_t row)
{
	return (struct value){ .state = GIVEN, .type = vec->type, .num = vec->num[row],
		.den = vec->shape == SHAPE_FRACTION ? vec->den[row] : 0 };
}

static int
compare_exact(const struct operands *in, uint32_t row)
{
	struct value a = value_at(in->a, row), b = value_at(in->b, row);

	return exact_compare(&a, &b);
}

static bool
text_before(struct text a, struct text b)
{
	uint32_t shorter = a.length < b.length ? a.length : b.length;
	int order = shorter > 0 ? memcmp(a.at, b.at, shorter) : 0;

	return order != 0 ? order < 0 : a.length < b.length;
}

void
kernel_same_exact(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t known = in->a->given.word[w] & in->b->given.word[w], answers = 0;

		for (; known != 0; known &= known - 1) {
			unsigned i = (unsigned)__builtin_ctzll(known);

			answers |= (uint64_t)(compare_exact(in, w * 64 + i) == 0) << i;
		}
		settle(out, in, w, answers);
	}
}

void
kernel_less_exact(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t known = in->a->given.word[w] & in->b->given.word[w], answers = 0;

		for (; known != 0; known &= known - 1) {
			unsigned i = (unsigned)__builtin_ctzll(known);

			answers |= (uint64_t)(compare_exact(in, w * 64 + i) < 0) << i;
		}
		settle(out, in, w, answers);
	}
}

void
kernel_same_text(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t known = in->a->given.word[w] & in->b->given.word[w], answers = 0;

		for (; known != 0; known &= known - 1) {
			unsigned i = (unsigned)__builtin_ctzll(known);
			const struct text *a = &in->a->text[w * 64 + i],
					  *b = &in->b->text[w * 64 + i];
			bool same = a->length == b->length &&
			    (a->length == 0 || memcmp(a->at, b->at, a->length) == 0);

			answers |= (uint64_t)same << i;
		}
		settle(out, in, w, answers);
	}
}

void
kernel_less_text(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t known = in->a->given.word[w] & in->b->given.word[w], answers = 0;

		for (; known != 0; known &= known - 1) {
			unsigned i = (unsigned)__builtin_ctzll(known);

			answers |= (uint64_t)text_before(in->a->text[w * 64 + i],
				       in->b->text[w * 64 + i])
			    << i;
		}
		settle(out, in, w, answers);
	}
}

void
kernel_like(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t known = in->a->given.word[w], answers = 0;

		for (uint64_t left = known; left != 0; left &= left - 1) {
			unsigned i = (unsigned)__builtin_ctzll(left);
			const struct text *text = &in->a->text[w * 64 + i];

			answers |= (uint64_t)pattern_fits(in->with.pattern, text->at, text->length)
			    << i;
		}
		out->yes.word[w] = answers;
		out->no.word[w] = ~answers & known;
	}
}

/* Quarters count 4 a year from the first, so the last two bits are the quarter of the year. */
void
kernel_quarter_is(struct vec *out, const struct operands *in)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t known = in->a->given.word[w], answers = 0;

		for (unsigned i = 0; i < 64; i++)
			answers |= (in->with.labels >> ((uint64_t)in->a->num[w * 64 + i] & 3) & 1)
			    << i;
		out->yes.word[w] = answers & known;
		out->no.word[w] = ~answers & known;
	}
}
