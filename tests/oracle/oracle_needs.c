/* oracle_needs: the facts still in play, by one walk from what is unknown down through its unknown
 * parts (language.md section 11, needs). Known parts are passed by. */
#include <string.h>

#include "tests/oracle/oracle_parts.h"

static void walk_column(struct oracle *oracle, struct oracle_row *row, const struct column *column,
    struct oracle_needs *needs);

static void
add(struct oracle_needs *needs, const char *name)
{
	for (uint32_t i = 0; i < needs->count; i++)
		if (strcmp(needs->names[i], name) == 0)
			return;
	if (needs->count < 256)
		needs->names[needs->count++] = name;
}

static bool
is_open(struct answer answer)
{
	return answer.state != GIVEN;
}

static void walk(struct oracle *oracle, struct oracle_row *row, const struct expr *expr,
    struct oracle_needs *needs);

static void
walk_setting(struct oracle *oracle, struct oracle_row *row, const struct setting *setting,
    struct oracle_needs *needs)
{
	if (oracle_setting(oracle, row, setting) == NULL)
		walk_column(oracle, row, row->table->settings_column, needs);
}

/* Sums, dates, spans: what is nothing makes it nothing whatever else is unknown; a result missing
 * from given parts is a fault. */
static void
walk_parts_of_value(struct oracle *oracle, struct oracle_row *row, const struct expr *expr,
    struct oracle_needs *needs)
{
	const struct expr *parts[2] = { expr->a, expr->b };
	enum presence wanted = oracle_expr(oracle, row, expr).state;
	bool found = false;

	for (int i = 0; i < 2; i++) {
		if (parts[i] == NULL || oracle_expr(oracle, row, parts[i]).state != wanted)
			continue;
		walk(oracle, row, parts[i], needs);
		found = true;
	}
	if (!found)
		add(needs, "");
}

/* `expr` is not a sure answer. */
static void
walk(struct oracle *oracle, struct oracle_row *row, const struct expr *expr,
    struct oracle_needs *needs)
{
	switch ((int)expr->kind) {
	case EXPR_VALUE:
	case EXPR_RUN_DATE: return;
	case EXPR_COLUMN: walk_column(oracle, row, expr->column, needs); return;
	case EXPR_SETTING: walk_setting(oracle, row, expr->setting, needs); return;
	case EXPR_ALL:
	case EXPR_ANY:
	case EXPR_NONE:
	case EXPR_ONE_OF:
		for (uint32_t i = 0; i < expr->part_count; i++)
			if (is_open(oracle_expr(oracle, row, expr->parts[i])))
				walk(oracle, row, expr->parts[i], needs);
		if (expr->a != NULL && is_open(oracle_expr(oracle, row, expr->a)))
			walk(oracle, row, expr->a, needs);
		return;
	case EXPR_COMPARE:
		if (is_open(oracle_expr(oracle, row, expr->a)))
			walk(oracle, row, expr->a, needs);
		if (is_open(oracle_expr(oracle, row, expr->b)))
			walk(oracle, row, expr->b, needs);
		return;
	case EXPR_ONE_OF_SETTING:
		if (is_open(oracle_expr(oracle, row, expr->a)))
			walk(oracle, row, expr->a, needs);
		walk_setting(oracle, row, expr->setting, needs);
		return;
	case EXPR_HOLDS:
	case EXPR_LABELS_IN:
	case EXPR_QUARTER_IS:
	case EXPR_GIVEN:
	case EXPR_BLANK:
	case EXPR_LIKE:
	case EXPR_NOT: walk(oracle, row, expr->a, needs); return;
	default: walk_parts_of_value(oracle, row, expr, needs); return;
	}
}

static void
walk_decide(struct oracle *oracle, struct oracle_row *row, const struct column *column,
    struct oracle_needs *needs)
{
	const struct decide *decide = column->decide;
	struct play play;

	oracle_play(oracle, row, decide, &play);
	for (uint32_t i = 0; i < decide->rule_count; i++) {
		if (!play.line[i])
			continue;
		if (play.open[i])
			walk(oracle, row, decide->rules[i].when, needs);
		if (decide->rules[i].outcome != NULL &&
		    oracle_expr(oracle, row, decide->rules[i].outcome).state == UNKNOWN)
			walk(oracle, row, decide->rules[i].outcome, needs);
	}
	if (play.otherwise && decide->otherwise != NULL &&
	    oracle_expr(oracle, row, decide->otherwise).state == UNKNOWN)
		walk(oracle, row, decide->otherwise, needs);
}

static void
walk_bands(struct oracle *oracle, struct oracle_row *row, const struct column *column,
    struct oracle_needs *needs)
{
	const struct bands *bands = column->bands;

	if (is_open(oracle_column(oracle, row, bands->by)))
		walk_column(oracle, row, bands->by, needs);
	/* Of a blank figure the band is nothing, wherever the edges lie. */
	for (uint32_t i = 0;
	     i < bands->count && oracle_column(oracle, row, column).state != NOTHING; i++) {
		const struct band *band = &bands->bands[i];

		if (band->low != NULL && is_open(oracle_expr(oracle, row, band->low)))
			walk(oracle, row, band->low, needs);
		if (band->high != NULL && is_open(oracle_expr(oracle, row, band->high)))
			walk(oracle, row, band->high, needs);
	}
}

static void
walk_column(struct oracle *oracle, struct oracle_row *row, const struct column *column,
    struct oracle_needs *needs)
{
	struct answer answer = oracle_column(oracle, row, column);

	if (column->table == oracle->program->run)
		row = &oracle->run;
	switch (column->origin) {
	case COLUMN_FIELD:
	case COLUMN_KEY:
	case COLUMN_SENT:
	case COLUMN_LETTER: add(needs, column->name); return;
	case COLUMN_DEFINE:
	case COLUMN_DUE: walk(oracle, row, column->body, needs); return;
	case COLUMN_DECIDE:
		/* It gave nothing, or its rules disagree: that is the fact itself. */
		if (answer.state == NOTHING || row->verdicts[column->index] == ORACLE_DISAGREE)
			add(needs, column->name);
		else
			walk_decide(oracle, row, column, needs);
		return;
	case COLUMN_BANDS: walk_bands(oracle, row, column, needs); return;
	case COLUMN_DEADLINE:
		if (oracle_column(oracle, row, column->deadline->due).state == UNKNOWN)
			walk_column(oracle, row, column->deadline->due, needs);
		if (oracle_column(oracle, row, column->deadline->met_by).state == UNKNOWN)
			walk_column(oracle, row, column->deadline->met_by, needs);
		return;
	}
}

void
oracle_needs(struct oracle *oracle, struct oracle_row *row, const struct column *column,
    struct oracle_needs *needs)
{
	needs->count = 0;
	if (oracle_column(oracle, row, column).state == UNKNOWN)
		walk_column(oracle, row, column, needs);
}
