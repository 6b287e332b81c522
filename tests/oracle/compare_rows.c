/* compare_rows: the values, verdicts and needs of every row. */
#include <string.h>

#include "tests/oracle/compare_parts.h"
#include "tests/oracle/oracle_parts.h"

/* ---- values ---- */

const char *
answer_shown(struct arena *arena, struct type type, struct answer answer)
{
	const char *text = "";

	if (!answer.is_labels)
		return answer.state == UNKNOWN ? "unknown"
		    : answer.state == NOTHING  ? "nothing"
					       : oracle_spell(arena, type, answer);
	for (uint32_t i = 0; i < type.labels->count; i++)
		if (answer.labels >> i & 1)
			text = arena_printf(arena, "%s{%s}", text, type.labels->names[i]);
	return answer.labels & LABEL_NOTHING ? arena_printf(arena, "%s{nothing}", text) : text;
}

bool
same_answer(struct answer a, struct answer b)
{
	if (a.is_labels || b.is_labels)
		return a.is_labels == b.is_labels && a.labels == b.labels;
	return a.state == b.state && (a.state != GIVEN || answer_order(a, b) == 0);
}

struct answer
engine_answer(const struct value *value)
{
	if (value->type.kind == KIND_LABEL || value->type.kind == KIND_YES_NO)
		return answer_labels(value->labels);
	return answer_of_value(value);
}

bool
verdicts_agree(enum oracle_verdict ours, enum verdict theirs)
{
	switch (ours) {
	case ORACLE_DECIDED:
		return theirs == VERDICT_RULE || theirs == VERDICT_OTHERWISE ||
		    theirs == VERDICT_EITHER_WAY;
	/* A line may well decide whose own outcome is not known. */
	case ORACLE_UNDECIDED:
		return theirs == VERDICT_UNDECIDED || theirs == VERDICT_RULE ||
		    theirs == VERDICT_OTHERWISE;
	case ORACLE_DISAGREE: return theirs == VERDICT_DISAGREE;
	}
	return false;
}

/* Whether a name stands in a list parted by ", ". */
static bool
names_it(const char *list, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = list; (at = strstr(at, name)) != NULL; at++)
		if ((at == list || at[-1] == ' ') && (at[length] == ',' || at[length] == '\0'))
			return true;
	return false;
}

/* Every fact the oracle walks to is named, and no other column; how a fault in arithmetic is put is
 * the engine's affair. */
static bool
needs_agree(const struct oracle_needs *needs, const char *list, const struct program *program,
    const struct table *table)
{
	bool fault = false;
	uint32_t columns = 0;

	for (uint32_t i = 0; i < needs->count; i++) {
		fault = fault || needs->names[i][0] == '\0';
		if (needs->names[i][0] != '\0' && !names_it(list, needs->names[i]))
			return false;
	}
	for (uint32_t i = 0; i < table->column_count; i++)
		columns += names_it(list, table->columns[i]->name) ? 1 : 0;
	for (uint32_t i = 0; i < program->run->column_count; i++)
		columns += names_it(list, program->run->columns[i]->name) ? 1 : 0;
	if (fault)
		return columns + 1 >= needs->count && list[0] != '\0';
	return columns == needs->count;
}

static const char *
needs_text(struct arena *arena, const struct oracle_needs *needs)
{
	const char *text = "";

	for (uint32_t i = 0; i < needs->count; i++)
		text = arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "",
		    needs->names[i][0] == '\0' ? "(arithmetic)" : needs->names[i]);
	return text;
}

static bool
row_agrees(struct trial *trial, struct oracle *oracle, struct oracle_row *ours,
    const struct engine_row *theirs)
{
	const struct table *table = ours->table;

	for (uint32_t c = 0; c < table->column_count; c++) {
		const struct column *column = table->columns[c];
		struct answer a = oracle_column(oracle, ours, column),
			      b = engine_answer(&theirs->values[c]);
		struct oracle_needs needs;

		if (!same_answer(a, b)) {
			trial->what = column->name;
			buffer_printf(trial->why, "line %u (%s), column %s: oracle %s, engine %s\n",
			    (unsigned)ours->line, theirs->key, column->name,
			    answer_shown(trial->arena, column->type, a),
			    answer_shown(trial->arena, column->type, b));
			return false;
		}
		if (column->origin == COLUMN_DECIDE &&
		    !verdicts_agree(ours->verdicts[c], theirs->verdicts[c])) {
			trial->what = arena_printf(trial->arena, "verdict %s", column->name);
			buffer_printf(trial->why,
			    "line %u (%s), verdict of %s: oracle %s, engine's verdict is %d\n",
			    (unsigned)ours->line, theirs->key, column->name,
			    ours->verdicts[c] == ORACLE_DECIDED        ? "decided"
				: ours->verdicts[c] == ORACLE_DISAGREE ? "two rules disagree"
								       : "undecided",
			    (int)theirs->verdicts[c]);
			return false;
		}
		if (trial->totals != NULL)
			trial->totals->columns++;
		if (a.state != UNKNOWN || column->origin == COLUMN_FIELD)
			continue;
		if (trial->totals != NULL && column->origin == COLUMN_DECIDE) {
			trial->totals->undecided++;
			trial->totals->disagree += ours->verdicts[c] == ORACLE_DISAGREE ? 1 : 0;
		}
		if (column->origin == COLUMN_DECIDE && ours->verdicts[c] == ORACLE_DISAGREE) {
			if (theirs->needs[c] != NULL &&
			    strncmp(theirs->needs[c], "two rules disagree", 18) == 0)
				continue;
			buffer_printf(trial->why,
			    "line %u (%s), needs of %s: two rules disagree, engine '%s'\n",
			    (unsigned)ours->line, theirs->key, column->name,
			    theirs->needs[c] == NULL ? "" : theirs->needs[c]);
			return false;
		}
		oracle_needs(oracle, ours, column, &needs);
		trial->what = arena_printf(trial->arena, "needs %s", column->name);
		if (theirs->needs[c] == NULL ||
		    !needs_agree(&needs, theirs->needs[c], oracle->program, table)) {
			buffer_printf(trial->why,
			    "line %u (%s), needs of %s: oracle '%s', engine '%s'\n",
			    (unsigned)ours->line, theirs->key, column->name,
			    needs_text(trial->arena, &needs),
			    theirs->needs[c] == NULL ? "" : theirs->needs[c]);
			return false;
		}
	}
	return true;
}

bool
rows_agree(struct trial *trial, struct oracle *oracle, struct oracle_rows *ours,
    const struct engine_result *theirs)
{
	const struct csvin_counts *counts = &theirs->counts;

	if (counts->read !=
		counts->used + counts->refused + counts->repeated + counts->dated_later ||
	    counts->used != theirs->count || counts->read != ours->read ||
	    counts->used != ours->used || counts->refused != ours->refused ||
	    counts->repeated != ours->repeated || counts->dated_later != ours->dated_later) {
		buffer_printf(trial->why,
		    "counts (read, used, refused, repeated, dated later): oracle %llu %llu %llu "
		    "%llu %llu, "
		    "engine %llu %llu %llu %llu %llu\n",
		    (unsigned long long)ours->read, (unsigned long long)ours->used,
		    (unsigned long long)ours->refused, (unsigned long long)ours->repeated,
		    (unsigned long long)ours->dated_later, (unsigned long long)counts->read,
		    (unsigned long long)counts->used, (unsigned long long)counts->refused,
		    (unsigned long long)counts->repeated, (unsigned long long)counts->dated_later);
		return false;
	}
	for (uint32_t i = 0; i < ours->count; i++) {
		if (theirs->rows[i].line != ours->rows[i].line) {
			buffer_printf(trial->why,
			    "row %u is line %u for the oracle, %u for the engine\n", (unsigned)i,
			    (unsigned)ours->rows[i].line, (unsigned)theirs->rows[i].line);
			return false;
		}
		if (!row_agrees(trial, oracle, &ours->rows[i], &theirs->rows[i]))
			return false;
	}
	for (uint32_t c = 0; c < oracle->program->run->column_count; c++) {
		const struct column *column = oracle->program->run->columns[c];
		struct answer a = oracle_column(oracle, &oracle->run, column),
			      b = engine_answer(&theirs->run[c]);

		if (same_answer(a, b))
			continue;
		buffer_printf(trial->why, "%s of the run: oracle %s, engine %s\n", column->name,
		    answer_shown(trial->arena, column->type, a),
		    answer_shown(trial->arena, column->type, b));
		return false;
	}
	return true;
}
