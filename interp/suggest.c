/* suggest: see suggest.h. */
#include "interp/suggest_parts.h"

#include <string.h>

/* ---- rows to start from ---- */

struct suggest *
suggest_make(struct arena *arena, const struct program *program, const struct coverage *coverage)
{
	struct suggest *suggest = arena_new(arena, struct suggest);

	*suggest = (struct suggest){ .arena = arena, .program = program, .coverage = coverage };
	suggest->starts = arena_array(arena, struct start *, program->table_count + 1);
	suggest->start_counts = arena_array(arena, uint32_t, program->table_count + 1);
	for (uint32_t i = 0; i < program->table_count; i++)
		suggest->starts[i] = arena_array(arena, struct start, SUGGEST_ROWS_MAX);
	return suggest;
}

static struct value
kept_value(struct arena *arena, const struct batch *batch, uint32_t slot, uint32_t row)
{
	struct value value = vec_value(&batch->slots[slot], row);

	if (value.state == GIVEN && value.type.kind == KIND_TEXT)
		value.text = arena_copy(arena, value.text, value.text_length);
	return value;
}

void
suggest_rows(struct suggest *suggest, const struct batch *batch, uint32_t test)
{
	const struct policy_test *one = &suggest->program->tests[test];
	const struct table *table = plan_table(batch->plan);

	/* A test with settings of its own speaks of a policy that is not quite this one. */
	if (one->set_count > 0 || table == suggest->program->run)
		return;
	for (uint32_t row = 0; row < batch->rows; row++) {
		uint32_t *count = &suggest->start_counts[table->index];
		struct start *start = &suggest->starts[table->index][*count];
		struct value *values;
		bool *known;

		if (*count == SUGGEST_ROWS_MAX)
			return;
		(*count)++;
		values = arena_array(suggest->arena, struct value, table->column_count);
		known = arena_array(suggest->arena, bool, table->column_count);
		*start = (struct start){ .table = table,
			.on = one->on,
			.values = values,
			.known = known };
		for (uint32_t i = 0; i < table->column_count; i++) {
			uint32_t slot = plan_slot_column(batch->plan, table->columns[i]);

			known[i] = slot != SLOT_NONE;
			if (known[i])
				values[i] = kept_value(suggest->arena, batch, slot, row);
		}
	}
}

/* ---- one rule ---- */

struct wanted {			/* one thing that was never tried */
	struct goal goal;
	struct found_row row;
	int64_t on;
	bool made;
};

struct writing {
	struct buffer *out;
	struct suggest *suggest;
	const char *folder;
	const struct options *options;
	struct fault *fault;
	uint32_t made, not_made;
};

static const char *
words_of_goal(struct arena *arena, const struct goal *goal)
{
	static const char *const below[] = { "below it", "exactly at it", "above it" };
	const char *text = goal->point->text;

	switch (goal->point->kind) {
	case COVER_LINE:
		return arena_printf(arena, "%s: never came out", text);
	case COVER_THRESHOLD:
		return arena_printf(arena, "%s: never tried %s", text, below[goal->side]);
	case COVER_CONDITION:
		return arena_printf(arena, "%s: never tried as %s", text,
		    goal->side == SIDE_YES ? "yes" : "no");
	}
	return text;
}

static uint32_t
line_of(const struct suggest *suggest, const struct cover_point *point)
{
	return sources_place(suggest->program->sources, point->at.start).line;
}

/* A test that tried something of the rule: the place to start from. */
static const char *
nearest_test(const struct suggest *suggest, const struct cover_owner *owner,
    const struct cover_point *point)
{
	for (uint32_t i = 0; i < suggest->program->test_count; i++) {
		for (uint32_t side = 0; side < cover_sides(point); side++)
			if (point->tests[side][i])
				return suggest->program->tests[i].name;
	}
	for (uint32_t i = 0; i < suggest->program->test_count; i++)
		for (uint32_t j = 0; j < owner->point_count; j++)
			for (uint32_t side = 0; side < cover_sides(&owner->points[j]); side++)
				if (owner->points[j].tests[side][i])
					return suggest->program->tests[i].name;
	return NULL;
}

static void
say_not_made(struct writing *writing, const struct cover_owner *owner, const struct goal *goal)
{
	struct suggest *suggest = writing->suggest;
	const struct cover_point *point = goal->point;
	const struct expr *outside = suggest_outside(owner->column, point);
	const char *test = nearest_test(suggest, owner, point);
	struct buffer *out = writing->out;

	buffer_printf(out, "#   line %u, %s\n", (unsigned)line_of(suggest, point),
	    words_of_goal(suggest->arena, goal));
	writing->not_made++;
	/* Of a report it was said above, and need not be said of each. */
	if (owner->report != NULL)
		return;
	if (point->table != owner->column->table)
		buffer_printf(out,
		    "#     it looks through rows of %s, and no one change in the tests shows it: a "
		    "person has to write such rows beside %s\n",
		    point->table->name, owner->column->table->name);
	else if (outside != NULL && outside->related != NULL)
		buffer_printf(out,
		    "#     it hangs on rows of %s, and no one change in the tests shows it: a "
		    "person "
		    "has to write them beside %s\n",
		    outside->related->table->name, owner->column->table->name);
	else if (outside != NULL && outside->column != NULL &&
	    outside->column->origin == COLUMN_SENT)
		buffer_printf(out,
		    "#     whether a letter was sent stands in %s: give rows of it\n",
		    suggest->program->letter_register->table->name);
	else if (outside != NULL)
		buffer_printf(out,
		    "#     it hangs on other rows, and no one change in the tests shows it: a "
		    "person "
		    "has to write them beside %s\n",
		    owner->column->table->name);
	else if (test == NULL)
		buffer_text(out, "#     no test expects anything of it, and no row was found by "
				 "changing one fact or two in a made-up one\n");
	else
		buffer_text(out,
		    "#     no row was found by changing one fact or two in the rows of the "
		    "tests\n");
	if (test != NULL)
		buffer_printf(out, "#     the nearest test is \"%s\"\n", test);
}

static void
say_none(struct buffer *out, const struct cover_owner *owner)
{
	if (owner->column != NULL)
		buffer_printf(out, "\n# %s of %s: no row is ready to paste for\n",
		    owner->column->name, owner->column->table->name);
	else
		buffer_printf(out,
		    "\n# report %s: a test shows it by its rows and figures, with: expect %s is as "
		    "in \"FILE.csv\"\n",
		    owner->report->name, owner->report->name);
}

/* The days from which later values of settings hold that nothing was tried with. */
static uint32_t
later_days(const struct cover_owner *owner, int64_t *days, uint32_t count)
{
	for (uint32_t i = 0; i < owner->point_count && count < SUGGEST_DAYS; i++) {
		const struct cover_point *point = &owner->points[i];
		bool seen = point->setting == NULL || point->dated == 0 || cover_is_whole(point);

		for (uint32_t j = 0; j < count && !seen; j++)
			seen = days[j] == point->setting->values[point->dated].from;
		if (!seen)
			days[count++] = point->setting->values[point->dated].from;
	}
	return count;
}

/* Days of tests that have rows of the rule, in the order of the tests. */
static uint32_t
days_of(const struct suggest *suggest, const struct cover_owner *owner, int64_t *days)
{
	const struct column *column = owner->column;
	uint32_t count = 0;

	for (uint32_t i = 0; i < suggest->start_counts[column->table->index]; i++) {
		const struct start *start = &suggest->starts[column->table->index][i];
		bool seen = false;

		for (uint32_t j = 0; j < count; j++)
			seen = seen || days[j] == start->on;
		if (!seen && start->known[column->index] && count < SUGGEST_DAYS)
			days[count++] = start->on;
	}
	/* A rule that no test speaks of: the day of the first test, or the policy's own first. */
	if (count == 0 && suggest->program->test_count > 0)
		days[count++] = suggest->program->tests[0].on;
	else if (count == 0 && suggest->program->in_force_from != INT64_MIN)
		days[count++] = suggest->program->in_force_from;
	return later_days(owner, days, count);
}

static uint32_t
list_wanted(const struct cover_owner *owner, struct wanted *wanted)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < owner->point_count; i++)
		for (uint32_t side = 0; side < cover_sides(&owner->points[i]); side++)
			if (owner->points[i].rows[side] == 0) {
				if (wanted != NULL)
					wanted[count] = (struct wanted){
						.goal = { &owner->points[i], side }
					};
				count++;
			}
	return count;
}

/* What was made: a test with one row for each. */
static void
write_test(struct writing *writing, const struct trial *trial, const struct wanted *wanted,
    uint32_t count)
{
	struct arena *arena = writing->suggest->arena;
	struct buffer *out = writing->out;
	const struct column *column = trial->column;
	struct value day = { .state = GIVEN,
		.type = type_plain(KIND_DATE),
		.num = trial->knobs.run_date };

	buffer_printf(out, "\ntest \"%s of %s on %s: still to be tried\" on ", column->name,
	    column->table->name, value_spell(arena, &day, SPELL_PLAIN));
	buffer_value(out, &day, SPELL_PLAIN);
	buffer_printf(out, "\n  given %s rows ", column->table->name);
	for (uint32_t i = 0; i < trial->input_count; i++)
		buffer_printf(out, "%s%s", i > 0 ? ", " : "", trial->inputs[i]->name);
	buffer_printf(out, "\n      giving %s\n", column_written(arena, column));
	if (trial->direct)
		buffer_text(out,
		    "    # what the text of the rule names is given, whatever it is worked "
		    "out from\n");
	for (uint32_t i = 0; i < count; i++) {
		if (!wanted[i].made || wanted[i].on != trial->knobs.run_date)
			continue;
		buffer_printf(out, "    # line %u, %s\n    - ",
		    (unsigned)line_of(writing->suggest, wanted[i].goal.point),
		    words_of_goal(arena, &wanted[i].goal));
		for (uint32_t j = 0; j < trial->input_count; j++) {
			buffer_text(out, j > 0 ? ", " : "");
			suggest_spell(out, arena, &wanted[i].row.values[j]);
		}
		buffer_text(out, "  gives to fill in\n");
		writing->made++;
	}
	buffer_text(out, "  end given\n");
}

/* A row found for one thing may show others too: those are marked. */
static void
mark_shown(struct trial *trial, const struct found_row *row, const struct wanted *wanted,
    bool *showing, uint32_t count)
{
	trial_run(trial, row);
	for (uint32_t i = 0; i < count; i++)
		if (!showing[i] && wanted[i].goal.point->table == trial->column->table)
			showing[i] = trial_shows(trial, &wanted[i].goal);
}

/* `showing`: what the rows made for this day show; `shown`: what needs no row of its own. */
static bool
make_rows(struct trial *trial, struct wanted *wanted, bool *shown, bool *showing, uint32_t count,
    enum cover_kind kind)
{
	bool any = false;

	for (uint32_t i = 0; i < count; i++) {
		struct wanted *one = &wanted[i];

		if (one->made || shown[i] || one->goal.point->kind != kind ||
		    one->goal.point->table != trial->column->table)
			continue;
		shown[i] = showing[i];
		if (shown[i])
			continue;
		one->row = (struct found_row){ 0 };
		trial_search(trial, &one->goal, &one->row);
		one->made = one->row.found;
		one->on = trial->knobs.run_date;
		any = any || one->made;
		if (one->made)
			mark_shown(trial, &one->row, wanted, showing, count);
	}
	return any;
}

/* A name may hold no quotation marks. */
static const char *
name_of(struct arena *arena, const char *text)
{
	char *name = arena_copy(arena, text, strlen(text));

	for (char *c = name; *c != '\0'; c++)
		if (*c == '"')
			*c = '\'';
	return name;
}

static const char *
test_name(const struct suggest *suggest, const struct cover_owner *owner, const struct goal *goal)
{
	return name_of(suggest->arena,
	    arena_printf(suggest->arena, "%s, line %u, %s", owner->column->name,
		(unsigned)line_of(suggest, goal->point), words_of_goal(suggest->arena, goal)));
}

static bool
is_first(const struct suggest_variant *found, uint32_t at)
{
	for (uint32_t i = 0; i < at; i++)
		if (found[i].test == found[at].test)
			return false;
	return true;
}

/* A remark for each other thing that the test shows, or "". */
static const char *
shown_too(const struct suggest *suggest, struct goal *const *goals,
    const struct suggest_variant *found, uint32_t count, uint32_t at)
{
	const char *text = "";

	for (uint32_t i = at + 1; i < count; i++)
		if (found[i].test == found[at].test)
			text = arena_printf(suggest->arena, "%s  # shows too: line %u, %s\n", text,
			    (unsigned)line_of(suggest, goals[i]->point),
			    words_of_goal(suggest->arena, goals[i]));
	return text;
}

/* What no row alone shows: tests with all their rows. */
static bool
suggest_tests(struct writing *writing, const struct cover_owner *owner, struct wanted *wanted,
    const bool *shown, uint32_t count)
{
	struct suggest *suggest = writing->suggest;
	struct arena *arena = suggest->arena;
	struct goal **goals = arena_array(arena, struct goal *, count);
	struct wanted **whose = arena_array(arena, struct wanted *, count);
	struct suggest_variant *found = arena_array(arena, struct suggest_variant, count);
	uint32_t goal_count = 0;

	for (uint32_t i = 0; i < count; i++)
		if (!wanted[i].made && !shown[i]) {
			whose[goal_count] = &wanted[i];
			goals[goal_count++] = &wanted[i].goal;
		}
	if (goal_count == 0)
		return true;
	if (!suggest_related(suggest, (uint32_t)(owner - suggest->coverage->owners), goals,
		goal_count, writing->folder, writing->options, found, writing->fault))
		return false;
	for (uint32_t i = 0; i < goal_count; i++) {
		if (found[i].test == NULL)
			continue;
		whose[i]->made = true;
		if (!is_first(found, i))
			continue;
		writing->made++;
		suggest_write_variant(writing->out, suggest, &found[i],
		    test_name(suggest, owner, goals[i]),
		    shown_too(suggest, goals, found, goal_count, i));
	}
	return true;
}

static bool
suggest_rule(struct writing *writing, const struct cover_owner *owner)
{
	struct suggest *suggest = writing->suggest;
	uint32_t count = list_wanted(owner, NULL), not_made = 0;
	struct wanted *wanted = arena_array(suggest->arena, struct wanted, count);
	bool *shown = arena_array(suggest->arena, bool, count);
	int64_t days[SUGGEST_DAYS];
	uint32_t day_count = 0;

	list_wanted(owner, wanted);
	if (owner->column != NULL && owner->column->table != suggest->program->run)
		day_count = days_of(suggest, owner, days);
	for (uint32_t day = 0; day < day_count; day++) {
		struct trial trial;
		bool any = false;

		if (!trial_open(&trial, suggest, owner->column, days[day], writing->folder,
			writing->options, writing->fault)) {
			trial_close(&trial);
			return false;
		}
		/* The edges first: a row on an edge shows much else too. */
		if (trial.input_count > 0) {
			bool *showing = arena_array(suggest->arena, bool, count);

			any = make_rows(&trial, wanted, shown, showing, count, COVER_THRESHOLD);
			any = make_rows(&trial, wanted, shown, showing, count, COVER_LINE) || any;
			any = make_rows(&trial, wanted, shown, showing, count, COVER_CONDITION) ||
			    any;
		}
		if (any)
			write_test(writing, &trial, wanted, count);
		trial_close(&trial);
	}
	if (owner->column != NULL && !suggest_tests(writing, owner, wanted, shown, count))
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (!wanted[i].made && !shown[i] && not_made++ == 0)
			say_none(writing->out, owner);
	for (uint32_t i = 0; i < count; i++)
		if (!wanted[i].made && !shown[i])
			say_not_made(writing, owner, &wanted[i].goal);
	return true;
}

bool
suggest_write(struct buffer *out, struct suggest *suggest, const char *folder,
    const struct options *options, struct fault *fault)
{
	struct writing writing = { .out = out,
		.suggest = suggest,
		.folder = folder,
		.options = options,
		.fault = fault };

	for (uint32_t i = 0; i < suggest->coverage->owner_count; i++)
		if (!suggest_rule(&writing, &suggest->coverage->owners[i]))
			return false;
	if (writing.made + writing.not_made == 0)
		buffer_text(out, "\n# nothing is missing: all was tried\n");
	else if (writing.made == 0)
		buffer_text(out,
		    "\n# nothing could be made: what is missing a person has to write\n");
	else
		buffer_printf(out,
		    "\n# %u row%s above; work out from the source what must come out of each, and "
		    "write it in place of: to fill in\n", (unsigned)writing.made,
		    writing.made == 1 ? "" : "s");
	return true;
}
