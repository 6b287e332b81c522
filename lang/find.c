/* find: see find.h. */
#include "lang/find.h"

#include "lang/accept.h"
#include "lang/find_each.h"
#include "lang/find_internal.h"

void
find_program(struct diags *diags, const struct program *program, const struct find_request *request)
{
	find_unused(diags, program);
	find_uncited(diags, program);
	find_conditions(diags, program);
	find_letters(diags, program);
	find_one_day(diags, program);
	find_blank_days(diags, program);
	find_outcomes(diags, program);
	find_unnamed(diags, program);
	find_replies(diags, program);
	find_uncounted(diags, program);
	find_boundaries(diags, program);
	find_dated_values(diags, program);
	find_label_words(diags, program);
	find_local(diags, program, request);
	find_days(diags, program, request);
	find_in_each(diags, program);
	accept_finish(diags, program);
}
