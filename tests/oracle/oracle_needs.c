/*
 * oracle_needs: the facts still in play (writ.5, Which facts are missing): one walk from what is
 * unknown down through its unknown parts, into other rows where these are what it waits for. Known
 * parts are passed by.
 */
#include <string.h>

#include "tests/oracle/oracle_parts.h"

enum { DEEPEST = 4 }; /* rows behind rows: what lies deeper is named by its column */

struct seeking {
	struct oracle *oracle;
	struct oracle_needs *needs;
	struct oracle_row *row;
	/* " (score P1)": whose fact it is; "" for the row that was asked about */
	const char *where;
	unsigned depth;
	uint32_t *met; /* facts, those named before too */
};

static void walk_column(const struct seeking *at, const struct column *column);
static void walk(const struct seeking *at, const struct expr *expr);

static void
add(const struct seeking *at, const char *name)
{
	struct oracle_needs *needs = at->needs;

	(*at->met)++;
	if (name[0] != '\0')
		name = arena_printf(at->oracle->arena, "%s%s", name, at->where);
	for (uint32_t i = 0; i < needs->count; i++)
		if (strcmp(needs->names[i], name) == 0)
			return;
	if (needs->count < NEEDS_MAX)
		needs->names[needs->count++] = name;
}

static void
add_other(const struct seeking *at, const char *name)
{
	at->needs->no_cell = true;
	add(at, name);
}

static void
add_cell(const struct seeking *at, const struct column *column)
{
	struct oracle_needs *needs = at->needs;

	add(at, column->name);
	for (uint32_t i = 0; i < needs->cell_count; i++)
		if (needs->rows[i] == at->row && needs->cells[i] == column)
			return;
	if (needs->cell_count < NEEDS_MAX) {
		needs->rows[needs->cell_count] = at->row;
		needs->cells[needs->cell_count++] = column;
	}
}

static bool
is_open(struct answer answer)
{
	return answer.state != GIVEN;
}

static struct answer
value_of(const struct seeking *at, const struct expr *expr)
{
	return oracle_expr(at->oracle, at->row, expr);
}

static struct answer
column_of(const struct seeking *at, const struct column *column)
{
	return oracle_column(at->oracle, at->row, column);
}

static void
walk_if_open(const struct seeking *at, const struct expr *expr)
{
	if (expr != NULL && is_open(value_of(at, expr)))
		walk(at, expr);
}

static void
walk_if_unknown(const struct seeking *at, const struct column *column)
{
	if (column != NULL && column_of(at, column).state == UNKNOWN)
		walk_column(at, column);
}

static void
walk_setting(const struct seeking *at, const struct setting *setting)
{
	if (oracle_setting(at->oracle, at->row, setting) == NULL)
		walk_column(at, at->row->table->settings_column);
}

/* ---- other rows ---- */

static const char *
row_name(const struct seeking *at, const struct oracle_row *row)
{
	const char *name = row->table->name;

	for (uint32_t k = 0; k < row->table->key_count; k++)
		name = arena_printf(at->oracle->arena, "%s%s%s", name, k == 0 ? " " : ", ",
		    oracle_spell(at->oracle->arena, row->table->keys[k]->type,
			row->fields[row->table->keys[k]->index]));
	return name;
}

static struct seeking
elsewhere(const struct seeking *at, struct oracle_row *row)
{
	struct seeking there = *at;

	there.row = row;
	there.where = arena_printf(at->oracle->arena, " (%s)", row_name(at, row));
	there.depth++;
	return there;
}

/* A column in another row that is unknown or empty there. */
static void
walk_there(const struct seeking *at, struct oracle_row *row, const struct column *column)
{
	struct seeking there = elsewhere(at, row);

	if (at->depth >= DEEPEST)
		add_other(&there, column->name);
	else if (is_open(column_of(&there, column)))
		walk_column(&there, column);
}

static void
walk_through(const struct seeking *at, const struct expr *expr)
{
	struct oracle_row *target = column_of(at, expr->column).state == GIVEN
	    ? oracle_target(at->oracle, at->row, expr->column)
	    : NULL;

	if (target != NULL) {
		walk_there(at, target, expr->through);
	} else if (expr->column->origin == COLUMN_FIELD &&
	    column_of(at, expr->column).state == UNKNOWN) {
		add_cell(at, expr->column);
	} else {
		add_other(at, expr->column->name);
	}
}

/* ---- whether a row is there ---- */

static void walk_place(const struct seeking *at, struct oracle_row *row);

/* Do all keys of a row of a group say what this row of its source says, all of them known? */
static bool
makes(const struct seeking *at, const struct oracle_row *group, struct oracle_row *row)
{
	for (uint32_t k = 0; k < group->table->key_count; k++)
		if (!answer_is_yes(oracle_match(group->fields[group->table->keys[k]->index],
			oracle_column(at->oracle, row, group->table->source_keys[k]))))
			return false;
	return true;
}

/* Of a row of a group that is there only if other rows are: what would tell of these. */
static void
walk_makers(const struct seeking *at, struct oracle_row *row)
{
	const struct table *table = row->table;
	struct oracle_rows *source;

	if (table->of == NULL || !row->dated_unknown)
		return;
	for (uint32_t k = 0; table->every && k < table->key_count; k++) {
		struct oracle_row *target = oracle_target(at->oracle, row, table->keys[k]);

		if (target != NULL && target->dated_unknown)
			walk_place(at, target);
	}
	if (table->every)
		return;
	source = oracle_rows_of(at->oracle, table->of);
	for (uint32_t i = 0; i < source->count; i++)
		if (makes(at, row, &source->rows[i]) && !source->rows[i].dated_unknown)
			return;
	for (uint32_t i = 0; i < source->count; i++)
		if (makes(at, row, &source->rows[i]))
			walk_place(at, &source->rows[i]);
}

/* Its day, the `where` of its group, what makes it; or the row itself. */
static void
walk_place(const struct seeking *at, struct oracle_row *row)
{
	struct seeking there = elsewhere(at, row);
	uint32_t before = *at->met;

	if (at->depth >= DEEPEST) {
		add_other(&there,
		    row->table->dated_by != NULL ? row->table->dated_by->name : row->table->name);
		return;
	}
	walk_if_unknown(&there, row->table->dated_by);
	walk_if_open(&there, row->table->where);
	walk_makers(&there, row);
	if (*at->met == before)
		add_other(&there, row->table->name);
}

/* ---- rows of another table ---- */

/* Of a row that may belong, or has no value to bring: its part of what decides that. */
static void
walk_one_of_theirs(const struct seeking *at, struct oracle_row *row, const struct expr *expr,
    bool row_itself)
{
	const struct related *related = expr->related;
	struct seeking there = elsewhere(at, row);
	uint32_t before = *at->met;

	if (at->depth >= DEEPEST) {
		add_other(&there, row->table->name);
		return;
	}
	for (uint32_t k = 0; related->members && k < at->row->table->key_count; k++)
		walk_if_unknown(&there, at->row->table->source_keys[k]);
	for (uint32_t k = 0; k < related->key_count; k++)
		walk_if_unknown(&there, related->keys[k].theirs);
	walk_if_unknown(&there, related->table->dated_by);
	walk_if_open(&there, related->table->where);
	walk_if_open(&there, related->where);
	walk_if_open(&there, related->theirs);
	if (expr->kind != EXPR_EXISTS)
		walk_if_open(&there, expr->a);
	if (row_itself)
		walk_makers(&there, row);
	if (*at->met == before && row_itself)
		add_other(&there, row->table->name);
}

static void
walk_related(const struct seeking *at, const struct expr *expr)
{
	struct oracle_rows *theirs = oracle_rows_of(at->oracle, expr->related->table);
	struct oracle_row **rows =
	    arena_array(at->oracle->arena, struct oracle_row *, theirs->count + 1);
	uint32_t before = *at->met, count, may_belong;
	struct seeking here = *at;
	bool ours_is_known;

	here.depth++;
	if (at->depth < DEEPEST) {
		for (uint32_t k = 0; k < expr->related->key_count; k++)
			walk_if_unknown(&here, expr->related->keys[k].ours);
		walk_if_open(&here, expr->related->ours);
	}
	/* Where our side is not known any row could be meant: what it says is the fact. */
	ours_is_known = *at->met == before;
	count = oracle_left_open(at->oracle, at->row, expr, rows, &may_belong);
	for (uint32_t i = 0; i < count; i++)
		walk_one_of_theirs(at, rows[i], expr, ours_is_known);
	if (may_belong == 0 && expr->kind != EXPR_EXISTS && expr->a != NULL)
		add_other(at,
		    arena_printf(at->oracle->arena, "a row of %s", expr->related->table->name));
}

/* May it stand before the row, or with ties excluded beside it? */
static bool
may_stand_before(const struct seeking *at, struct oracle_row *other, const struct rank *rank)
{
	struct answer theirs = oracle_column(at->oracle, other, rank->by);
	int order;

	if (theirs.state != GIVEN)
		return theirs.state == UNKNOWN;
	order = answer_order(theirs, column_of(at, rank->by));
	return (rank->highest ? order > 0 : order < 0) || (rank->ties_excluded && order == 0);
}

/* The others of a ranking: their figures, and who takes part, in words, and the cells behind the
 * words; of those that may not be there what would tell. */
static void
others_of_rank(const struct seeking *at, const struct rank *rank)
{
	struct oracle_rows *rows = oracle_rows_of(at->oracle, at->row->table);
	struct oracle_needs *behind = arena_new(at->oracle->arena, struct oracle_needs);
	struct seeking words = *at;
	uint32_t met = 0;

	behind->count = behind->cell_count = 0;
	behind->no_cell = false;
	for (uint32_t i = 0; i < rows->count; i++) {
		struct oracle_row *one = &rows->rows[i];
		struct seeking other = { at->oracle, behind, one, "", 0, &met };

		if (one == at->row ||
		    answer_is_no(oracle_in_pool(at->oracle, at->row, one, rank)) ||
		    !may_stand_before(at, one, rank))
			continue;
		if (column_of(&other, rank->by).state == UNKNOWN) {
			words.where = " of others in the same ranking";
			add(&words, rank->by->name);
			walk_column(&other, rank->by);
		}
		if (rank->where != NULL && is_open(value_of(&other, rank->where))) {
			words.where = " in the same ranking";
			add(&words, "who takes part");
			walk(&other, rank->where);
		}
		if (one->dated_unknown)
			walk_place(at, one);
	}
	for (uint32_t i = 0; i < behind->cell_count && at->needs->cell_count < NEEDS_MAX; i++) {
		at->needs->rows[at->needs->cell_count] = behind->rows[i];
		at->needs->cells[at->needs->cell_count++] = behind->cells[i];
	}
	at->needs->no_cell = at->needs->no_cell || behind->no_cell;
}

/* A row that may not be there: what would say so, or the row itself. */
static void
walk_own_place(const struct seeking *at)
{
	struct seeking here = *at;
	uint32_t before = *at->met;

	if (!at->row->dated_unknown)
		return;
	here.depth++;
	walk_if_unknown(&here, at->row->table->dated_by);
	walk_if_open(&here, at->row->table->where);
	walk_makers(&here, at->row);
	if (*at->met == before)
		walk_place(at, at->row);
}

/* The row's own figure, whether it takes part, and whether it is there; when these are known, the
 * others. */
static void
walk_rank(const struct seeking *at, const struct rank *rank)
{
	struct seeking here = *at;
	uint32_t before = *at->met;

	here.depth++;
	if (at->depth >= DEEPEST) {
		add_other(at, rank->by->name);
		return;
	}
	if (is_open(column_of(&here, rank->by)))
		walk_column(&here, rank->by);
	walk_if_open(&here, rank->where);
	walk_own_place(at);
	if (*at->met == before)
		others_of_rank(at, rank);
}

static void
walk_period(const struct seeking *at, const struct succession *run, const struct column *column,
    int64_t period)
{
	struct oracle_row *row = oracle_of_period(at->oracle, at->row, run, period);
	struct answer value;

	if (row == NULL) {
		add_other(at,
		    arena_printf(at->oracle->arena, "%s for %s", column->name,
			oracle_spell(at->oracle->arena, type_plain(run->period->type.kind),
			    answer_whole(period))));
		return;
	}
	value = oracle_column(at->oracle, row, column);
	if (answer_is_no(value))
		return;
	if (row->dated_unknown)
		walk_place(at, row);
	if (!answer_is_yes(value))
		walk_there(at, row, column);
}

static void
walk_run(const struct seeking *at, const struct succession *run)
{
	int64_t own = (int64_t)at->row->fields[run->period->index].figure.num;
	const struct table *table = at->row->table;

	if (table->settings_column != NULL && is_open(column_of(at, table->settings_column)) &&
	    ((run->counting_from != NULL && is_open(value_of(at, run->counting_from))) ||
		(run->crosses != NULL && is_open(value_of(at, run->crosses)))))
		walk_column(at, table->settings_column);
	if (run->where == NULL) {
		int64_t from = run->previous ? own - 1 : own,
			count = run->previous ? 1 : (int64_t)run->periods;

		for (int64_t back = 0; back < count; back++)
			walk_period(at, run, run->of, from - back);
		return;
	}
	for (int64_t period = own;; period--) {
		if (answer_is_no(oracle_counted(
			at->oracle, at->row, run, run->where, own, period)))
			return;
		walk_period(at, run, run->where, period);
		if (period < own)
			walk_period(at, run, run->of, period);
		if (oracle_of_period(at->oracle, at->row, run, period) == NULL ||
		    (period < own &&
			answer_is_yes(oracle_counted(
			    at->oracle, at->row, run, run->of, own, period))))
			return;
	}
}

/* ---- the row itself ---- */

/* Sums, dates, spans: what is nothing makes it nothing whatever else is unknown; a result missing
 * from given parts is a fault. */
static void
walk_parts_of_value(const struct seeking *at, const struct expr *expr)
{
	const struct expr *parts[2] = { expr->a, expr->b };
	enum presence wanted = value_of(at, expr).state;
	bool found = false;

	for (int i = 0; i < 2; i++) {
		if (parts[i] == NULL || value_of(at, parts[i]).state != wanted)
			continue;
		walk(at, parts[i]);
		found = true;
	}
	if (!found)
		add_other(at, "");
}

/* `expr` is not a sure answer. */
static void
walk(const struct seeking *at, const struct expr *expr)
{
	switch ((int)expr->kind) {
	case EXPR_VALUE:
	case EXPR_RUN_DATE: return;
	case EXPR_COLUMN: walk_column(at, expr->column); return;
	case EXPR_SETTING: walk_setting(at, expr->setting); return;
	case EXPR_THROUGH: walk_through(at, expr); return;
	case EXPR_AGGREGATE:
	case EXPR_EXISTS: walk_related(at, expr); return;
	case EXPR_RANK: walk_rank(at, expr->rank); return;
	case EXPR_SUCCESSION: walk_run(at, expr->succession); return;
	case EXPR_ALL:
	case EXPR_ANY:
	case EXPR_NONE:
	case EXPR_ONE_OF:
		walk_if_open(at, expr->a);
		for (uint32_t i = 0; i < expr->part_count; i++)
			walk_if_open(at, expr->parts[i]);
		return;
	case EXPR_COMPARE:
		walk_if_open(at, expr->a);
		walk_if_open(at, expr->b);
		return;
	case EXPR_ONE_OF_SETTING:
		walk_if_open(at, expr->a);
		walk_setting(at, expr->setting);
		return;
	case EXPR_HOLDS:
	case EXPR_LABELS_IN:
	case EXPR_QUARTER_IS:
	case EXPR_GIVEN:
	case EXPR_BLANK:
	case EXPR_LIKE:
	case EXPR_NOT: walk(at, expr->a); return;
	default: walk_parts_of_value(at, expr); return;
	}
}

static void
walk_decide(const struct seeking *at, const struct column *column)
{
	const struct decide *decide = column->decide;
	struct play play;

	oracle_play(at->oracle, at->row, decide, &play);
	for (uint32_t i = 0; i < decide->rule_count; i++) {
		if (!play.line[i])
			continue;
		if (play.open[i])
			walk(at, decide->rules[i].when);
		if (decide->rules[i].outcome != NULL &&
		    value_of(at, decide->rules[i].outcome).state == UNKNOWN)
			walk(at, decide->rules[i].outcome);
	}
	if (play.otherwise && decide->otherwise != NULL &&
	    value_of(at, decide->otherwise).state == UNKNOWN)
		walk(at, decide->otherwise);
}

static void
walk_bands(const struct seeking *at, const struct column *column)
{
	const struct bands *bands = column->bands;

	if (is_open(column_of(at, bands->by)))
		walk_column(at, bands->by);
	/* Of a blank figure the band is nothing, wherever the edges lie. */
	for (uint32_t i = 0; i < bands->count && column_of(at, column).state != NOTHING; i++) {
		walk_if_open(at, bands->bands[i].low);
		walk_if_open(at, bands->bands[i].high);
	}
}

/* Due or sent: yes, no, or open. */
static struct answer
stands(const struct seeking *at, const struct letter *letter)
{
	uint64_t states = column_of(at, letter->column).labels,
		 standing = UINT64_C(1) << LETTER_DUE | UINT64_C(1) << LETTER_SENT;

	if ((states & standing) == 0)
		return answer_truth(false);
	return (states & ~standing) == 0 ? answer_truth(true) : answer_open;
}

/* When it is not asked for, or displaced for certain, only the register can still say something. */
static void
walk_letter(const struct seeking *at, const struct letter *letter)
{
	bool out = answer_is_no(value_of(at, letter->send_when));

	walk_if_unknown(at, letter->sent);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		out = out || answer_is_yes(stands(at, letter->displaced_by[i]));
	if (out)
		return;
	walk_if_open(at, letter->send_when);
	walk_if_open(at, letter->lapses_when);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++) {
		struct answer other = stands(at, letter->displaced_by[i]);

		if (!answer_is_yes(other) && !answer_is_no(other))
			walk_column(at, letter->displaced_by[i]->column);
	}
}

static void
walk_column(const struct seeking *at, const struct column *column)
{
	struct answer answer = column_of(at, column);

	/* A value for the run is told with the run. */
	if (column->table == at->oracle->program->run) {
		add_other(at, column->name);
		return;
	}
	switch (column->origin) {
	case COLUMN_FIELD:
	case COLUMN_KEY:
		if (answer.state == UNKNOWN && column->origin == COLUMN_FIELD)
			add_cell(at, column);
		else
			add_other(at, column->name);
		return;
	case COLUMN_LETTER: walk_letter(at, column->letter); return;
	case COLUMN_SENT:
	case COLUMN_DEFINE:
	case COLUMN_DUE: walk(at, column->body); return;
	case COLUMN_DECIDE:
		/* It gave nothing, or its rules disagree: that is the fact itself. */
		if (answer.state == NOTHING)
			add_other(at, column->name);
		else if (at->row->verdicts[column->index] == ORACLE_DISAGREE)
			add_other(at,
			    arena_printf(at->oracle->arena, "two rules disagree in %s",
				column->name));
		else
			walk_decide(at, column);
		return;
	case COLUMN_BANDS: walk_bands(at, column); return;
	case COLUMN_DEADLINE:
		walk_if_unknown(at, column->deadline->due);
		walk_if_unknown(at, column->deadline->met_by);
		return;
	}
}

void
oracle_needs(struct oracle *oracle, struct oracle_row *row, const struct column *column,
    struct oracle_needs *needs)
{
	uint32_t met = 0;
	struct seeking at = { oracle, needs, row, "", 0, &met };

	needs->count = needs->cell_count = 0;
	needs->no_cell = false;
	if (oracle_column(oracle, row, column).state == UNKNOWN)
		walk_column(&at, column);
}
