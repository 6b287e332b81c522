/* generate_value: figures, dates and texts as a policy writes them, and what can be worked out from
 * them. */
#include <string.h>

#include "tests/oracle/generate_parts.h"

const struct thing *
thing_of(struct gen *gen, enum kind kind, bool rows)
{
	const struct thing *found = NULL;
	uint32_t seen = 0;

	for (uint32_t i = 0; i < gen->thing_count; i++) {
		const struct thing *thing = &gen->things[i];

		if (thing->kind != kind || thing->list || (!rows && !thing->setting && !thing->run))
			continue;
		if (pick(gen, ++seen) == 0)
			found = thing;
	}
	return found;
}

const char *
literal_of(struct gen *gen, enum kind kind)
{
	static const char *const numbers[] = { "0", "1", "2.5", "10", "11", "40", "0.5", "3",
		"1000000" };
	static const char *const percents[] = { "0%", "40%", "60%", "59.9%", "100%", "33.3%" };
	static const char *const amounts[] = { "\xC2\xA3"
					       "0",
		"\xC2\xA3"
		"0.01",
		"\xC2\xA3"
		"100",
		"\xC2\xA3"
		"99.99",
		"\xC2\xA3"
		"1,234.50" };
	static const char *const dates[] = { "2022-03-31", "2022-04-01", "2022-05-31", "2022-02-28",
		"2024-02-29", "2022-06-02", "2022-04-15", "2022-12-31" };
	static const char *const months[] = { "2022-03", "2022-04", "2022-05", "2021-12" };
	static const char *const quarters[] = { "2021/22 Q4", "2022/23 Q1", "2022/23 Q2",
		"2022/23 Q4" };
	static const char *const years[] = { "2021/22", "2022/23", "2023/24" };
	static const char *const qoys[] = { "Q1", "Q2", "Q3", "Q4" };
	static const char *const texts[] = { "\"A12\"", "\"B34\"", "\"Z99\"", "\"A1\"" };
	static const char *const counts[] = { "0", "2", "28", "40", "41", "5" };
	static const char *const weeks[] = { "4", "6", "2" };
	static const char *const few[] = { "2", "3", "12" };

	switch ((int)kind) {
	case KIND_NUMBER: return PICK(gen, numbers);
	case KIND_PERCENT: return PICK(gen, percents);
	case KIND_MONEY: return PICK(gen, amounts);
	case KIND_DATE: return PICK(gen, dates);
	case KIND_MONTH: return PICK(gen, months);
	case KIND_QUARTER: return PICK(gen, quarters);
	case KIND_YEAR: return PICK(gen, years);
	case KIND_QUARTER_OF_YEAR: return PICK(gen, qoys);
	case KIND_TEXT: return PICK(gen, texts);
	case KIND_DAYS: return arena_printf(gen->arena, "%s days", PICK(gen, counts));
	case KIND_WORKING_DAYS:
		return arena_printf(gen->arena, "%s working days", PICK(gen, counts));
	case KIND_WEEKS: return arena_printf(gen->arena, "%s weeks", PICK(gen, weeks));
	case KIND_MONTHS: return arena_printf(gen->arena, "%s months", PICK(gen, few));
	case KIND_QUARTERS: return arena_printf(gen->arena, "%s quarters", PICK(gen, few));
	default: return arena_printf(gen->arena, "%s years", PICK(gen, few));
	}
}

static struct piece
name_or_literal(struct gen *gen, enum kind kind, bool rows)
{
	const struct thing *thing = thing_of(gen, kind, rows);

	if (thing == NULL || chance(gen, 20))
		return (struct piece){ literal_of(gen, kind), false, false };
	return (struct piece){ thing->name, thing->empty, thing->fraction };
}

/* `plus`, `minus`, `times`, `divided by`, of kinds that go together. */
static struct piece
arithmetic(struct gen *gen, enum kind kind, int depth, bool rows)
{
	enum kind left = kind, right = kind;
	const char *word = chance(gen, 50) ? "plus" : "minus";
	struct piece a, b;
	bool fraction = false;

	if (chance(gen, 45)) {
		bool times = chance(gen, 50);

		word = times ? "times" : "divided by";
		fraction = true;
		right = KIND_NUMBER;
		if (times && kind == KIND_MONEY && chance(gen, 50))
			right = KIND_PERCENT;
		else if (times && chance(gen, 30)) {
			left = kind == KIND_PERCENT ? KIND_PERCENT : KIND_NUMBER;
			right = kind;
		} else if (!times && kind == KIND_NUMBER && chance(gen, 50)) {
			left = right = chance(gen, 50) ? KIND_MONEY : KIND_PERCENT;
		}
	}
	a = operand(gen, left, depth - 1, rows);
	b = operand(gen, right, depth - 1, rows);
	return (struct piece){ arena_printf(gen->arena, "(%s %s %s)", a.text, word, b.text),
		a.empty || b.empty, fraction || a.fraction || b.fraction };
}

static struct piece
date(struct gen *gen, int depth, bool rows)
{
	static const enum kind lengths[] = { KIND_DAYS, KIND_WORKING_DAYS, KIND_WEEKS, KIND_MONTHS,
		KIND_QUARTERS, KIND_YEARS };
	static const enum kind periods[] = { KIND_MONTH, KIND_QUARTER, KIND_YEAR };
	enum kind length = lengths[pick(gen, 6)];
	struct piece a, b = operand(gen, KIND_DATE, depth - 1, rows);
	const struct thing *period = thing_of(gen, periods[pick(gen, 3)], rows);
	const char *tail = "";

	if (chance(gen, 15))
		return (struct piece){ "run_date", false, false };
	if (period != NULL && chance(gen, 25))
		return (struct piece){ arena_printf(gen->arena, "%s day of %s",
					   chance(gen, 50) ? "first" : "last", period->name),
			period->empty, false };
	if (chance(gen, 15))
		return (struct piece){ arena_printf(gen->arena,
					   "(first working day on or after %s by calendar %s)",
					   b.text, gen->calendars[pick(gen, 2)]),
			b.empty, false };
	a = operand(gen, length, 0, rows);
	if (length == KIND_WORKING_DAYS)
		tail = arena_printf(gen->arena, " by calendar %s", gen->calendars[pick(gen, 2)]);
	else if (length == KIND_MONTHS || length == KIND_QUARTERS || length == KIND_YEARS)
		tail = " at most month end";
	return (struct piece){ arena_printf(gen->arena, "(%s %s %s%s)", a.text,
				   chance(gen, 70) ? "after" : "before", b.text, tail),
		a.empty || b.empty, false };
}

static struct piece
period(struct gen *gen, enum kind kind, bool rows)
{
	const char *word = kind == KIND_MONTH ? "month" : kind == KIND_QUARTER ? "quarter" : "year";
	const struct thing *day = thing_of(gen, KIND_DATE, rows),
			   *quarter = thing_of(gen, KIND_QUARTER, rows);
	struct piece from;

	if (kind == KIND_YEAR && quarter != NULL && chance(gen, 30))
		return (struct piece){ arena_printf(gen->arena, "year of %s", quarter->name),
			quarter->empty, false };
	if (day != NULL && chance(gen, 60))
		return (struct piece){ arena_printf(gen->arena, "%s of %s", word, day->name),
			day->empty, false };
	from = name_or_literal(gen, kind, rows);
	return (
	    struct piece){ arena_printf(gen->arena, "(%u %ss %s %s)", (unsigned)(2 + pick(gen, 3)),
			       word, chance(gen, 50) ? "before" : "after", from.text),
		from.empty, false };
}

struct piece
operand(struct gen *gen, enum kind kind, int depth, bool rows)
{
	if (depth <= 0 || chance(gen, 35))
		return name_or_literal(gen, kind, rows);
	if (kind_is_quantity(kind))
		return arithmetic(gen, kind, depth, rows);
	if (kind == KIND_DATE)
		return date(gen, depth, rows);
	if (kind_is_period(kind))
		return period(gen, kind, rows);
	return name_or_literal(gen, kind, rows);
}
