/*
 * check_letter_about: a letter about the rows of the register itself.
 *
 * For each letter that goes out the register gets a row. A letter about such a row would have to be
 * recorded under the key of that row, which is taken: the row that is added then is the same one
 * again, or names no row at all. What is wanted is a letter about those whom the first letter was
 * about, with the day of that letter.
 */
#include "lang/check_internal.h"

static bool
register_names(const struct table_draft *sent, const struct table_draft *table)
{
	for (uint32_t i = 0; i < table->table.key_count; i++) {
		struct column_draft *field =
		    scope_thing(&sent->names, table->table.keys[i]->name);

		if (field == NULL || field->column.origin != COLUMN_FIELD)
			return false;
	}
	return table->table.key_count > 0;
}

/* The table a letter can be about instead: one that another letter is about, else the first of the
 * text. NULL when the register has the keys of none. */
static const struct table *
other_table(const struct check *check)
{
	const struct table_draft *sent = check->register_table;

	for (uint32_t i = 0; i < check->letter_list.count; i++) {
		const struct letter_draft *letter = check->letter_list.items[i];

		if (letter->table != sent && register_names(sent, letter->table))
			return &letter->table->table;
	}
	for (uint32_t i = 0; i < check->table_list.count; i++) {
		const struct table_draft *table = check->table_list.items[i];

		if (table != sent && !table->wrong && register_names(sent, table))
			return &table->table;
	}
	return NULL;
}

static const char *
key_names(struct check *check, const struct table *table)
{
	const char *text = "";

	for (uint32_t i = 0; i < table->key_count; i++)
		text = arena_printf(
		    check->arena, "%s%s%s", text, i > 0 ? " and " : "", table->keys[i]->name);
	return text;
}

void
check_letters_about(struct check *check, const struct letter_register *found)
{
	const struct table *sent = found->table, *other = other_table(check);

	for (uint32_t i = 0; i < check->letter_list.count; i++) {
		struct letter_draft *draft = check->letter_list.items[i];

		if (draft->table != check->register_table)
			continue;
		draft->wrong = true;
		diag_error(check->diags, draft->letter.at, "letter-about-register",
		    "a letter cannot be about a row of the register itself, and '%s' is about a "
		    "row of '%s'",
		    draft->letter.name, sent->name);
		diag_note_at(check->diags, found->at,
		    "the letters that went out are recorded there, one row for each");
		if (other == NULL || sent->dated_by == NULL)
			diag_note(check->diags,
			    "write it for the table of those who get it: letter %s for TABLE",
			    draft->letter.name);
		else
			diag_note(check->diags,
			    "write: letter %s for %s; when the first letter went out says: define "
			    "NAME for %s as earliest %s in %s for the same %s where %s is LETTER",
			    draft->letter.name, other->name, other->name, sent->dated_by->name,
			    sent->name, key_names(check, other), found->named_by->name);
	}
}
