/* coverage_points: what there is to try in a policy, in the order of its text. See
 * coverage_parts.h. */
#include <string.h>

#include "interp/coverage_parts.h"

enum { TEXT_MAX = 74 };		/* bytes of a rule that are shown */

uint32_t
cover_sides(const struct cover_point *point)
{
	return point->kind == COVER_LINE ? 1 : point->kind == COVER_CONDITION ? 2 : 3;
}

bool
cover_is_whole(const struct cover_point *point)
{
	for (uint32_t i = 0; i < cover_sides(point); i++)
		if (point->rows[i] == 0)
			return false;
	return true;
}

/* The words of the text with single blanks between, remarks left out, and cut where they are
 * many. */
static const char *
words_of(const struct coverage *coverage, struct span at)
{
	size_t length, used = 0;
	const char *text = sources_text(coverage->program->sources, at, &length);
	char *out = arena_alloc(coverage->arena, TEXT_MAX + 8);
	bool quoted = false;

	for (size_t i = 0; i < length && used < TEXT_MAX; i++) {
		quoted = quoted != (text[i] == '"');
		if (text[i] == '#' && !quoted) {
			while (i < length && text[i] != '\n')
				i++;
		} else if (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' ||
		    text[i] == '\r') {
			if (used > 0 && out[used - 1] != ' ')
				out[used++] = ' ';
			continue;
		} else {
			out[used++] = text[i];
			continue;
		}
		if (used > 0 && out[used - 1] != ' ')
			out[used++] = ' ';
	}
	if (used == TEXT_MAX) {
		while (used > TEXT_MAX / 2 && out[used - 1] != ' ')
			used--;
		memcpy(out + used, "...", 3);
		used += 3;
	}
	while (used > 0 && out[used - 1] == ' ')
		used--;
	out[used] = '\0';
	return out;
}

static struct cover_point *
add_point(struct coverage *coverage, struct cover_owner *owner, enum cover_kind kind,
    struct span at)
{
	struct cover_point *point;

	if (owner->point_count == owner->point_room) {
		uint32_t room = owner->point_room == 0 ? 8 : owner->point_room * 2;
		struct cover_point *points = arena_array(coverage->arena, struct cover_point, room);

		if (owner->point_count > 0)
			memcpy(points, owner->points, owner->point_count * sizeof(*points));
		owner->points = points;
		owner->point_room = room;
	}
	point = &owner->points[owner->point_count++];
	*point = (struct cover_point){ .kind = kind, .at = at };
	point->table = owner->column != NULL ? owner->column->table : owner->report->table;
	for (uint32_t i = 0; i < cover_sides(point); i++)
		point->tests[i] =
		    arena_array(coverage->arena, bool, coverage->program->test_count);
	return point;
}

/* ---- conditions ---- */

static bool
is_ordered(enum comparison compare)
{
	return compare != COMPARE_IS && compare != COMPARE_IS_NOT;
}

static bool
is_figure(const struct expr *expr)
{
	return expr->type.kind != KIND_TEXT && expr->type.labels == NULL;
}

struct walk {
	struct coverage *coverage;
	struct cover_owner *owner;
	const struct table *table;
};

static void walk_condition(struct walk *walk, const struct expr *expr);

/* Over the rows of another table, or of ours, in a ranking. */
static void
walk_where(struct walk *walk, const struct table *table, const struct expr *where)
{
	struct walk inner = { walk->coverage, walk->owner, table };

	if (where != NULL)
		walk_condition(&inner, where);
}

/* The first setting with later values that a figure is worked out from; or NULL. */
static const struct setting *
dated_setting(const struct expr *expr)
{
	const struct setting *found;

	if (expr == NULL || expr->related != NULL)
		return NULL;
	if (expr->kind == EXPR_SETTING && expr->setting->value_count > 1)
		return expr->setting;
	found = dated_setting(expr->a);
	return found != NULL ? found : dated_setting(expr->b);
}

/* The point put down last counts for one value of its setting: once for each of them. */
static void
for_each_value(struct walk *walk, const struct setting *setting)
{
	struct arena *arena = walk->coverage->arena;
	struct cover_owner *owner = walk->owner;
	struct cover_point first = owner->points[owner->point_count - 1];

	for (uint32_t i = 0; setting != NULL && i < setting->value_count; i++) {
		uint32_t edge = i == 0 ? 1 : i;
		struct value day = { .state = GIVEN,
			.type = type_plain(KIND_DATE),
			.num = setting->values[edge].from };
		struct cover_point *point = i == 0 ?
		    &owner->points[owner->point_count - 1] :
		    add_point(walk->coverage, owner, COVER_THRESHOLD, first.at);

		point->table = first.table;
		point->a = first.a;
		point->b = first.b;
		point->condition = first.condition;
		point->setting = setting;
		point->dated = i;
		point->text = arena_printf(arena, "%s, with %s %s %s", first.text, setting->name,
		    i == 0 ? "before" : "from", value_spell(arena, &day, SPELL_PLAIN));
	}
}

static void
add_threshold(struct walk *walk, const struct expr *expr)
{
	struct cover_point *point =
	    add_point(walk->coverage, walk->owner, COVER_THRESHOLD, expr->at);
	const struct setting *setting = dated_setting(expr->a);

	point->table = walk->table;
	point->a.expr = expr->a;
	point->b.expr = expr->b;
	point->condition = expr;
	point->text = words_of(walk->coverage, expr->at);
	for_each_value(walk, setting != NULL ? setting : dated_setting(expr->b));
}

static void
add_condition(struct walk *walk, const struct expr *expr)
{
	struct cover_point *point =
	    add_point(walk->coverage, walk->owner, COVER_CONDITION, expr->at);

	point->table = walk->table;
	point->condition = expr;
	point->text = words_of(walk->coverage, expr->at);
	if (expr->related != NULL)
		walk_where(walk, expr->related->table, expr->related->where);
	if (expr->rank != NULL)
		walk_where(walk, walk->table, expr->rank->where);
}

static void
walk_condition(struct walk *walk, const struct expr *expr)
{
	if (expr->same_label)
		return;
	switch ((int)expr->kind) {
	case EXPR_NOT:
		walk_condition(walk, expr->a);
		return;
	case EXPR_ALL:
	case EXPR_ANY:
	case EXPR_NONE:
		for (uint32_t i = 0; i < expr->part_count; i++)
			walk_condition(walk, expr->parts[i]);
		return;
	case EXPR_COMPARE:
		if (is_ordered(expr->compare) && is_figure(expr->a) && is_figure(expr->b)) {
			add_threshold(walk, expr);
			return;
		}
		break;
	case EXPR_GIVEN:
	case EXPR_BLANK:
		if (!expr->a->type.can_be_empty)
			return;		/* there is but one answer */
		break;
	default:
		break;
	}
	add_condition(walk, expr);
}

/* What an aggregate in a definition picks. */
static void
walk_value(struct walk *walk, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (expr->related != NULL) {
		walk_where(walk, expr->related->table, expr->related->where);
		return;
	}
	walk_value(walk, expr->a);
	walk_value(walk, expr->b);
}

/* ---- rules ---- */

static void
add_line(struct walk *walk, uint32_t index, const char *text, struct span at)
{
	struct cover_point *point = add_point(walk->coverage, walk->owner, COVER_LINE, at);

	point->index = index;
	point->text = text;
}

static void
list_decide(struct walk *walk, const struct decide *decide)
{
	struct coverage *coverage = walk->coverage;

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		const struct rule *rule = &decide->rules[i];

		add_line(walk, i, words_of(coverage, rule->at), rule->at);
		walk_condition(walk, rule->when);
	}
	if (decide->has_otherwise)
		add_line(walk, decide->rule_count, words_of(coverage, decide->otherwise_at),
		    decide->otherwise_at);
}

static void
list_bands(struct walk *walk, const struct column *column)
{
	struct coverage *coverage = walk->coverage;

	for (uint32_t i = 0; i < column->bands->count; i++) {
		const struct band *band = &column->bands->bands[i];
		struct cover_point *point;

		if (band->low != NULL) {
			point = add_point(coverage, walk->owner, COVER_THRESHOLD, band->low->at);
			point->a.column = column->bands->by;
			point->b.expr = band->low;
			point->text = arena_printf(coverage->arena, "%s against %s",
			    column->bands->by->name, words_of(coverage, band->low->at));
			for_each_value(walk, dated_setting(band->low));
		}
		add_line(walk, band->label, words_of(coverage, band->at), band->at);
	}
}

static void
list_states(struct walk *walk, const struct column *column)
{
	const struct label_set *labels = column->type.labels;

	for (uint32_t i = 0; i < labels->count; i++) {
		/* A start that is never empty has always come. */
		if (column->deadline != NULL && !column->deadline->due->type.can_be_empty &&
		    i == 0)
			continue;
		if (column->letter != NULL && i == LETTER_LAPSED &&
		    column->letter->lapses_when == NULL)
			continue;
		add_line(walk, i,
		    arena_printf(walk->coverage->arena, "%s %s", column->name, labels->names[i]),
		    column->at);
	}
}

static void
list_deadline(struct walk *walk, const struct column *column)
{
	struct arena *arena = walk->coverage->arena;
	struct cover_point *point;

	list_states(walk, column);
	point = add_point(walk->coverage, walk->owner, COVER_THRESHOLD, column->at);
	point->a.column = column->deadline->met_by;
	point->b.column = column->deadline->due;
	point->text = arena_printf(arena, "%s against %s", point->a.column->name,
	    point->b.column->name);
	for_each_value(walk, dated_setting(column->deadline->due->body));
	point = add_point(walk->coverage, walk->owner, COVER_THRESHOLD, column->at);
	point->b.column = column->deadline->due;
	point->text = arena_printf(arena, "run_date against %s", point->b.column->name);
	for_each_value(walk, dated_setting(column->deadline->due->body));
}

static void
list_column(struct coverage *coverage, struct cover_owner *owner)
{
	const struct column *column = owner->column;
	struct walk walk = { coverage, owner, column->table };

	switch (column->origin) {
	case COLUMN_DECIDE:
		list_decide(&walk, column->decide);
		return;
	case COLUMN_BANDS:
		list_bands(&walk, column);
		return;
	case COLUMN_DEADLINE:
		list_deadline(&walk, column);
		return;
	case COLUMN_LETTER:
		list_states(&walk, column);
		walk_condition(&walk, column->letter->send_when);
		if (column->letter->lapses_when != NULL)
			walk_condition(&walk, column->letter->lapses_when);
		return;
	case COLUMN_DEFINE:
		if (expr_is_condition(column->body))
			walk_condition(&walk, column->body);
		else
			walk_value(&walk, column->body);
		return;
	case COLUMN_FIELD:
	case COLUMN_KEY:
	case COLUMN_DUE:
	case COLUMN_SENT:
		return;
	}
}

static void
list_report(struct coverage *coverage, struct cover_owner *owner)
{
	const struct report *report = owner->report;
	struct walk walk = { coverage, owner, report->table };

	walk_where(&walk, report->table, report->where);
	for (uint32_t i = 0; i < report->column_count; i++)
		walk_where(&walk, report->table, report->columns[i].where);
}

/* An owner without a point is dropped again. */
static void
add_owner(struct coverage *coverage, const struct column *column, const struct report *report)
{
	struct cover_owner *owner = &coverage->owners[coverage->owner_count];

	*owner = (struct cover_owner){ .column = column, .report = report };
	if (column != NULL)
		list_column(coverage, owner);
	else
		list_report(coverage, owner);
	coverage->owner_count += owner->point_count > 0;
}

static struct span
place_of(const struct cover_owner *owner)
{
	return owner->column != NULL ? owner->column->at : owner->report->at;
}

static void
sort_owners(struct coverage *coverage)
{
	for (uint32_t i = 1; i < coverage->owner_count; i++) {
		struct cover_owner moved = coverage->owners[i];
		uint32_t at = i;

		while (
		    at > 0 && place_of(&coverage->owners[at - 1]).start > place_of(&moved).start) {
			coverage->owners[at] = coverage->owners[at - 1];
			at--;
		}
		coverage->owners[at] = moved;
	}
}

static void
list_table(struct coverage *coverage, const struct table *table)
{
	for (uint32_t i = table->field_count; i < table->column_count; i++)
		add_owner(coverage, table->columns[i], NULL);
}

void
cover_list_points(struct coverage *coverage)
{
	const struct program *program = coverage->program;
	uint32_t room = program->report_count + program->run->column_count;

	for (uint32_t i = 0; i < program->table_count; i++)
		room += program->tables[i]->column_count;
	coverage->owners = arena_array(coverage->arena, struct cover_owner, room + 1);
	list_table(coverage, program->run);
	for (uint32_t i = 0; i < program->table_count; i++)
		list_table(coverage, program->tables[i]);
	for (uint32_t i = 0; i < program->report_count; i++)
		add_owner(coverage, NULL, program->reports[i]);
	sort_owners(coverage);
}
