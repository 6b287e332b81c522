/* letters_holds: rows of files that hold letters back, which lack nothing themselves; and in words.
 */
#include "interp/letter_basis.h"
#include "interp/letters_internal.h"
#include "interp/platform.h"

static bool
is_register(const struct program *program, const struct table *table)
{
	return program->letter_register != NULL && program->letter_register->table == table;
}

static bool
rests_on(struct letters *letters, const struct letter *letter, const struct table *table)
{
	if (letters->basis[letter->index] == NULL)
		letters->basis[letter->index] =
		    letter_basis(&letters->arena, letters->program, letter);
	return letters->basis[letter->index][table->index];
}

static bool
holds_any(struct letters *letters, const struct table *table)
{
	if (is_register(letters->program, table))
		return true;
	for (uint32_t i = 0; i < letters->program->letter_count; i++)
		if (rests_on(letters, letters->program->letters[i], table))
			return true;
	return false;
}

void
letters_hold(struct letters *letters, enum letter_hold_kind kind, const struct table *table,
    const char *file, uint64_t rows, const uint64_t *lines, uint32_t count)
{
	struct letter_summary *summary = &letters->summary;
	struct letter_hold *hold;

	if (rows == 0 || !holds_any(letters, table))
		return;
	if (summary->holds == NULL)
		summary->holds = arena_array(&letters->arena, struct letter_hold,
		    (size_t)letters->program->table_count * LETTER_HOLD_KINDS);
	hold = &summary->holds[summary->hold_count++];
	*hold = (struct letter_hold){ .kind = kind,
		.table = table,
		.file = file == NULL ? table->name : platform_base(file),
		.rows = rows,
		.every = is_register(letters->program, table),
		.line_count = count < LETTER_LINES_TOLD ? count : LETTER_LINES_TOLD };
	for (uint32_t i = 0; i < hold->line_count; i++)
		hold->lines[i] = lines[i];
}

uint64_t
letters_held_by(const struct letter_summary *summary, enum letter_hold_kind kind)
{
	uint64_t rows = 0;

	for (uint32_t i = 0; i < summary->hold_count; i++)
		if (summary->holds[i].every && summary->holds[i].kind == kind)
			rows += summary->holds[i].rows;
	return rows;
}

bool
letters_hold_every(const struct letter_summary *summary)
{
	for (uint32_t i = 0; i < summary->hold_count; i++)
		if (summary->holds[i].every)
			return true;
	return false;
}

/* ---- in words ---- */

/* " (lines 4, 9 and 12)", " (lines 4, 9, 12, 13, 20 and 7 more)"; nothing when nobody said. */
static void
say_lines(struct buffer *out, const struct letter_hold *hold)
{
	uint32_t count = hold->line_count;

	for (uint32_t i = 0; i < count; i++) {
		bool last = i + 1 == count && hold->rows == count;

		buffer_printf(out, "%s%llu",
		    i == 0   ? hold->rows == 1 ? " (line " : " (lines " :
			last ? " and " :
			       ", ",
		    (unsigned long long)hold->lines[i]);
	}
	if (count > 0 && hold->rows > count)
		buffer_printf(out, " and %llu more", (unsigned long long)(hold->rows - count));
	buffer_text(out, count > 0 ? ")" : "");
}

void
letters_say_hold(struct buffer *out, const struct letter_hold *hold)
{
	bool one = hold->rows == 1;

	buffer_printf(out, "%llu row%s of %s ", (unsigned long long)hold->rows, one ? "" : "s",
	    hold->file);
	switch (hold->kind) {
	case LETTER_HOLD_REFUSED:
		buffer_text(out, one ? "was refused" : "were refused");
		say_lines(out, hold);
		break;
	case LETTER_HOLD_NOBODY:
		buffer_printf(
		    out, "%s to somebody who cannot be found", one ? "is a letter" : "are letters");
		say_lines(out, hold);
		buffer_printf(out, ", and %s could go out again", one ? "it" : "they");
		break;
	case LETTER_HOLD_MISTYPED:
		buffer_text(out, one ? "has a mistyped code" : "have mistyped codes");
		say_lines(out, hold);
		break;
	}
}

/* Any of these rows might be the one that says otherwise. */
void
letter_miss_held(struct letters *letters, struct letter_copy *copy)
{
	const struct letter_summary *summary = &letters->summary;
	struct buffer text = BUFFER_INIT;

	for (uint32_t i = 0; i < summary->hold_count; i++) {
		const struct letter_hold *hold = &summary->holds[i];

		if (hold->every || !rests_on(letters, copy->letter, hold->table))
			continue;
		buffer_clear(&text);
		letters_say_hold(&text, hold);
		buffer_text(&text, " and could be about it");
		letter_misses(copy, text.at);
	}
	buffer_release(&text);
}
