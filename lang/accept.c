/* accept: see accept.h. */
#include "lang/accept.h"

void
accept_findings(struct diags *diags, const struct program *program)
{
	for (uint32_t i = 0; i < program->acceptance_count; i++) {
		const struct acceptance *acceptance = &program->acceptances[i];

		diags_accept(diags, acceptance->covers, acceptance->head, acceptance->because);
	}
}

void
accept_finish(struct diags *diags, const struct program *program)
{
	accept_findings(diags, program);
	for (uint32_t i = 0; i < program->acceptance_count; i++) {
		const struct acceptance *acceptance = &program->acceptances[i];

		if (diags_accept(diags, acceptance->covers, acceptance->head, acceptance->because) >
		    0)
			continue;
		diag_warning(diags, acceptance->at, "accepts-nothing",
		    "nothing is found here that had to be accepted");
		diag_note(diags,
		    "take the line out; or put it directly below the line that a finding is about");
	}
}
