/* generate_rules: define, decide, bands and deadline. */
#include <string.h>

#include "interp/buffer.h"
#include "tests/oracle/generate_parts.h"

static void
add_formatted(struct gen *gen, struct buffer *out)
{
	add_part(gen, arena_copy(gen->arena, out->at, out->length));
	buffer_release(out);
}

/* ---- define ---- */

static const char *const stems[] = {
	[KIND_NUMBER] = "fig",
	[KIND_PERCENT] = "rate",
	[KIND_MONEY] = "sum",
	[KIND_DATE] = "on",
	[KIND_MONTH] = "mm",
	[KIND_QUARTER] = "qq",
	[KIND_YEAR] = "yy",
	[KIND_DAYS] = "wait",
	[KIND_WORKING_DAYS] = "pause",
};

static void
define_value(struct gen *gen)
{
	static const enum kind kinds[] = { KIND_NUMBER, KIND_PERCENT, KIND_MONEY, KIND_DATE,
		KIND_DATE, KIND_MONTH, KIND_QUARTER, KIND_YEAR };
	enum kind kind = kinds[pick(gen, 8)];
	struct piece body = operand(gen, kind, 3, true);
	bool rounded = kind_is_quantity(kind) && chance(gen, 40);
	const char *rounding = kind == KIND_MONEY ? "the penny"
	    : kind == KIND_PERCENT                ? "whole percent"
						  : "2 decimal places";
	struct buffer out = BUFFER_INIT;
	struct thing *thing;

	thing = add_thing(gen, arena_printf(gen->arena, "%s_def", stems[kind]), kind);
	thing->empty = body.empty;
	thing->fraction = body.fraction && !rounded;
	buffer_printf(&out, "define %s for case as %s", thing->name, body.text);
	if (rounded)
		buffer_printf(
		    &out, ", rounded half %s to %s", chance(gen, 50) ? "up" : "even", rounding);
	buffer_text(&out, "\n  note \"Ours. Made up.\"\n");
	add_formatted(gen, &out);
}

static void
define_span(struct gen *gen)
{
	bool working = chance(gen, 40);
	struct piece from = operand(gen, KIND_DATE, 1, true), to = operand(gen, KIND_DATE, 1, true);
	struct thing *thing =
	    add_thing(gen, working ? "pause" : "wait", working ? KIND_WORKING_DAYS : KIND_DAYS);
	struct buffer out = BUFFER_INIT;

	thing->empty = from.empty || to.empty;
	buffer_printf(&out, "define %s for case as %s from %s to %s", thing->name,
	    working ? "working days" : "days", from.text, to.text);
	if (working)
		buffer_printf(&out, " by calendar %s", gen->calendars[pick(gen, 2)]);
	buffer_printf(&out, ", first day %scounted\n  note \"Ours. Made up.\"\n",
	    chance(gen, 50) ? "not " : "");
	add_formatted(gen, &out);
}

static void
define_share(struct gen *gen)
{
	enum kind kind = chance(gen, 50) ? KIND_NUMBER : KIND_MONEY;
	struct piece a = operand(gen, kind, 1, true), b = operand(gen, kind, 1, true);
	struct thing *thing = add_thing(gen, "share", KIND_PERCENT);
	struct buffer out = BUFFER_INIT;

	thing->empty = a.empty || b.empty;
	thing->fraction = true;
	buffer_printf(
	    &out, "define %s for case as %s as percent of %s", thing->name, a.text, b.text);
	if (chance(gen, 50)) {
		buffer_text(&out,
		    chance(gen, 50) ? ", rounded half up to whole percent"
				    : ", rounded half even to 1 decimal place");
		thing->fraction = false;
	}
	buffer_text(&out, "\n  note \"Ours. Made up.\"\n");
	add_formatted(gen, &out);
}

void
generate_define(struct gen *gen)
{
	struct buffer out = BUFFER_INIT;
	const char *body;
	struct thing *thing;

	if (chance(gen, 20)) {
		define_span(gen);
		return;
	}
	if (chance(gen, 15)) {
		define_share(gen);
		return;
	}
	if (chance(gen, 50)) {
		define_value(gen);
		return;
	}
	body = condition(gen, 2, 6);
	thing = add_thing(gen, "is", KIND_YES_NO);
	thing->condition = true;
	buffer_printf(
	    &out, "define %s for case as %s\n  note \"Ours. Made up.\"\n", thing->name, body);
	add_formatted(gen, &out);
}

void
generate_run_define(struct gen *gen)
{
	enum kind kind = (enum kind[]){ KIND_NUMBER, KIND_DATE, KIND_MONEY }[pick(gen, 3)];
	struct piece body = operand(gen, kind, 2, false);
	struct thing *thing = add_thing(gen, "whole", kind);
	struct buffer out = BUFFER_INIT;

	thing->run = true;
	thing->empty = body.empty;
	thing->fraction = body.fraction;
	buffer_printf(&out, "define %s as %s\n  note \"Ours. Made up.\"\n", thing->name, body.text);
	add_formatted(gen, &out);
}

/* ---- decide ---- */

static const char *
outcome_of(struct gen *gen, struct thing *thing, uint32_t which, bool *empty)
{
	struct piece value;

	if (thing->kind == KIND_LABEL)
		return gen->sets[thing->labels].names[which % gen->sets[thing->labels].count];
	if (thing->kind == KIND_YES_NO) {
		const struct thing *other = thing_of(gen, KIND_YES_NO, true);

		if (other == NULL || chance(gen, 70))
			return which % 2 ? "yes" : "no";
		*empty = *empty || other->empty;
		return other->name;
	}
	value = operand(gen, thing->kind, 0, true);
	*empty = *empty || value.empty;
	thing->fraction = thing->fraction || value.fraction;
	return value.text;
}

static int
outcome_set(struct gen *gen)
{
	static const char *const names[] = { "May_escalate", "Usual_route", "Ask_first",
		"Send_back", "Hold" };
	struct labels_made *set = &gen->sets[gen->set_count];

	if (gen->set_count >= SETS_MAX - 1)
		return 0;
	set->count = 0;
	for (uint32_t i = 0; i < 5; i++)
		set->names[set->count++] = names[i];
	return (int)gen->set_count++;
}

enum order { FIRST_THAT_APPLIES, INSTEAD_OF, ONE_OUTCOME, OPAQUE };

static void
lines(struct gen *gen, struct buffer *out, struct thing *thing, enum order order, bool *used)
{
	uint32_t count = 1 + pick(gen, 4);

	if (order == INSTEAD_OF && count > gen->sets[thing->labels].count - 1)
		count = gen->sets[thing->labels].count - 1;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t which = order == ONE_OUTCOME ? 0 : order == INSTEAD_OF ? i : pick(gen, 5);
		const char *when = order == OPAQUE ? opaque_condition(gen) : NULL;

		if (when == NULL && order == OPAQUE)
			which = 0;
		if (when == NULL)
			when = condition(gen, 2, 8);
		if (order == FIRST_THAT_APPLIES && chance(gen, 10)) {
			buffer_printf(
			    out, "  gives nothing when %s\n    note \"Ours. Made up.\"\n", when);
			thing->empty = true;
			continue;
		}
		if (thing->kind == KIND_LABEL)
			used[which % gen->sets[thing->labels].count] = true;
		buffer_printf(out, "  gives %s", outcome_of(gen, thing, which, &thing->empty));
		if (order == INSTEAD_OF && i > 0)
			buffer_printf(out, " instead of %s", gen->sets[thing->labels].names[i - 1]);
		buffer_printf(out, " when %s\n    note \"Ours. Made up.\"\n", when);
	}
}

/* Labels that no line gives are not labels of the column. */
static void
keep_used(struct labels_made *set, const bool *used)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < set->count; i++)
		if (used[i])
			set->names[kept++] = set->names[i];
	set->count = kept;
}

void
generate_decide(struct gen *gen)
{
	enum order order = (enum order)pick(gen, 4);
	enum kind kind = (enum kind[]){ KIND_LABEL, KIND_LABEL, KIND_YES_NO, KIND_DATE, KIND_NUMBER,
		KIND_MONEY }[pick(gen, 6)];
	struct thing made;
	struct thing *thing = &made;
	struct buffer out = BUFFER_INIT;
	bool used[LABELS_OF_SET] = { false };

	memset(&made, 0, sizeof made);
	if (order == INSTEAD_OF || order == OPAQUE)
		kind = KIND_LABEL;
	if (order == ONE_OUTCOME)
		kind = KIND_LABEL;
	made.kind = kind;
	made.labels = kind == KIND_LABEL ? outcome_set(gen) : -1;
	buffer_printf(&out, "decide verdict_%u for case%s\n", (unsigned)(gen->serial + 1),
	    order == FIRST_THAT_APPLIES ? ", first that applies" : "");
	lines(gen, &out, thing, order, used);
	if (chance(gen, 80)) {
		if (chance(gen, 25) && kind != KIND_YES_NO) {
			buffer_text(&out, "  otherwise nothing\n    note \"Ours. Made up.\"\n");
			made.empty = true;
		} else {
			if (kind == KIND_LABEL)
				used[3] = true;
			buffer_printf(&out, "  otherwise %s\n    note \"Ours. Made up.\"\n",
			    outcome_of(gen, thing, 3, &made.empty));
		}
	} else {
		made.empty = true;
	}
	if (strstr(out.at, "gives") == NULL ||
	    (kind == KIND_LABEL && !used[0] && !used[1] && !used[2] && !used[3] && !used[4]) ||
	    (strstr(out.at, "gives nothing") != NULL && kind != KIND_LABEL &&
		strstr(out.at, "otherwise") == NULL)) {
		buffer_release(&out);
		return;
	}
	thing = add_thing(gen, "verdict", kind);
	thing->empty = made.empty;
	thing->fraction = made.fraction;
	thing->labels = made.labels;
	if (kind == KIND_LABEL)
		keep_used(&gen->sets[made.labels], used);
	add_formatted(gen, &out);
}

/* ---- bands ---- */

static const struct {
	enum kind kind;
	const char *low[3], *high[3];
} edges[] = {
	{ KIND_NUMBER, { "1", "2.5", "3" }, { "10", "11", "40" } },
	{ KIND_PERCENT, { "33.3%", "40%", "20%" }, { "60%", "59.9%", "100%" } },
	{ KIND_MONEY,
	    { "\xC2\xA3"
	      "0.01",
		"\xC2\xA3"
		"99.99",
		"\xC2\xA3"
		"5" },
	    { "\xC2\xA3"
	      "100",
		"\xC2\xA3"
		"1,234.50",
		"\xC2\xA3"
		"200" } },
	{ KIND_DAYS, { "0 days", "28 days", "5 days" }, { "40 days", "41 days", "6 weeks" } },
};

static const char *
edge(struct gen *gen, enum kind kind, const char *const values[3], const char *stem)
{
	const char *name, *first = values[pick(gen, 3)];

	if (chance(gen, 50) || strstr(first, "weeks") != NULL)
		return first;
	name = arena_printf(gen->arena, "%s_%u", stem, (unsigned)++gen->serial);
	(void)kind;
	if (strstr(values[2], "weeks") != NULL)
		add_part(gen,
		    arena_printf(gen->arena,
			"setting %s is %s\n  from 2022-04-01 is %s\n  note \"Ours. Made up.\"\n",
			name, first, values[pick(gen, 2)]));
	else
		add_part(gen,
		    arena_printf(gen->arena,
			"setting %s is %s\n  from 2022-04-01 is %s\n  note \"Ours. Made up.\"\n",
			name, first, values[pick(gen, 3)]));
	return name;
}

void
generate_bands(struct gen *gen)
{
	uint32_t which = pick(gen, 4);
	const struct thing *by = thing_of(gen, edges[which].kind, true);
	const char *low, *high;
	struct labels_made *set = &gen->sets[gen->set_count];
	struct buffer out = BUFFER_INIT;
	struct thing *thing;
	bool mirrored = chance(gen, 40), empty, twice = chance(gen, 15);

	if (by == NULL || by->setting || by->run || gen->set_count >= SETS_MAX - 1)
		return;
	empty = by->empty;
	low = edge(gen, by->kind, edges[which].low, "low_edge");
	high = edge(gen, by->kind, edges[which].high, "high_edge");
	thing = add_thing(gen, "band", KIND_LABEL);
	thing->labels = (int)gen->set_count++;
	thing->empty = empty;
	set->names[0] = "Bottom";
	set->names[1] = "Middle";
	set->names[2] = "Top";
	set->count = twice ? 2 : 3;
	buffer_printf(&out, "bands %s for case by %s\n", thing->name, by->name);
	if (mirrored)
		buffer_printf(&out,
		    "  %s or less is Bottom\n  over %s to %s is Middle\n  over %s is %s\n", low,
		    low, high, high, twice ? "Bottom" : "Top");
	else
		buffer_printf(&out,
		    "  below %s is Bottom\n  %s to under %s is Middle\n  %s or more is %s\n", low,
		    low, high, high, twice ? "Bottom" : "Top");
	buffer_text(&out, "  note \"Ours. Made up.\"\n");
	add_formatted(gen, &out);
}

/* ---- deadline ---- */

void
generate_deadline(struct gen *gen)
{
	static const char *const states[] = { "Not_started", "Running", "Met", "Met_late",
		"Missed" };
	const struct thing *met = thing_of(gen, KIND_DATE, true);
	struct piece due = operand(gen, KIND_DATE, 2, true);
	struct labels_made *set = &gen->sets[gen->set_count];
	struct thing *state, *date;
	const char *met_name;

	if (met == NULL || met->setting || met->run || gen->set_count >= SETS_MAX - 1)
		return;
	met_name = met->name;
	if (due.text[0] != '(')
		due.text = arena_printf(gen->arena, "28 days after %s", due.text);
	set->count = 0;
	for (uint32_t i = 0; i < 5; i++)
		set->names[set->count++] = states[i];
	state = add_thing(gen, "clock", KIND_LABEL);
	state->labels = (int)gen->set_count++;
	add_part(gen,
	    arena_printf(gen->arena,
		"deadline %s for case is %s, met by %s\n  note \"Ours. Made up.\"\n", state->name,
		due.text, met_name));
	date = add_thing(gen, "spare", KIND_DATE);
	date->name = arena_printf(gen->arena, "%s_due", state->name);
	date->empty = due.empty;
}
