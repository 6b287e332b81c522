/* register_twice: see register_twice.h. */
#include "interp/register_twice.h"

#include <stdlib.h>
#include <string.h>

#include "interp/buffer.h"
#include "interp/fold_value.h"

struct sent_row {
	const struct value *keys;
	uint32_t key_count;
	uint64_t line;
};

static int
keys_order(const struct sent_row *a, const struct sent_row *b)
{
	int order = 0;

	for (uint32_t i = 0; order == 0 && i < a->key_count; i++)
		order = value_order(&a->keys[i], &b->keys[i], false);
	return order;
}

static int
row_order(const void *a, const void *b)
{
	const struct sent_row *left = a, *right = b;
	int order = keys_order(left, right);

	return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

struct repeat {
	const struct letter *letter;
	const struct sent_row *first, *again;
};

/* A line names one letter: no two repeats have the same one. */
static int
repeat_order(const void *a, const void *b)
{
	const struct repeat *left = a, *right = b;

	return (left->again->line > right->again->line) - (left->again->line < right->again->line);
}

struct search {
	struct arena *arena;
	const struct workspace *workspace;
	const struct letter_register *sent;
	struct repeat *repeats;
	size_t count, room;
};

/* Is it certainly this letter's row, and certainly about which? */
static bool
row_of(const struct search *search, const struct related *related, int label, uint32_t row,
    struct value *keys)
{
	struct value name;

	if (!workspace_value(search->workspace, search->sent->named_by, row, &name) ||
	    name.labels != UINT64_C(1) << label)
		return false;
	for (uint32_t i = 0; i < related->key_count; i++)
		if (!workspace_value(search->workspace, related->keys[i].theirs, row, &keys[i]) ||
		    !value_is_given(&keys[i]))
			return false;
	return true;
}

static void
add_repeat(struct search *search, const struct letter *letter, const struct sent_row *first,
    const struct sent_row *again)
{
	if (search->count == search->room) {
		search->room = search->room == 0 ? 16 : search->room * 2;
		search->repeats =
		    memory_grow(search->repeats, search->room, sizeof(*search->repeats));
	}
	search->repeats[search->count++] = (struct repeat){ letter, first, again };
}

static void
search_letter(struct search *search, const struct letter *letter)
{
	const struct related *related = letter->sent->body->related;
	uint32_t rows = workspace_row_count(search->workspace, search->sent->table), count = 0,
		 first = 0;
	int label = label_set_find(search->sent->named_by->type.labels, letter->name);
	struct sent_row *found = arena_array(search->arena, struct sent_row, rows);

	for (uint32_t row = 0; row < rows; row++) {
		struct value *keys = arena_array(search->arena, struct value, related->key_count);

		if (row_of(search, related, label, row, keys))
			found[count++] = (struct sent_row){ keys, related->key_count,
				workspace_line(search->workspace, search->sent->table, row) };
	}
	qsort(found, count, sizeof(*found), row_order);
	for (uint32_t i = 1; i < count; i++) {
		if (keys_order(&found[first], &found[i]) == 0)
			add_repeat(search, letter, &found[first], &found[i]);
		else
			first = i;
	}
}

static void
note(const struct search *search, const struct repeat *repeat, const char *path,
    struct problems *problems)
{
	const struct column *name = search->sent->named_by;
	struct problem problem = { .effect = PROBLEM_NOTE,
		.slug = "letter-twice",
		.file = path,
		.line = repeat->again->line,
		.column = name->field->header != NULL ? name->field->header : name->name,
		.text = repeat->letter->name,
		.text_length = strlen(repeat->letter->name) };
	struct buffer keys = BUFFER_INIT;

	for (uint32_t i = 0; i < repeat->again->key_count; i++) {
		buffer_text(&keys, i == 0 ? "" : ", ");
		buffer_value(&keys, &repeat->again->keys[i], SPELL_READER);
	}
	problem.cause = arena_printf(search->arena,
	    "line %llu records it for %s already, and here line %llu does so again",
	    (unsigned long long)repeat->first->line, keys.at,
	    (unsigned long long)repeat->again->line);
	problem.fix = "nothing comes out otherwise; if one of the two was about another row or "
	              "another letter, put that right";
	problems_add(problems, &problem);
	buffer_release(&keys);
}

void
register_twice(struct arena *arena, const struct workspace *workspace,
    const struct program *program, const char *path, struct problems *problems)
{
	struct search search = { .arena = arena,
		.workspace = workspace,
		.sent = program->letter_register };

	for (uint32_t i = 0; i < program->letter_count; i++)	/* none without a register */
		search_letter(&search, program->letters[i]);
	if (search.count > 1)
		qsort(search.repeats, search.count, sizeof(*search.repeats), repeat_order);
	for (size_t i = 0; i < search.count; i++)
		note(&search, &search.repeats[i], path, problems);
	memory_free(search.repeats);
}
