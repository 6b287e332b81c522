/* reach: see reach.h. The rows are counted by their day alone. */
#include "interp/reach.h"

#include <string.h>

#include "interp/local.h"
#include "interp/reads.h"
#include "lang/date.h"

struct tally {
	uint64_t rows;			/* of the table, with a day that is known */
	int64_t first, last;		/* of those days */
};

/* Rows that one value of a variation judged, and from where to where they lie in the column that
 * the settings go by; without such a column no value is GIVEN. */
struct judged {
	uint64_t rows;
	struct value low, high;
};

struct reach {
	const struct program *program;
	const struct knobs *knobs;
	const struct reads *reads;
	struct judged *judged;		/* at (place of the set) * table_count + table->index */
	uint32_t *places;		/* of the first set of each variation */
	struct tally *tallies;		/* by table->index */
};

static const struct setting *
setting_of(const struct reach *reach, uint32_t i, uint32_t set)
{
	return reach->knobs->taken[i]->sets[set].setting;
}

struct reach *
reach_make(struct arena *arena, const struct program *program, const struct knobs *knobs)
{
	struct reach *reach;
	uint32_t sets = 0;

	if (knobs->taken_count == 0)
		return NULL;
	reach = arena_new(arena, struct reach);
	reach->program = program;
	reach->knobs = knobs;
	reach->places = arena_array(arena, uint32_t, knobs->taken_count);
	for (uint32_t i = 0; i < knobs->taken_count; i++) {
		reach->places[i] = sets;
		sets += knobs->taken[i]->set_count;
	}
	reach->reads = reads_find(arena, program);
	reach->judged = arena_array(arena, struct judged, (size_t)sets * program->table_count);
	reach->tallies = arena_array(arena, struct tally, program->table_count);
	for (uint32_t i = 0; i < program->table_count; i++)
		reach_restart(reach, program->tables[i]);
	return reach;
}

/* ---- rows ---- */

static int64_t
first_day_of(enum kind kind, int64_t period)
{
	if (kind == KIND_MONTH)
		return month_first_day(period);
	return kind == KIND_QUARTER ? quarter_first_day(period) : year_first_day(period);
}

static int64_t
last_day_of(enum kind kind, int64_t period)
{
	if (kind == KIND_MONTH)
		return month_last_day(period);
	return kind == KIND_QUARTER ? quarter_last_day(period) : year_last_day(period);
}

/* The date or the period that the settings of a row go by; not GIVEN where they go by the day of
 * the run. False when it is not known. */
static bool
row_period(const struct batch *batch, uint32_t row, struct value *period)
{
	const struct table *table = plan_table(batch->plan);

	*period = (struct value){ .state = NOTHING };
	if (table->settings_day == SETTINGS_AT_RUN_DATE || table->settings_column == NULL)
		return true;
	if (plan_slot_column(batch->plan, table->settings_column) == SLOT_NONE)
		return false;
	*period = vec_value(batch_column(batch, table->settings_column), row);
	return period->state == GIVEN;
}

static int64_t
period_day(const struct table *table, const struct value *period, int64_t run_date)
{
	if (period->state != GIVEN)
		return run_date;
	if (table->settings_day == SETTINGS_AT_FIRST_DAY)
		return first_day_of(period->type.kind, period->num);
	if (table->settings_day == SETTINGS_AT_LAST_DAY)
		return last_day_of(period->type.kind, period->num);
	return period->num;
}

bool
reach_day(const struct batch *batch, uint32_t row, int64_t run_date, int64_t *day)
{
	struct value period;

	if (!row_period(batch, row, &period))
		return false;
	*day = period_day(plan_table(batch->plan), &period, run_date);
	return true;
}

static bool
in_force(const struct reach *reach, uint32_t i, uint32_t set, int64_t day)
{
	const struct variation *variation = reach->knobs->taken[i];
	const struct knob *knob = &reach->knobs->knobs[variation->sets[set].setting->index];

	return knob_variation(knob, knob_on(knob, day)) == variation->name;
}

static struct judged *
judged_at(const struct reach *reach, uint32_t i, uint32_t set, const struct table *table)
{
	return &reach->judged[(size_t)(reach->places[i] + set) * reach->program->table_count +
	    table->index];
}

static void
count_judged(struct judged *judged, const struct value *period)
{
	if (judged->rows == 0 || period->num < judged->low.num)
		judged->low = *period;
	if (judged->rows == 0 || period->num > judged->high.num)
		judged->high = *period;
	judged->rows++;
}

static void
count_row(struct reach *reach, const struct table *table, const struct value *period)
{
	struct tally *tally = &reach->tallies[table->index];
	int64_t day = period_day(table, period, reach->knobs->run_date);

	tally->rows++;
	tally->first = day < tally->first ? day : tally->first;
	tally->last = day > tally->last ? day : tally->last;
	for (uint32_t i = 0; i < reach->knobs->taken_count; i++)
		for (uint32_t set = 0; set < reach->knobs->taken[i]->set_count; set++)
			if (reads_setting(reach->reads, table, setting_of(reach, i, set)) &&
			    in_force(reach, i, set, day))
				count_judged(judged_at(reach, i, set, table), period);
}

void
reach_batch(struct reach *reach, const struct table *table, const struct batch *batch)
{
	for (uint32_t row = 0; row < batch->rows; row++) {
		struct value period;

		if (row_period(batch, row, &period))
			count_row(reach, table, &period);
	}
}

void
reach_restart(struct reach *reach, const struct table *table)
{
	reach->tallies[table->index] = (struct tally){ 0, INT64_MAX, INT64_MIN };
	for (uint32_t i = 0; i < reach->knobs->taken_count; i++)
		for (uint32_t set = 0; set < reach->knobs->taken[i]->set_count; set++)
			*judged_at(reach, i, set, table) = (struct judged){ .rows = 0 };
}

/* ---- what came of it ---- */

uint64_t
reach_rows(const struct reach *reach, uint32_t i, uint32_t set, const struct table *table)
{
	return judged_at(reach, i, set, table)->rows;
}

uint64_t
reach_of_variation(const struct reach *reach, uint32_t i)
{
	uint64_t rows = 0;

	for (uint32_t set = 0; set < reach->knobs->taken[i]->set_count; set++)
		for (uint32_t t = 0; t < reach->program->table_count; t++)
			rows += reach_rows(reach, i, set, reach->program->tables[t]);
	return rows;
}

bool
reach_on_the_day(const struct reach *reach, uint32_t i, uint32_t set)
{
	return reads_setting(reach->reads, NULL, setting_of(reach, i, set)) &&
	    in_force(reach, i, set, reach->knobs->run_date);
}

static bool
lists_day(const struct setting_value *value, int64_t day)
{
	for (uint32_t i = 0; value != NULL && i < value->count; i++)
		if (value->values[i].num == day)
			return true;
	return false;
}

/* The value of a setting in the text, on a day. */
static const struct setting_value *
text_on(const struct setting *setting, int64_t day)
{
	uint32_t i = setting->value_count - 1;

	while (i > 0 && setting->values[i].from > day)
		i--;
	return &setting->values[i];
}

/* The days of one value of the setting that the variation closes, or opens when it is a value of
 * the text. One day may stand in several values, and counts once, at the one in force. */
static uint32_t
days_of(const struct reach *reach, uint32_t i, uint32_t set, const struct setting_value *days,
    bool in_the_text)
{
	const struct setting *setting = setting_of(reach, i, set);
	const struct knob *knob = &reach->knobs->knobs[setting->index];
	uint32_t count = 0;

	for (uint32_t j = 0; j < days->count; j++) {
		int64_t day = days->values[j].num;
		const struct setting_value *now = knob_on(knob, day),
					   *text = text_on(setting, day);

		if (!in_force(reach, i, set, day) || (in_the_text ? text : now) != days)
			continue;
		count += lists_day(in_the_text ? now : text, day) ? 0 : 1;
	}
	return count;
}

uint32_t
reach_days(const struct reach *reach, uint32_t i, uint32_t set)
{
	const struct setting *setting = setting_of(reach, i, set);
	const struct knob *knob = &reach->knobs->knobs[setting->index];
	uint32_t count = 0;

	if (reads_calendar(reach->reads, setting) == NULL)
		return 0;
	for (uint32_t v = 0; v < knob->value_count; v++)
		count += days_of(reach, i, set, &knob->values[v], false);
	for (uint32_t v = 0; v < setting->value_count; v++)
		count += days_of(reach, i, set, &setting->values[v], true);
	return count;
}

/* A letter of this day has a text of it. */
static bool
brings_a_text(const struct reach *reach, uint32_t i)
{
	const struct program *program = reach->program;

	for (uint32_t l = 0; l < program->letter_count; l++)
		for (uint32_t t = 0; t < program->letters[l]->local_count; t++) {
			const struct local_text *text = &program->letters[l]->locals[t];

			if (text->variation == reach->knobs->taken[i] &&
			    knobs_local_text(reach->knobs, program->letters[l],
				text->paragraph) == text)
				return true;
		}
	return false;
}

/* Which rows have a label of it nobody counts; its words are for some day or not. */
static bool
brings_a_label(const struct reach *reach, uint32_t i)
{
	const struct variation *variation = reach->knobs->taken[i];

	for (uint32_t k = 0; k < variation->label_count; k++)
		if (variation->labels[k].words == NULL ||
		    knobs_has_words(reach->knobs, &variation->labels[k]))
			return true;
	return false;
}

bool
reach_any(const struct reach *reach, uint32_t i)
{
	for (uint32_t set = 0; set < reach->knobs->taken[i]->set_count; set++)
		if (reach_on_the_day(reach, i, set) || reach_days(reach, i, set) > 0)
			return true;
	return reach_of_variation(reach, i) > 0 || brings_a_text(reach, i) ||
	    brings_a_label(reach, i);
}

/* ---- in words ---- */

static void
say_date(struct buffer *out, int64_t day)
{
	struct value value = { .state = GIVEN, .type = type_plain(KIND_DATE), .num = day };

	buffer_value(out, &value, SPELL_READER);
}

/* "case, whose rows go by raised_on, from 2022-03-01 to 2022-04-20": why nothing was judged. */
static void
say_days(struct buffer *out, const struct reach *reach, const struct table *table)
{
	const struct tally *tally = &reach->tallies[table->index];

	buffer_printf(out, "%s, ", table->name);
	if (tally->rows == 0) {
		buffer_text(out, "which has no rows");
	} else if (table->settings_day == SETTINGS_AT_RUN_DATE || table->settings_column == NULL) {
		buffer_text(out, "whose rows go by the day of the run, ");
		say_date(out, tally->first);
	} else {
		buffer_printf(out, "whose rows go by %s%s, from ",
		    table->settings_day == SETTINGS_AT_FIRST_DAY ? "the first day of "
			: table->settings_day == SETTINGS_AT_LAST_DAY ? "the last day of " : "",
		    table->settings_column->name);
		say_date(out, tally->first);
		buffer_text(out, " to ");
		say_date(out, tally->last);
	}
}

static void
say_no_row(struct buffer *out, const struct reach *reach, const struct variation_set *set)
{
	const struct program *program = reach->program;
	bool first = true;

	if (strcmp(reach->knobs->knobs[set->setting->index].origin, "--set") == 0) {
		buffer_text(out,
		    "it judged no row: --set gives the setting another value in this run");
		return;
	}
	buffer_text(out, "it judged no row");
	for (uint32_t t = 0; t < program->table_count; t++) {
		if (!reads_setting(reach->reads, program->tables[t], set->setting))
			continue;
		buffer_text(out, first ? ": the setting is used for " : "; for ");
		first = false;
		say_days(out, reach, program->tables[t]);
	}
	if (!reads_setting(reach->reads, NULL, set->setting)) {
		buffer_text(out, first ? ": nothing in the policy uses the setting" : "");
		return;
	}
	buffer_text(out,
	    first ? ": the setting is used on the day of the run, " : "; on the day of the run, ");
	say_date(out, reach->knobs->run_date);
}

const struct local_text *
reach_say_text(struct buffer *out, const struct reach *reach, uint32_t i,
    const struct local_text *after)
{
	const struct program *program = reach->program;
	bool passed = after == NULL;

	for (uint32_t l = 0; l < program->letter_count; l++)
		for (uint32_t t = 0; t < program->letters[l]->local_count; t++) {
			const struct letter *letter = program->letters[l];
			const struct local_text *text = &letter->locals[t];

			if (text->variation != reach->knobs->taken[i])
				continue;
			if (!passed) {
				passed = text == after;
				continue;
			}
			local_say_text(out, letter, text);
			buffer_text(out,
			    knobs_local_text(reach->knobs, letter, text->paragraph) == text ?
				": letters of this day have it" :
				": no letter of this day has it");
			return text;
		}
	return NULL;
}

void
reach_say_label(struct buffer *out, const struct reach *reach, const struct local_label *label)
{
	local_say_label(out, label);
	if (label->words == NULL)
		return;
	buffer_text(out, knobs_has_words(reach->knobs, label) ?
		": letters, forms and reports of this day have it" :
		": nothing of this day has it");
}

/* ", those of 2017/18 Q4", ", with raised_on from 2022-05-01 to 2022-05-20": where to look for the
 * rows; nothing where all of them were judged. */
static void
say_judged(struct buffer *out, const struct table *table, const struct judged *judged, uint64_t all)
{
	if (judged->rows == all || judged->low.state != GIVEN)
		return;
	if (judged->low.type.kind == KIND_DATE)
		buffer_printf(out, ", with %s ", table->settings_column->name);
	else
		buffer_text(out, ", those of ");
	if (judged->low.type.kind == KIND_DATE && judged->low.num != judged->high.num)
		buffer_text(out, "from ");
	buffer_value(out, &judged->low, SPELL_READER);
	if (judged->low.num == judged->high.num)
		return;
	buffer_text(out, " to ");
	buffer_value(out, &judged->high, SPELL_READER);
}

static void
say_on_the_day(struct buffer *out, const struct reach *reach, bool first)
{
	buffer_text(out, first ? "it holds on the day of the run, " :
				 "; it also holds on the day of the run, ");
	say_date(out, reach->knobs->run_date);
	buffer_text(out,
	    ", by which letters, forms and what is worked out once for the whole run go");
}

void
reach_say_set(struct buffer *out, const struct reach *reach, uint32_t i, uint32_t set)
{
	const struct variation *variation = reach->knobs->taken[i];
	bool first = true, on_the_day = reach_on_the_day(reach, i, set);
	uint32_t days = reach_days(reach, i, set);

	local_say_set(out, variation, &variation->sets[set]);
	buffer_text(out, ": ");
	for (uint32_t t = 0; t < reach->program->table_count; t++) {
		const struct table *table = reach->program->tables[t];
		uint64_t rows = reach_rows(reach, i, set, table),
			 all = reach->tallies[table->index].rows;

		if (rows == 0)
			continue;
		buffer_printf(out, "%s%llu of the %llu row%s of %s", first ? "it judged " : ", ",
		    (unsigned long long)rows, (unsigned long long)all, all == 1 ? "" : "s",
		    table->name);
		say_judged(out, table, judged_at(reach, i, set, table), all);
		first = false;
	}
	if (days > 0) {
		buffer_printf(out, "%s%s counts %u day%s otherwise, and so do dates worked out "
		    "across %s", first ? "" : "; ",
		    reads_calendar(reach->reads, setting_of(reach, i, set))->name,
		    (unsigned)days, days == 1 ? "" : "s", days == 1 ? "it" : "them");
		first = false;
	}
	if (first && !on_the_day)
		say_no_row(out, reach, &variation->sets[set]);
	else if (on_the_day)
		say_on_the_day(out, reach, first);
}
