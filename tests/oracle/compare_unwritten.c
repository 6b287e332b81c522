/* compare_unwritten: not-written.csv, by what it says. */
#include <string.h>

#include "tests/oracle/compare_letters.h"

static const char *
states_shown(struct arena *arena, uint64_t states)
{
	const char *shown = "";

	for (uint32_t i = 0; i < label_set_letter.count; i++)
		if (states >> i & 1)
			shown = arena_printf(arena, "%s%s%s", shown, shown[0] == '\0' ? "" : " or ",
			    label_set_letter.names[i]);
	return shown;
}

static bool
may_be_due(const struct oracle_page *page)
{
	return page->states >> LETTER_DUE & 1;
}

/* What is missing as it is listed here: each once, by its bytes; the order is free. */
struct things {
	const char *at[PAGE_MISSING];
	uint32_t count;
};

static void
add_thing(struct things *things, const char *what)
{
	uint32_t at = 0;

	while (at < things->count && strcmp(things->at[at], what) < 0)
		at++;
	if (things->count == PAGE_MISSING ||
	    (at < things->count && strcmp(things->at[at], what) == 0))
		return;
	memmove(&things->at[at + 1], &things->at[at], (things->count - at) * sizeof *things->at);
	things->at[at] = what;
	things->count++;
}

static const char *
listed(struct arena *arena, const struct things *things)
{
	const char *out = "";

	for (uint32_t i = 0; i < things->count; i++)
		out = arena_printf(arena, "%s%s; ", out, things->at[i]);
	return out;
}

static const char *
file_at_fault(const char *what)
{
	if (strstr(what, " of sent.csv ") != NULL)
		return "the register";
	return strstr(what, " refused and could be about it") != NULL ? "files" : what;
}

/* Without the facts that would tell. */
static const char *
things_missing(struct arena *arena, const char *why)
{
	struct things things = { .count = 0 };

	while (*why != '\0') {
		const char *end = strstr(why, "; "), *cut, *cuts[2];
		const char *one = end == NULL ? arena_copy(arena, why, strlen(why))
					      : arena_copy(arena, why, (size_t)(end - why));

		cuts[0] = strstr(one, ": look at");
		cuts[1] = strstr(one, " cannot be decided without");
		for (int i = 0; i < 2; i++) {
			cut = cuts[i];
			if (cut != NULL)
				one = arena_copy(arena, one, (size_t)(cut - one));
		}
		one = file_at_fault(one);
		if (strncmp(one, "whether ", 8) == 0 && strstr(one, " has this row at all") != NULL)
			one = "whether the row is there";
		add_thing(&things, one);
		why = end == NULL ? why + strlen(why) : end + 2;
	}
	return listed(arena, &things);
}

static const char *
not_written(struct judging *judging)
{
	struct arena *arena = judging->tables->trial.arena;
	const char *out = "";

	for (int pass = 0; pass < 3; pass++)
		for (uint32_t i = 0; i < judging->pages.count; i++) {
			const struct oracle_page *page = &judging->pages.pages[i];
			struct things things = { .count = 0 };

			if (page->fate != (pass == 0 ? ORACLE_HELD_BACK : ORACLE_OPEN) ||
			    (pass > 0 && may_be_due(page) != (pass == 1)))
				continue;
			for (uint32_t m = 0; m < page->missing_count; m++)
				add_thing(&things, page->missing[m]);
			if (page->by_register)
				add_thing(&things, "the register");
			out = arena_printf(arena, "%s%s|%s|%s|%s%s\n", out, page->letter->name,
			    page->key, pass == 0 ? "held back" : "cannot be decided",
			    pass == 0 ? listed(arena, &things) : states_shown(arena, page->states),
			    pass == 2 ? ", no letter goes out either way" : "");
		}
	return out;
}

/* One cell; moves on behind it. */
static const char *
next_cell(struct arena *arena, const char **at, char delimiter)
{
	struct buffer cell = BUFFER_INIT;
	const char *out;
	bool quoted = **at == '"';

	if (quoted)
		(*at)++;
	for (; **at != '\0'; (*at)++) {
		if (quoted && (*at)[0] == '"' && (*at)[1] == '"')
			(*at)++;
		else if (quoted && **at == '"') {
			(*at)++;
			quoted = false;
			if (**at == delimiter || **at == '\n' || **at == '\0')
				break;
		} else if (!quoted && (**at == delimiter || **at == '\n')) {
			break;
		}
		buffer_add(&cell, *at, 1);
	}
	if (**at != '\0')
		(*at)++;
	out = arena_copy(arena, cell.length > 0 ? cell.at : "", cell.length);
	buffer_release(&cell);
	return out;
}

static const char *
not_written_theirs(struct judging *judging, const char *csv)
{
	struct arena *arena = judging->tables->trial.arena;
	const char *at = strchr(csv, '\n'), *out = "";

	for (at = at == NULL ? "" : at + 1; *at != '\0';) {
		const char *cells[4], *cut, *missing;

		for (int i = 0; i < 4; i++)
			cells[i] = next_cell(arena, &at, ',');
		if (strcmp(cells[2], "held back") == 0) {
			missing = things_missing(arena, cells[3]);
		} else {
			cut = strstr(cells[3], "; it hangs on");
			if (cut == NULL)
				cut = strstr(cells[3], ": look at");
			missing = cut == NULL
			    ? cells[3]
			    : arena_copy(arena, cells[3], (size_t)(cut - cells[3]));
		}
		out = arena_printf(arena, "%s%s|%s|%s|%s\n", out, cells[0], cells[1], cells[2],
		    missing);
	}
	return out;
}

bool
letters_not_written_agree(struct judging *judging)
{
	const struct engine_file *file = engine_file(&judging->letters, "not-written.csv");
	const char *ours = not_written(judging), *theirs = "";

	/* Absent when it would be empty. */
	judging->files += file == NULL ? 0 : 1;
	theirs = file == NULL ? "" : not_written_theirs(judging, file->text);
	return strcmp(ours, theirs) == 0 ||
	    letters_differ(judging, "which are not written", "not-written.csv", ours, theirs);
}
