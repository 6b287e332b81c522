/* oracle_held: what holds letters back that have all they show (writ.5, The register). */
#include <string.h>

#include "tests/oracle/oracle_fill.h"

static bool
is_found(struct oracle *oracle, const struct column *entry, const struct table *table,
    const struct column *key, struct answer wanted)
{
	const struct table *where = entry->refers_to != NULL ? entry->refers_to : table;
	const struct column *column = entry->refers_to != NULL ? where->keys[0] : key;
	struct oracle_rows *rows = oracle_rows_of(oracle, where);

	for (uint32_t i = 0; i < rows->count; i++)
		if (answer_same(rows->rows[i].fields[column->index], wanted))
			return true;
	/* Left out for a reason: it is there. */
	for (uint32_t i = 0; i < rows->left_out_count; i++)
		if (answer_same(rows->left_out[i].fields[column->index], wanted))
			return true;
	return false;
}

/* A row for a letter that the policy no longer has is about none that is due. */
static bool
names_a_letter(const struct oracle *oracle, const struct oracle_row *entry)
{
	const struct column *named_by = oracle->program->letter_register->named_by;
	uint64_t labels = entry->fields[named_by->index].labels;

	if (labels & LABEL_NOTHING)
		return true;
	for (uint32_t l = 0; l < named_by->type.labels->count; l++)
		for (uint32_t i = 0; (labels >> l & 1) && i < oracle->program->letter_count; i++)
			if (strcmp(named_by->type.labels->names[l],
				oracle->program->letters[i]->name) == 0)
				return true;
	return false;
}

/* A row of the register that says in a cell that is blank, or leads nowhere, whom it was for. */
bool
fill_register_is_lost(struct oracle *oracle, const struct letter *letter)
{
	const struct table *book = oracle->program->letter_register->table;
	struct oracle_rows *entries = oracle_rows_of(oracle, book);

	if (entries->refused > 0)
		return true;
	for (uint32_t i = 0; i < entries->count; i++)
		for (uint32_t k = 0;
		     names_a_letter(oracle, &entries->rows[i]) && k < letter->table->key_count;
		     k++) {
			const struct column *key = letter->table->keys[k],
					    *column = table_column(book, key->name);
			struct answer cell = entries->rows[i].fields[column->index];

			if (cell.state == NOTHING ||
			    (cell.state == GIVEN &&
				!is_found(oracle, column, letter->table, key, cell)))
				return true;
		}
	return false;
}

bool
fill_is_held_by_files(struct filling *filling)
{
	struct oracle *oracle = filling->oracle;
	const struct letter *letter = filling->page->letter;
	const struct program *program = oracle->program;
	struct print_text texts[40];
	uint32_t count = 0;

	if (letter->subject != NULL)
		texts[count++] = oracle_take_apart(oracle->arena, letter->subject);
	texts[count++] = oracle_take_apart(oracle->arena,
	    fill_raw_text(filling->texts, filling->text_count, letter->wording));
	for (uint32_t i = 0; i < letter->paragraph_count; i++)
		texts[count++] = oracle_take_apart(oracle->arena,
		    fill_raw_text(filling->texts, filling->text_count, letter->paragraphs[i].file));
	for (uint32_t i = 0; i < letter->enclosure_count; i++)
		if (letter->enclosures[i].form != NULL)
			texts[count++] =
			    oracle_take_apart(oracle->arena, letter->enclosures[i].form->title);
	for (uint32_t t = 0; t < program->table_count; t++)
		if (program->tables[t]->of == NULL && oracle->tables[t].refused > 0 &&
		    program->tables[t] != program->letter_register->table &&
		    oracle_rests_on(oracle, letter, program->tables[t], texts, count))
			return true;
	return false;
}
