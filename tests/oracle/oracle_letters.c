/* oracle_letters: whether the register has a letter, and the state it is in (language.md section
 * 8). */
#include <string.h>

#include "tests/oracle/oracle_parts.h"

struct answer
oracle_sent(struct oracle *oracle, struct oracle_row *row, const struct column *column)
{
	const struct letter_register *book = oracle->program->letter_register;
	struct oracle_rows *entries = oracle_rows_of(oracle, book->table);
	struct answer sent = answer_truth(false);

	for (uint32_t i = 0; i < entries->count; i++) {
		struct oracle_row *entry = &entries->rows[i];
		struct answer name = entry->fields[book->named_by->index],
			      this_one = entry->dated_unknown ? answer_open : answer_truth(true);
		uint64_t wanted = 0;

		for (uint32_t l = 0; l < book->named_by->type.labels->count; l++)
			if (strcmp(book->named_by->type.labels->names[l], column->letter->name) ==
			    0)
				wanted = UINT64_C(1) << l;
		/* A comparison with nothing is open: an entry without a name may be any. */
		if ((name.labels & (wanted | LABEL_NOTHING)) == 0)
			this_one = answer_truth(false);
		else if (name.labels != wanted)
			this_one = oracle_both(this_one, answer_open);
		for (uint32_t k = 0; k < row->table->key_count; k++) {
			const struct column *key = row->table->keys[k];

			this_one = oracle_both(this_one,
			    oracle_match(row->fields[key->index],
				oracle_column(oracle, entry,
				    table_column(book->table, key->name))));
		}
		sent = oracle_either(sent, this_one);
	}
	/* Refused rows of the register hold letters back when they are written; rows that were
	 * refused are outside what a column promises (section 11). */
	return sent;
}

static uint64_t
bit(enum letter_state state)
{
	return UINT64_C(1) << state;
}

static bool
may_be(struct answer answer, bool what)
{
	return what ? !answer_is_no(answer) : !answer_is_yes(answer);
}

struct answer
oracle_letter(struct oracle *oracle, struct oracle_row *row, const struct column *column)
{
	const struct letter *letter = column->letter;
	struct answer sent = oracle_column(oracle, row, letter->sent),
		      send = oracle_expr(oracle, row, letter->send_when),
		      lapsed = letter->lapses_when == NULL
	    ? answer_truth(false)
	    : oracle_expr(oracle, row, letter->lapses_when),
		      displaced = answer_truth(false);
	uint64_t standing = bit(LETTER_DUE) | bit(LETTER_SENT), possible = 0;

	for (uint32_t i = 0; i < letter->displaced_by_count; i++) {
		uint64_t other = oracle_column(oracle, row, letter->displaced_by[i]->column).labels;

		displaced = oracle_either(displaced,
		    (other & standing) == 0	 ? answer_truth(false)
			: (other & ~standing) == 0 ? answer_truth(true)
						 : answer_open);
	}
	/* Every way it could be, tried. */
	for (int way = 0; way < 16; way++) {
		bool is_sent = way & 1, is_asked = way & 2, is_displaced = way & 4,
		     is_lapsed = way & 8;

		if (!may_be(sent, is_sent) || !may_be(send, is_asked) ||
		    !may_be(displaced, is_displaced) || !may_be(lapsed, is_lapsed))
			continue;
		possible |= bit(is_sent			  ? LETTER_SENT
			: !is_asked || is_displaced ? LETTER_NOT_DUE
			: is_lapsed		  ? LETTER_LAPSED
						  : LETTER_DUE);
	}
	return answer_labels(possible);
}
