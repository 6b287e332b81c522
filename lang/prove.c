#include "lang/prove.h"

#include "lang/prove_internal.h"

static void
prove_column(struct diags *diags, const struct program *program, const struct column *column)
{
	struct arena scratch = ARENA_INIT;
	struct prover prover = {
		.arena = &scratch, .program = program, .table = column->table
	};

	if (column->bands)
		prove_bands(&prover, diags, column);
	if (column->decide)
		prove_decide(&prover, diags, column);
	arena_release(&scratch);
}

void
prove_program(struct arena *arena, struct diags *diags, const struct program *program)
{
	(void)arena;	/* messages live with `diags`; the rest is scratch */
	for (uint32_t t = 0; t < program->table_count; t++) {
		const struct table *table = program->tables[t];

		for (uint32_t c = 0; c < table->column_count; c++)
			prove_column(diags, program, table->columns[c]);
	}
}
