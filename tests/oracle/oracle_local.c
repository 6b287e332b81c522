/*
 * oracle_local: which variations the foot of a letter must name, and which it may (writ.5,
 * VARIATIONS). Must: one with a setting in force on the day of the row; what the rule of the
 * letter, or what it prints, asks on the day of the letter, in its own rules, in those of the run
 * as a whole and in rows that its row refers to; where these go by a day of their own, whatever
 * that day is. Not surely told by the foot, nor against its rule: what comes in only through rows
 * that a rule counts or looks through.
 */
#include "tests/oracle/oracle_fill.h"

/* How a rule is come to from the row of the letter. */
enum manner { OWN, REFERRED, COUNTED, MANNERS };

struct asking {
	struct filling *filling;
	const struct table *own;
	bool **met; /* by table, the run behind the last; by column and manner */
	bool *tables;
};

static void ask_expr(
    struct asking *asking, const struct expr *expr, const struct table *owner, enum manner how);
static void ask_column(struct asking *asking, const struct column *column, enum manner how);

static void
note(struct asking *asking, uint32_t variation, enum manner how)
{
	struct oracle_page *page = asking->filling->page;

	page->may_name |= 1u << variation;
	if (how != COUNTED)
		page->must_name |= 1u << variation;
}

static bool
leads_to(const struct table *from, const struct table *to, uint32_t steps)
{
	for (uint32_t i = 0; steps > 0 && i < from->column_count; i++) {
		const struct table *next = from->columns[i]->refers_to;

		if (next != NULL && (next == to || leads_to(next, to, steps - 1)))
			return true;
	}
	return false;
}

/* `owner`: in the rules of whose rows the setting is asked; NULL: by the letter itself. */
static void
ask_setting(struct asking *asking, const struct setting *setting, const struct table *owner,
    enum manner how)
{
	const struct oracle *oracle = asking->filling->oracle;
	const struct program *program = oracle->program;
	bool day_of_its_own = owner != NULL && owner != program->run &&
	    owner->settings_day != SETTINGS_AT_RUN_DATE;

	/* The day of the row, which has been looked at. */
	if (day_of_its_own && owner == asking->own)
		return;
	if (day_of_its_own && how == COUNTED && asking->own != NULL &&
	    !leads_to(asking->own, owner, program->table_count))
		return;
	for (uint32_t i = 0; i < program->variation_count; i++) {
		const struct variation *variation = program->variations[i];
		bool sets = false;

		for (uint32_t s = 0; s < variation->set_count; s++)
			sets = sets || variation->sets[s].setting == setting;
		if (sets &&
		    (day_of_its_own ||
			(oracle->run_date >= variation->from &&
			    oracle->run_date <= variation->to)))
			note(asking, i, how);
	}
}

/* Which rows a table has, and by which day they go. */
static void
ask_table(struct asking *asking, const struct table *table)
{
	if (table == NULL || table == asking->filling->oracle->program->run ||
	    asking->tables[table->index])
		return;
	asking->tables[table->index] = true;
	ask_table(asking, table->of);
	ask_expr(asking, table->where, table, COUNTED);
	ask_column(asking, table->settings_column, COUNTED);
	for (uint32_t k = 0; k < table->key_count; k++) {
		ask_column(asking, table->keys[k], COUNTED);
		if (table->of != NULL)
			ask_column(asking, table->source_keys[k], COUNTED);
	}
}

static void
ask_letter(struct asking *asking, const struct letter *letter, enum manner how)
{
	ask_column(asking, letter->sent, COUNTED);
	ask_column(asking, letter->to, COUNTED);
	ask_expr(asking, letter->send_when, letter->table, how);
	ask_expr(asking, letter->lapses_when, letter->table, how);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		ask_column(asking, letter->displaced_by[i]->column, how);
}

static void
ask_column(struct asking *asking, const struct column *column, enum manner how)
{
	const struct program *program = asking->filling->oracle->program;
	const struct decide *decide;
	const struct table *owner;
	bool *met;

	if (column == NULL)
		return;
	owner = column->table;
	met = &asking->met[owner == program->run ? program->table_count : owner->index]
			  [column->index * MANNERS + how];
	if (*met)
		return;
	*met = true;
	ask_table(asking, owner);
	ask_table(asking, column->refers_to);
	ask_expr(asking, column->body, owner, how);
	decide = column->decide;
	for (uint32_t i = 0; decide != NULL && i < decide->rule_count; i++) {
		ask_expr(asking, decide->rules[i].when, owner, how);
		ask_expr(asking, decide->rules[i].outcome, owner, how);
	}
	if (decide != NULL)
		ask_expr(asking, decide->otherwise, owner, how);
	if (column->bands != NULL) {
		ask_column(asking, column->bands->by, how);
		for (uint32_t i = 0; i < column->bands->count; i++) {
			ask_expr(asking, column->bands->bands[i].low, owner, how);
			ask_expr(asking, column->bands->bands[i].high, owner, how);
		}
	}
	if (column->deadline != NULL) {
		ask_column(asking, column->deadline->due, how);
		ask_column(asking, column->deadline->met_by, how);
	}
	if (column->letter != NULL)
		ask_letter(asking, column->letter, column->origin == COLUMN_LETTER ? how : COUNTED);
}

static void
ask_related(struct asking *asking, const struct related *related, const struct table *owner,
    enum manner how)
{
	ask_table(asking, related->table);
	for (uint32_t k = 0; k < related->key_count; k++) {
		ask_column(asking, related->keys[k].ours, how);
		ask_column(asking, related->keys[k].theirs, COUNTED);
	}
	ask_expr(asking, related->where, related->table, COUNTED);
	ask_expr(asking, related->theirs, related->table, COUNTED);
	ask_expr(asking, related->ours, owner, how);
}

static void
ask_others(struct asking *asking, const struct expr *expr, const struct table *owner,
    enum manner how)
{
	const struct rank *rank = expr->rank;
	const struct succession *run = expr->succession;

	if (rank != NULL) {
		ask_column(asking, rank->by, COUNTED);
		ask_expr(asking, rank->where, owner, COUNTED);
		ask_expr(asking, rank->places, owner, how);
		for (uint32_t i = 0; i < rank->each_count; i++)
			ask_column(asking, rank->each[i], COUNTED);
	}
	if (run != NULL) {
		ask_column(asking, run->of, COUNTED);
		ask_column(asking, run->where, COUNTED);
		ask_column(asking, run->period, COUNTED);
		ask_expr(asking, run->counting_from, owner, how);
		ask_expr(asking, run->crosses, owner, how);
	}
}

static void
ask_expr(
    struct asking *asking, const struct expr *expr, const struct table *owner, enum manner how)
{
	if (expr == NULL)
		return;
	if (expr->setting != NULL)
		ask_setting(asking, expr->setting, owner, how);
	ask_column(asking, expr->column, how);
	ask_column(asking, expr->through, how == OWN ? REFERRED : COUNTED);
	ask_others(asking, expr, owner, how);
	if (expr->related != NULL) {
		ask_related(asking, expr->related, owner, how);
		ask_expr(asking, expr->a, expr->related->table, COUNTED);
	} else {
		ask_expr(asking, expr->a, owner, how);
	}
	ask_expr(asking, expr->b, owner, how);
	for (uint32_t i = 0; i < expr->part_count; i++)
		ask_expr(asking, expr->parts[i], owner, how);
}

static struct asking
begin(struct filling *filling, const struct table *own)
{
	struct arena *arena = filling->oracle->arena;
	const struct program *program = filling->oracle->program;
	struct asking asking = { filling, own, arena_array(arena, bool *, program->table_count + 1),
		arena_array(arena, bool, program->table_count + 1) };

	for (uint32_t t = 0; t <= program->table_count; t++)
		asking.met[t] = arena_array(arena, bool,
		    ((t < program->table_count ? program->tables[t] : program->run)->column_count +
			1) * MANNERS);
	return asking;
}

void
fill_local_decision(struct filling *filling)
{
	const struct program *program = filling->oracle->program;
	const struct letter *letter = filling->page->letter;
	struct asking asking = begin(filling, letter->table);
	int64_t day;

	if (program->variation_count == 0)
		return;
	if (oracle_settings_day(filling->oracle, filling->page->row, &day))
		for (uint32_t i = 0; i < program->variation_count; i++)
			if (program->variations[i]->set_count > 0 &&
			    day >= program->variations[i]->from &&
			    day <= program->variations[i]->to)
				note(&asking, i, OWN);
	ask_letter(&asking, letter, OWN);
}

void
fill_local_shown(struct filling *filling, const struct expr *expr)
{
	struct asking asking = begin(filling, filling->page->letter->table);

	if (filling->oracle->program->variation_count > 0)
		ask_expr(&asking, expr, NULL, OWN);
}

void
fill_local_elsewhere(struct filling *filling, const struct expr *expr)
{
	struct asking asking = begin(filling, NULL);

	if (filling->oracle->program->variation_count == 0)
		return;
	if (expr->kind == EXPR_SETTING)
		ask_setting(&asking, expr->setting, NULL, OWN);
	ask_expr(&asking, expr, NULL, COUNTED);
}

const char *
oracle_foot_names(struct oracle *oracle, uint32_t named)
{
	const struct program *program = oracle->program;
	const char *text = "";

	for (uint32_t i = 0; i < program->variation_count; i++)
		if (named >> i & 1)
			text = arena_printf(oracle->arena, "%s%s%s", text,
			    *text == '\0' ? "" : " and ", program->variations[i]->name);
	return text;
}

const char *
oracle_foot(struct oracle *oracle, uint32_t named)
{
	return arena_printf(oracle->arena, "%s, version %s%s%s", oracle->program->title,
	    oracle->program->version, named == 0 ? "" : ", with variation ",
	    oracle_foot_names(oracle, named));
}
