/* contrast_letters: see contrast_letters.h. */
#include "interp/contrast_letters.h"

#include <stdlib.h>
#include <string.h>

#include "interp/run_letters.h"
#include "lang/intern.h"

/* More lines than letters have. */
enum { LINES_COMPARED = 4000 };

/* ---- the letters of one run ---- */

struct read_letter {
	const struct letter *letter;
	const char *key, *text;
};

struct side {
	struct arena *arena;
	struct read_letter *letters;
	size_t count, room;
};

static void
take_letter(void *context, const struct letter *letter, const char *key, const char *text)
{
	struct side *side = context;

	if (side->count == side->room) {
		side->room = side->room * 2 + 64;
		side->letters =
		    memory_grow(side->letters, side->room, sizeof *side->letters);
	}
	side->letters[side->count++] = (struct read_letter){ letter,
		arena_copy(side->arena, key, strlen(key)),
		arena_copy(side->arena, text, strlen(text)) };
}

static int
letter_order(const struct read_letter *a, const struct read_letter *b)
{
	int order = strcmp(a->letter->name, b->letter->name);

	return order != 0 ? order : strcmp(a->key, b->key);
}

/* No two letters of one name are about one row. */
static int
by_letter(const void *a, const void *b)
{
	return letter_order(a, b);
}

static bool
fill_letters(void *context, const struct batch *batch, struct fault *fault)
{
	(void)fault;
	letters_batch(context, batch);
	return true;
}

static bool
has_letters(const struct program *program, const struct table *table)
{
	for (uint32_t i = 0; i < program->letter_count; i++)
		if (program->letters[i]->table == table)
			return true;
	return false;
}

static bool
read_letters(struct side *side, struct session *session, struct fault *fault)
{
	const struct program *program = session->program;
	struct letters *letters = run_letters_make(session);
	const struct letter_reader reader = { take_letter, side };
	struct row_consumer consumer = { fill_letters, NULL, letters };
	bool done = letters != NULL;

	for (uint32_t i = 0; done && i < program->table_count; i++) {
		const struct table *table = program->tables[i];
		/* every column: what is missing in a letter is explained with all its row has */
		const struct table_wants whole = { .columns = table->columns,
			.column_count = table->column_count };
		struct table_wants wants;
		struct problems problems;
		struct table_result result;

		if (!has_letters(program, table))
			continue;
		wants = run_letters_wants(session, table, &whole);
		problems_init(&problems, session->arena, (struct problem_sink){ 0 });
		done = session_read(
		    session, table, &wants, &problems, &consumer, &result, fault);
	}
	done = done && run_letters_finish(session, letters, NULL, 0, fault) != NULL;
	if (done)
		letters_read(letters, &reader);
	letters_free(letters);
	if (side->count > 0)
		qsort(side->letters, side->count, sizeof *side->letters, by_letter);
	return done;
}

/* ---- side by side ---- */

struct lines {
	const char **at;
	size_t count;
};

/* Empty ones part paragraphs, and say nothing. */
static void
take_lines(struct lines *lines, struct arena *arena, const char *text)
{
	size_t most = 1;

	for (const char *at = text; *at != '\0'; at++)
		most += *at == '\n';
	lines->at = arena_array(arena, const char *, most);
	for (lines->count = 0; *text != '\0'; text += strspn(text, "\r\n")) {
		size_t length = strcspn(text, "\r\n");

		if (length > 0)
			lines->at[lines->count++] = arena_copy(arena, text, length);
		text += length;
	}
}

/* What two texts have in common, from each pair of lines on; NULL where they are too long. */
static uint16_t *
in_common(const struct lines *a, const struct lines *b)
{
	size_t width = b->count + 1;
	uint16_t *common;

	if (a->count >= LINES_COMPARED || b->count >= LINES_COMPARED)
		return NULL;
	common = memory_grow(NULL, (a->count + 1) * width, sizeof *common);
	for (size_t i = a->count + 1; i-- > 0;)
		for (size_t k = width; k-- > 0;) {
			uint16_t *here = &common[i * width + k];

			if (i == a->count || k == b->count)
				*here = 0;
			else if (strcmp(a->at[i], b->at[k]) == 0)
				*here = (uint16_t)(here[width + 1] + 1);
			else
				*here = here[width] > here[1] ? here[width] : here[1];
		}
	return common;
}

struct comparing {
	struct letter_change *changes;
	uint32_t count, room;
	struct names names;
};

static const char *
kept_line(struct comparing *comparing, const char *line)
{
	return names_intern(&comparing->names, line, strlen(line));
}

static void
add_change(struct comparing *comparing, const struct read_letter *letter, const char *before,
    const char *after)
{
	if (comparing->count == comparing->room) {
		comparing->room = comparing->room * 2 + 64;
		comparing->changes = memory_grow(
		    comparing->changes, comparing->room, sizeof *comparing->changes);
	}
	comparing->changes[comparing->count++] = (struct letter_change){ letter->letter,
		letter->key, kept_line(comparing, before), kept_line(comparing, after) };
}

/* Lines that stand on one side only, between two that both have: side by side as they come. */
static void
add_stretch(struct comparing *comparing, const struct read_letter *letter, const struct lines *a,
    const struct lines *b, size_t from[2], const size_t to[2])
{
	while (from[0] < to[0] || from[1] < to[1]) {
		add_change(comparing, letter, from[0] < to[0] ? a->at[from[0]] : "",
		    from[1] < to[1] ? b->at[from[1]] : "");
		from[0] += from[0] < to[0];
		from[1] += from[1] < to[1];
	}
}

static void
compare_lines(struct comparing *comparing, const struct read_letter *letter,
    const struct lines *a, const struct lines *b)
{
	uint16_t *common = in_common(a, b);
	size_t from[2] = { 0, 0 }, to[2] = { 0, 0 }, width = b->count + 1;

	while (common != NULL && to[0] < a->count && to[1] < b->count) {
		const uint16_t *here = &common[to[0] * width + to[1]];

		if (strcmp(a->at[to[0]], b->at[to[1]]) == 0) {
			add_stretch(comparing, letter, a, b, from, to);
			from[0] = ++to[0];
			from[1] = ++to[1];
		} else {
			to[here[width] < here[1]]++;
		}
	}
	to[0] = a->count;
	to[1] = b->count;
	add_stretch(comparing, letter, a, b, from, to);
	memory_free(common);
}

static void
compare_letters(struct comparing *comparing, const struct read_letter *before,
    const struct read_letter *after)
{
	struct arena arena = ARENA_INIT;
	struct lines a, b;

	if (strcmp(before->text, after->text) == 0)
		return;
	take_lines(&a, &arena, before->text);
	take_lines(&b, &arena, after->text);
	compare_lines(comparing, after, &a, &b);
	arena_release(&arena);
}

static void
lay_side_by_side(struct letter_changes *changes, struct arena *arena, const struct side *before,
    const struct side *after)
{
	struct comparing comparing = { 0 };
	struct letter_change *kept;
	size_t a = 0, b = 0;

	names_init(&comparing.names, arena);
	while (a < before->count && b < after->count) {
		int order = letter_order(&before->letters[a], &after->letters[b]);

		if (order == 0)
			compare_letters(&comparing, &before->letters[a], &after->letters[b]);
		a += order <= 0;
		b += order >= 0;
	}
	kept = arena_array(arena, struct letter_change, comparing.count);
	if (comparing.count > 0)
		memcpy(kept, comparing.changes, comparing.count * sizeof *kept);
	memory_free(comparing.changes);
	changes->changes = kept;
	changes->count = comparing.count;
}

bool
contrast_letters(struct letter_changes *changes, struct arena *arena, struct session *before,
    struct session *after, struct fault *fault)
{
	struct side sides[2] = { { .arena = arena }, { .arena = arena } };
	bool done = true;

	*changes = (struct letter_changes){ 0 };
	if (before->program->letter_count == 0 || after->program->letter_count == 0)
		return true;
	done = read_letters(&sides[0], before, fault) && read_letters(&sides[1], after, fault);
	if (done)
		lay_side_by_side(changes, arena, &sides[0], &sides[1]);
	memory_free(sides[0].letters);
	memory_free(sides[1].letters);
	return done;
}
