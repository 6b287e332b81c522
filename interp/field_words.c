/* field_words: closed lists of labels, and yes or no. A label as it is declared; or else in any
 * case; or else with a blank, hyphen or underscore in place of another of these. None is left out,
 * and what fits two labels is neither. */
#include <string.h>

#include "interp/field_parts.h"
#include "lang/intern.h"
#include "lang/unseen.h"

enum { SHOWN_MAX = 128 };

static char
small(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool
same_but_case(const char *label, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (small(label[i]) != small(text[i]) || label[i] == '\0')
			return false;
	}
	return label[length] == '\0';
}

/* White space of any kind and length is one blank: a line break or a no-break space in a cell. */
static const char *
with_single_blanks(struct arena *arena, const char *text, size_t length)
{
	char *out = arena_copy(arena, text, length);
	size_t used = 0;

	for (size_t i = 0; i < length;) {
		enum unseen kind;
		size_t size = unseen_step(text + i, length - i, &kind);

		if (kind != UNSEEN_SPACE) {
			memcpy(out + used, text + i, size);
			used += size;
		} else if (used == 0 || out[used - 1] != ' ') {
			out[used++] = ' ';
		}
		i += size;
	}
	out[used] = '\0';
	return out;
}

/* WT for "Working towards": the first letters of its words. */
static bool
is_short_for(const char *text, size_t length, const char *label)
{
	size_t used = 0;
	bool fresh = true;

	if (length < 2)
		return false;
	for (; *label != '\0'; label++) {
		char byte = small(*label);

		if (byte == ' ' || byte == '_' || byte == '-') {
			fresh = true;
		} else if (fresh) {
			if (used == length || small(text[used]) != byte)
				return false;
			used++;
			fresh = false;
		}
	}
	return used == length;
}

const char *
labels_in_words(struct arena *arena, const struct label_set *labels)
{
	enum { SHOWN = 12 };
	const char *words = "";

	for (uint32_t i = 0; i < labels->count && i < SHOWN; i++) {
		const char *between = i == 0 ? "" : i + 1 == labels->count ? " or " : ", ";

		words = arena_printf(arena, "%s%s%s", words, between, labels->names[i]);
	}
	if (labels->count > SHOWN)
		words = arena_printf(arena, "%s or %u more", words,
		    labels->count - (unsigned)SHOWN);
	return words;
}

static bool
refuse_label(struct cell *cell, const char *text, size_t length, struct arena *arena)
{
	const struct label_set *labels = cell->value.type.labels;
	const char *words = labels_in_words(arena, labels), *copy = arena_copy(arena, text, length);
	const char *nearest = NULL;
	unsigned best = length <= 4 ? 1 : 2;
	bool tied = false;

	for (uint32_t i = 0; i < labels->count; i++) {
		unsigned distance;

		if (is_short_for(text, length, labels->names[i]))
			distance = 0;
		else
			distance = length < SHOWN_MAX ?
			    names_distance(copy, labels->names[i], best) :
			    best + 1;
		if (distance > best)
			continue;
		tied = nearest != NULL && distance == best;
		if (!tied || distance < best)
			nearest = labels->names[i];
		best = distance;
	}
	if (nearest != NULL && !tied)
		return cell_refuse(cell, arena_printf(arena, "not one of %s", words),
		    arena_printf(arena, "did you mean %s?", nearest));
	return cell_refuse(cell, arena_printf(arena, "not one of %s", words), "write one of these");
}

static bool
read_yes_no(struct cell *cell, const char *text, size_t length)
{
	static const struct {
		const char *word;
		uint64_t label;
	} words[] = {
		{ "yes", LABEL_YES }, { "no", LABEL_NO }, { "y", LABEL_YES }, { "n", LABEL_NO },
		{ "true", LABEL_YES }, { "false", LABEL_NO }, { "1", LABEL_YES }, { "0", LABEL_NO }
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (same_but_case(words[i].word, text, length)) {
			cell->value.labels = words[i].label;
			cell->value.state = GIVEN;
			return true;
		}
	}
	return false;
}

enum likeness { LIKE_SPELT, LIKE_BUT_CASE, LIKE_BUT_BLANKS, LIKENESSES };

/* `plain` is the text with single blanks. */
static bool
is_like(enum likeness likeness, const char *label, const char *text, size_t length,
    const char *plain)
{
	if (likeness == LIKE_SPELT)
		return strlen(label) == length && memcmp(label, text, length) == 0;
	if (likeness == LIKE_BUT_CASE)
		return same_but_case(label, text, length);
	return names_distance(label, plain, 0) == 0;
}

bool
field_read_label(struct cell *cell, const char *text, size_t length, struct arena *arena)
{
	const struct label_set *labels = cell->value.type.labels;
	const char *plain;

	if (cell->value.type.kind == KIND_YES_NO) {
		if (read_yes_no(cell, text, length))
			return true;
		return cell_refuse(cell, "not yes or no",
		    "write yes or no (Y, N, true, false, 1 and 0 will do)");
	}
	plain = with_single_blanks(arena, text, length);
	for (enum likeness likeness = LIKE_SPELT; likeness < LIKENESSES; likeness++) {
		uint32_t found = labels->count;

		for (uint32_t i = 0; i < labels->count; i++) {
			if (!is_like(likeness, labels->names[i], text, length, plain))
				continue;
			if (found < labels->count)
				return cell_refuse(cell,
				    arena_printf(arena, "could be %s or %s", labels->names[found],
				        labels->names[i]),
				    "write the one that is meant as the policy has it");
			found = i;
		}
		if (found < labels->count) {
			cell->value.labels = UINT64_C(1) << found;
			cell->value.state = GIVEN;
			return true;
		}
	}
	return refuse_label(cell, text, length, arena);
}
