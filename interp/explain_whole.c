/*
 * explain_whole: what is told of what other rows say: related rows, ranks, runs of periods, and of
 * letters; and what of it a row still waits for.
 */
#include "interp/explain_whole.h"

#include "interp/kernels.h"

void
explain_whole(const struct telling *telling, const struct expr *condition, enum answer answer)
{
	static const char *const words[] = {
		[ANSWER_UNKNOWN] = "not known whether ", [ANSWER_YES] = "", [ANSWER_NO] = "not so: "
	};

	buffer_text(telling->out, words[answer]);
	explain_source(telling, condition);
}

void
explain_letter(const struct telling *telling, const struct column *column)
{
	const struct letter *letter = column->letter;
	uint64_t labels = batch_column(telling->batch, column)->labels[telling->row];

	if (labels == UINT64_C(1) << LETTER_SENT) {
		buffer_text(telling->out, "the register has it");
		return;
	}
	explain_condition(telling, letter->send_when, 1);
	if (labels == UINT64_C(1) << LETTER_LAPSED) {
		buffer_text(telling->out, "; but ");
		explain_condition(telling, letter->lapses_when, 1);
	}
}
