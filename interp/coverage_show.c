/* coverage_show: what the tests tried, for people and as JSON. See coverage.h. */
#include "interp/coverage_parts.h"

#include <string.h>

static uint32_t
line_in(const struct coverage *coverage, struct span at)
{
	return sources_place(coverage->program->sources, at.start).line;
}

static uint32_t
tests_of(const struct coverage *coverage, const struct cover_point *point, uint32_t side)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < coverage->program->test_count; i++)
		count += point->tests[side][i];
	return count;
}

/* ", 3 of 5 thresholds …": nothing where there is none of them. */
static void
say_total(struct buffer *out, uint32_t tried, uint32_t all, const char *what, const char *how,
    bool *first)
{
	if (all == 0)
		return;
	buffer_printf(out, "%s%u of %u %s%s %s", *first ? "  tried: " : "; ", (unsigned)tried,
	    (unsigned)all, what, all == 1 ? "" : "s", how);
	*first = false;
}

/* Which lines those are that are not tried: a figure alone is passed over. */
static void
say_never(struct buffer *out, const struct coverage *coverage, uint32_t count)
{
	enum { NAMED = 5 };
	uint32_t said = 0;

	if (count == 0)
		return;
	buffer_printf(out, "  never came out in these tests: ");
	for (uint32_t i = 0; i < coverage->owner_count; i++) {
		const struct cover_owner *owner = &coverage->owners[i];
		const struct said_in_each *each =
		    owner->column == NULL ? NULL : owner->column->each;

		for (uint32_t p = 0; p < owner->point_count && said < NAMED; p++) {
			const struct cover_point *point = &owner->points[p];

			if (point->kind != COVER_LINE || point->rows[0] != 0)
				continue;
			buffer_printf(out, "%s%s (line %u%s%s)", said++ == 0 ? "" : "; ",
			    point->text, (unsigned)line_in(coverage, point->at),
			    each == NULL ? "" : ", in ", each == NULL ? "" : each->label);
		}
	}
	if (count > said)
		buffer_printf(out, "; and %u more, which --coverage lists",
		    (unsigned)(count - said));
	buffer_char(out, '\n');
}

void
coverage_say(struct buffer *out, const struct coverage *coverage)
{
	struct coverage_totals totals = coverage_totals(coverage);
	bool first = true;

	say_total(out, totals.lines_fired, totals.lines, "line",
	    "of rules, bands and states", &first);
	say_total(out, totals.thresholds_tried, totals.thresholds, "threshold",
	    "below, at and above", &first);
	say_total(out, totals.conditions_tried, totals.conditions, "condition", "both ways",
	    &first);
	if (!first)
		buffer_char(out, '\n');
	say_never(out, coverage, totals.lines - totals.lines_fired);
}

/* ---- text ---- */

static const char *const sides[3][COVER_SIDES] = {
	[COVER_LINE] = { "came_out", NULL, NULL },
	[COVER_THRESHOLD] = { "below", "at", "above" },
	[COVER_CONDITION] = { "yes", "no", NULL },
};

static void
list_tests(struct buffer *out, const struct coverage *coverage, const struct cover_point *point,
    uint32_t side)
{
	enum { SHOWN = 3 };
	uint32_t count = tests_of(coverage, point, side), shown = 0;

	for (uint32_t i = 0; i < coverage->program->test_count && shown < SHOWN; i++)
		if (point->tests[side][i])
			buffer_printf(out, "%s\"%s\"", shown++ == 0 ? "            in " : ", ",
			    coverage->program->tests[i].name);
	if (count > SHOWN)
		buffer_printf(out, " and %u more", (unsigned)(count - SHOWN));
	buffer_char(out, '\n');
}

static void
list_point(struct buffer *out, const struct coverage *coverage, const struct cover_point *point)
{
	buffer_printf(out, "  %s %5u  %s\n          ", cover_is_whole(point) ? " " : "!",
	    (unsigned)line_in(coverage, point->at), point->text);
	if (point->kind == COVER_LINE && point->rows[0] == 0) {
		buffer_text(out, "  never came out\n");
		return;
	}
	if (point->kind == COVER_LINE) {
		uint32_t tests = tests_of(coverage, point, 0);

		buffer_printf(out, "  %llu row%s in %u test%s\n",
		    (unsigned long long)point->rows[0], point->rows[0] == 1 ? "" : "s",
		    (unsigned)tests, tests == 1 ? "" : "s");
		list_tests(out, coverage, point, 0);
		return;
	}
	for (uint32_t i = 0; i < cover_sides(point); i++) {
		buffer_printf(out, "%s %s ", i == 0 ? " " : ",", sides[point->kind][i]);
		if (point->rows[i] == 0)
			buffer_text(out, "never");
		else
			buffer_printf(out, "%llu", (unsigned long long)point->rows[i]);
	}
	buffer_char(out, '\n');
}

static bool
has_rows(const struct cover_owner *owner)
{
	return owner->column != NULL && owner->column->origin != COLUMN_DEFINE;
}

static const char *
name_of(const struct cover_owner *owner)
{
	return owner->column != NULL ? owner->column->name : owner->report->name;
}

static const struct table *
table_of(const struct cover_owner *owner)
{
	return owner->column != NULL ? owner->column->table : owner->report->table;
}

static void
list_owner(struct buffer *out, const struct coverage *coverage, const struct cover_owner *owner)
{
	const struct table *table = table_of(owner);

	buffer_printf(out, "\n%s%s", owner->report != NULL ? "report " : "", name_of(owner));
	if (table != coverage->program->run)
		buffer_printf(out, " of %s", table->name);
	if (has_rows(owner)) {
		uint64_t decided =
		    owner->rows - owner->either_way - owner->undecided - owner->nothing;

		buffer_printf(out, ": %llu row%s, %llu by a line below",
		    (unsigned long long)owner->rows, owner->rows == 1 ? "" : "s",
		    (unsigned long long)decided);
		if (owner->either_way > 0)
			buffer_printf(out, ", %llu that hold either way",
			    (unsigned long long)owner->either_way);
		if (owner->nothing > 0)
			buffer_printf(out, ", %llu with nothing",
			    (unsigned long long)owner->nothing);
		if (owner->undecided > 0)
			buffer_printf(out, ", %llu that cannot be decided",
			    (unsigned long long)owner->undecided);
	}
	buffer_char(out, '\n');
	for (uint32_t i = 0; i < owner->point_count; i++)
		list_point(out, coverage, &owner->points[i]);
}

void
coverage_list(struct buffer *out, const struct coverage *coverage)
{
	for (uint32_t i = 0; i < coverage->owner_count; i++)
		list_owner(out, coverage, &coverage->owners[i]);
	buffer_text(out, "\nthe figure before each is its line in the policy; ! marks what was not "
			 "tried in full\n");
}

/* ---- JSON ---- */

static void
json_side(struct json *json, const struct coverage *coverage, const struct cover_point *point,
    uint32_t side)
{
	json_key(json, sides[point->kind][side]);
	json_object(json);
	json_key_count(json, "rows", point->rows[side]);
	json_key(json, "tests");
	json_array(json);
	for (uint32_t i = 0; i < coverage->program->test_count; i++)
		if (point->tests[side][i])
			json_text(json, coverage->program->tests[i].name);
	json_end(json);
	json_end(json);
}

static void
json_point(struct json *json, const struct coverage *coverage, const struct cover_point *point)
{
	static const char *const kinds[] = { "line", "threshold", "condition" };

	json_object(json);
	json_key_text(json, "kind", kinds[point->kind]);
	json_key_count(json, "line", line_in(coverage, point->at));
	json_key_text(json, "text", point->text);
	json_key_bool(json, "tried", cover_is_whole(point));
	for (uint32_t i = 0; i < cover_sides(point); i++)
		json_side(json, coverage, point, i);
	json_end(json);
}

static void
json_owner(struct json *json, const struct coverage *coverage, const struct cover_owner *owner)
{
	const struct table *table = table_of(owner);

	json_object(json);
	json_key_text(json, owner->column != NULL ? "column" : "report", name_of(owner));
	if (table != coverage->program->run)
		json_key_text(json, "table", table->name);
	json_key_count(json, "line", line_in(coverage,
	    owner->column != NULL ? owner->column->at : owner->report->at));
	if (has_rows(owner)) {
		json_key_count(json, "rows", owner->rows);
		json_key_count(json, "either_way", owner->either_way);
		json_key_count(json, "nothing", owner->nothing);
		json_key_count(json, "undecided", owner->undecided);
	}
	json_key(json, "points");
	json_array(json);
	for (uint32_t i = 0; i < owner->point_count; i++)
		json_point(json, coverage, &owner->points[i]);
	json_end(json);
	json_end(json);
}

static void
json_total(struct json *json, const char *name, uint32_t all, uint32_t tried)
{
	json_key(json, name);
	json_object(json);
	json_key_count(json, "all", all);
	json_key_count(json, "tried", tried);
	json_end(json);
}

void
coverage_json(struct json *json, const struct coverage *coverage)
{
	struct coverage_totals totals = coverage_totals(coverage);

	json_key(json, "coverage");
	json_object(json);
	json_total(json, "lines", totals.lines, totals.lines_fired);
	json_total(json, "thresholds", totals.thresholds, totals.thresholds_tried);
	json_total(json, "conditions", totals.conditions, totals.conditions_tried);
	json_key(json, "rules");
	json_array(json);
	for (uint32_t i = 0; i < coverage->owner_count; i++)
		json_owner(json, coverage, &coverage->owners[i]);
	json_end(json);
	json_end(json);
}
