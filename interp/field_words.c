/* field_words: closed lists of labels, and yes or no. Any case; blanks, underscores and hyphens do
 * not count. */
#include <string.h>

#include "interp/field_parts.h"
#include "lang/intern.h"

enum { FOLDED_MAX = 128 };

/* What two spellings of a label have in common; the length, or FOLDED_MAX when it is too long for
 * any. */
static size_t
fold(char *out, const char *text, size_t length)
{
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte == ' ' || byte == '_' || byte == '-' || (byte >= '\t' && byte <= '\r'))
			continue;
		if (byte == 0xC2 && i + 1 < length && (unsigned char)text[i + 1] == 0xA0) {
			i++;
			continue;
		}
		if (used == FOLDED_MAX)
			return FOLDED_MAX;
		if (byte >= 'A' && byte <= 'Z')
			byte = (unsigned char)(byte - 'A' + 'a');
		out[used++] = (char)byte;
	}
	return used;
}

/* WT for "Working towards": the first letters of its words. */
static bool
is_short_for(const char *folded, size_t length, const char *label)
{
	size_t used = 0;
	bool fresh = true;

	if (length < 2)
		return false;
	for (; *label != '\0'; label++) {
		char byte = *label >= 'A' && *label <= 'Z' ? (char)(*label - 'A' + 'a') : *label;

		if (byte == ' ' || byte == '_' || byte == '-') {
			fresh = true;
		} else if (fresh) {
			if (used == length || folded[used] != byte)
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
refuse_label(struct cell *cell, const char *folded, size_t folded_length, const char *text,
    size_t length, struct arena *arena)
{
	const struct label_set *labels = cell->value.type.labels;
	const char *words = labels_in_words(arena, labels), *copy = arena_copy(arena, text, length);
	const char *nearest = NULL;
	unsigned best = length <= 4 ? 1 : 2;
	bool tied = false;

	for (uint32_t i = 0; i < labels->count; i++) {
		unsigned distance;

		if (is_short_for(folded, folded_length, labels->names[i]))
			distance = 0;
		else
			distance = length < FOLDED_MAX ?
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
read_yes_no(struct cell *cell, const char *folded, size_t length)
{
	static const struct {
		const char *word;
		uint64_t label;
	} words[] = {
		{ "yes", LABEL_YES }, { "no", LABEL_NO }, { "y", LABEL_YES }, { "n", LABEL_NO },
		{ "true", LABEL_YES }, { "false", LABEL_NO }, { "1", LABEL_YES }, { "0", LABEL_NO }
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i].word) == length && memcmp(words[i].word, folded, length) == 0) {
			cell->value.labels = words[i].label;
			cell->value.state = GIVEN;
			return true;
		}
	}
	return false;
}

bool
field_read_label(struct cell *cell, const char *text, size_t length, struct arena *arena)
{
	const struct label_set *labels = cell->value.type.labels;
	char folded[FOLDED_MAX], name[FOLDED_MAX];
	size_t folded_length = fold(folded, text, length);

	if (cell->value.type.kind == KIND_YES_NO) {
		if (read_yes_no(cell, folded, folded_length))
			return true;
		return cell_refuse(cell, "not yes or no",
		    "write yes or no (Y, N, true, false, 1 and 0 will do)");
	}
	for (uint32_t i = 0; i < labels->count; i++) {
		size_t name_length = fold(name, labels->names[i], strlen(labels->names[i]));

		if (name_length == folded_length && folded_length < FOLDED_MAX &&
		    folded_length > 0 && memcmp(name, folded, name_length) == 0) {
			cell->value.labels = UINT64_C(1) << i;
			cell->value.state = GIVEN;
			return true;
		}
	}
	return refuse_label(cell, folded, folded_length, text, length, arena);
}
