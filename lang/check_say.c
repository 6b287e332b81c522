/*
 * check_say: the words of messages: what was written, what kind it is, what may have been meant.
 */
#include <string.h>

#include "lang/check_internal.h"

/* Long enough for a comparison, short enough for one line. */
enum { SAID_MAX = 60 };

const char *
check_said(const struct check *check, struct span at)
{
	size_t length, out = 0;
	const char *text = sources_text(check->diags->sources, at, &length);
	char said[SAID_MAX + 4];
	bool gap = false;

	for (size_t i = 0; i < length; i++) {
		char c = text[i];

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			gap = out > 0;
			continue;
		}
		if (out + 2 >= SAID_MAX) {
			/* Never between the bytes of one character. */
			while (out > 0 && ((unsigned char)said[out - 1] & 0xC0) == 0x80)
				out--;
			if (out > 0 && (unsigned char)said[out - 1] >= 0xC0)
				out--;
			memcpy(said + out, "...", 3);
			out += 3;
			break;
		}
		if (gap)
			said[out++] = ' ';
		gap = false;
		said[out++] = c;
	}
	return arena_copy(check->arena, said, out);
}

const char *
check_a_kind(enum kind kind)
{
	switch (kind) {
	case KIND_ERROR: return "something else";
	case KIND_TEXT: return "text";
	case KIND_YES_NO: return "yes or no";
	case KIND_LABEL: return "a label";
	case KIND_NUMBER: return "a number";
	case KIND_PERCENT: return "a percentage";
	case KIND_MONEY: return "an amount of money";
	case KIND_DATE: return "a date";
	case KIND_MONTH: return "a month";
	case KIND_QUARTER: return "a quarter";
	case KIND_YEAR: return "a year";
	case KIND_QUARTER_OF_YEAR: return "one of Q1 to Q4";
	case KIND_DAYS: return "a length in days";
	case KIND_WEEKS: return "a length in weeks";
	case KIND_WORKING_DAYS: return "a length in working days";
	case KIND_MONTHS: return "a length in months";
	case KIND_QUARTERS: return "a length in quarters";
	case KIND_YEARS: return "a length in years";
	}
	return "something else";
}

/* More than this many labels are not spelled out in a message. */
enum { LABELS_SHOWN = 12 };

const char *
check_labels(struct check *check, const struct label_set *labels)
{
	const char *text = "";
	uint32_t shown = labels->count <= LABELS_SHOWN ? labels->count : LABELS_SHOWN;

	for (uint32_t i = 0; i < shown; i++)
		text = arena_printf(check->arena, "%s%s%s", text,
		    i == 0                     ? "" :
			i + 1 == labels->count ? " and " :
						 ", ",
		    labels->names[i]);
	if (shown < labels->count)
		text = arena_printf(
		    check->arena, "%s and %u more", text, (unsigned)(labels->count - shown));
	return text;
}

/* Looking through all names takes a while: nobody reads the suggestions of a thousandth message. */
enum { SUGGESTIONS_MAX = 100 };

void
check_nearest(const struct check *check, struct nearest *nearest, const char *wanted)
{
	nearest_start(nearest, wanted);
	if (check->diags->errors > SUGGESTIONS_MAX)
		nearest->distance = 0;
}

void
check_did_you_mean(struct check *check, const struct nearest *nearest)
{
	if (nearest->best != NULL)
		diag_note(check->diags, "did you mean '%s'?", nearest->best);
}

void
check_once(struct check *check, const struct ast *parent, enum ast_kind kind, const char *what)
{
	const struct ast *first = NULL;

	for (const struct ast *part = parent->first; part != NULL; part = part->next) {
		if (part->kind != kind)
			continue;
		if (first == NULL) {
			first = part;
			continue;
		}
		diag_error(check->diags, part->at, "said-twice", "'%s' is said twice here", what);
		diag_note_at(check->diags, first->at, "it was said here; keep one of the two");
	}
}
