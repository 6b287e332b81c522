/* sample_days: the weekdays that the calendars of a run close, over the years of what was drawn:
 * with them working days are counted by hand, and nothing of a result is given away. */
#include <string.h>

#include "interp/calendar.h"
#include "interp/sample_parts.h"
#include "interp/workspace.h"
#include "lang/date.h"

enum { SATURDAY = 5 };

void
sample_note_day(struct sample *sample, int64_t day)
{
	if (!sample->any_day || day < sample->first_day)
		sample->first_day = day;
	if (!sample->any_day || day > sample->last_day)
		sample->last_day = day;
	sample->any_day = true;
}

void
sample_note_days(struct sample *sample, const struct facts *facts, const struct batch *batch,
    uint32_t row)
{
	for (uint32_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->facts[i];
		struct value value = { .state = NOTHING };

		if (fact->field->type.kind != KIND_DATE || fact->field->not_recorded)
			continue;
		if (facts->workspace == NULL)
			value = vec_value(batch_column(batch, fact->field), row);
		else if (!workspace_value(facts->workspace, fact->field, fact->row, &value))
			continue;
		if (value.state == GIVEN)
			sample_note_day(sample, value.num);
	}
}

static int
year_of(int64_t day)
{
	int year, month, of_month;

	date_to_civil(day, &year, &month, &of_month);
	return year;
}

static const char *
closed_in(struct arena *arena, const struct workdays *days, int64_t from, int64_t to)
{
	struct buffer out = BUFFER_INIT;

	for (int64_t day = from; day <= to; day++) {
		struct value value = { .state = GIVEN, .type = type_plain(KIND_DATE), .num = day };
		bool working = true;

		if (date_weekday(day) >= SATURDAY || !workdays_is_working(days, day, &working) ||
		    working)
			continue;
		buffer_text(&out, out.length > 0 ? ", " : "");
		buffer_value(&out, &value, SPELL_PLAIN);
	}
	if (out.length == 0)
		buffer_text(&out, "none");
	return account_keep(arena, &out);
}

/* A count may run on into the year after the last of the days. */
void
sample_closed_days(struct sample *sample, const struct knobs *knobs)
{
	const struct program *program = sample->program;
	struct sample_closed *closed = arena_array(sample->arena, struct sample_closed,
	    (size_t)program->calendar_count + 1);

	for (uint32_t i = 0; sample->any_day && i < program->calendar_count; i++) {
		const struct workdays *days = knobs->workdays[i];
		int first = year_of(sample->first_day), last = year_of(sample->last_day) + 1;
		int64_t from = 0, to = 0;

		if (!sample->rules.calendars[i])
			continue;
		first = first < year_of(workdays_first(days)) ? year_of(workdays_first(days)) :
								first;
		last = last > year_of(workdays_last(days)) ? year_of(workdays_last(days)) : last;
		if (first > last || !date_from_civil(first, 1, 1, &from) ||
		    !date_from_civil(last, 12, 31, &to))
			continue;
		closed[sample->closed_count++] = (struct sample_closed){ .calendar = i,
			.title = first == last ?
			    arena_printf(
				sample->arena, "%s, %d", program->calendars[i]->name, first) :
			    arena_printf(sample->arena, "%s, %d to %d",
				program->calendars[i]->name, first, last),
			.days = closed_in(sample->arena, days, from, to) };
	}
	sample->closed = closed;
}
