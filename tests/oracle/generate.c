/* generate: the frame of a policy: header, calendars, settings and the table with its fields. */
#include "tests/oracle/generate.h"

#include <stdio.h>
#include <string.h>

#include "interp/buffer.h"
#include "lang/date.h"
#include "tests/oracle/generate_parts.h"

uint64_t
random_next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

uint32_t
random_below(uint64_t *state, uint32_t limit)
{
	return (uint32_t)(random_next(state) % limit);
}

bool
chance(struct gen *gen, uint32_t percent)
{
	return random_below(&gen->random, 100) < percent;
}

uint32_t
pick(struct gen *gen, uint32_t limit)
{
	return random_below(&gen->random, limit);
}

const char *
pick_of(struct gen *gen, const char *const *list, uint32_t count)
{
	return list[pick(gen, count)];
}

void
add_part(struct gen *gen, const char *text)
{
	if (gen->part_count < PARTS_MAX)
		gen->parts[gen->part_count++] = text;
}

struct thing *
add_thing(struct gen *gen, const char *stem, enum kind kind)
{
	static struct thing full;
	struct thing *thing =
	    gen->thing_count < THINGS_MAX ? &gen->things[gen->thing_count++] : &full;

	memset(thing, 0, sizeof *thing);
	thing->name = arena_printf(gen->arena, "%s_%u", stem, (unsigned)++gen->serial);
	thing->kind = kind;
	thing->labels = -1;
	return thing;
}

int
add_set(struct gen *gen)
{
	static const char *const names[][LABELS_OF_SET] = {
		{ "Red", "Amber", "Green", NULL, NULL, NULL },
		{ "North", "South", "\"Mid Town\"", "East_side", NULL, NULL },
		{ "Payments", "Pensions", "\"GP Details\"", NULL, NULL, NULL },
		{ "Low", "High", NULL, NULL, NULL, NULL },
	};
	const char *const *chosen = names[pick(gen, 4)];
	struct labels_made *set = &gen->sets[gen->set_count];

	for (uint32_t i = 0; i < gen->set_count; i++)
		if (gen->sets[i].names[0] == chosen[0])
			return (int)i;
	for (set->count = 0; set->count < LABELS_OF_SET && chosen[set->count] != NULL; set->count++)
		set->names[set->count] = chosen[set->count];
	return (int)gen->set_count++;
}

/* ---- settings ---- */

static void
setting(struct gen *gen, enum kind kind, const char *stem)
{
	struct thing *thing = add_thing(gen, stem, kind);
	struct buffer out = BUFFER_INIT;
	const char *value = literal_of(gen, kind);

	thing->setting = true;
	buffer_printf(&out, "setting %s is %s\n", thing->name, value);
	if (chance(gen, 50))
		buffer_printf(&out, "  from 2022-04-01 is %s\n", literal_of(gen, kind));
	if (chance(gen, 25))
		buffer_printf(&out, "  from 2023-01-01 is %s\n", literal_of(gen, kind));
	if (chance(gen, 20))
		buffer_text(&out, "  may vary locally\n");
	buffer_text(&out, "  note \"Ours. Made up.\"\n");
	add_part(gen, arena_copy(gen->arena, out.at, out.length));
	buffer_release(&out);
}

static void
list_value(struct gen *gen, struct buffer *out, enum kind kind)
{
	const char *first = literal_of(gen, kind), *second = literal_of(gen, kind);

	if (chance(gen, 15))
		buffer_text(out, "nothing");
	else if (strcmp(first, second) == 0)
		buffer_printf(out, "%s and %s", first,
		    kind == KIND_QUARTER_OF_YEAR ? strcmp(first, "Q1") == 0 ? "Q4" : "Q1"
			: kind == KIND_NUMBER    ? "77"
			: kind == KIND_DATE      ? "2020-07-07"
						 : "\"Z99\"");
	else
		buffer_printf(out, "%s and %s", first, second);
}

static void
list_setting(struct gen *gen, enum kind kind, const char *stem)
{
	struct thing *thing = add_thing(gen, stem, kind);
	struct buffer out = BUFFER_INIT;

	thing->setting = thing->list = true;
	buffer_printf(&out, "setting %s is ", thing->name);
	do {
		buffer_clear(&out);
		buffer_printf(&out, "setting %s is ", thing->name);
		list_value(gen, &out, kind);
	} while (strstr(out.at, "nothing") != NULL);
	if (chance(gen, 60)) {
		buffer_text(&out, "\n  from 2022-04-01 is ");
		list_value(gen, &out, kind);
	}
	buffer_text(&out, "\n  note \"Ours. Made up.\"\n");
	add_part(gen, arena_copy(gen->arena, out.at, out.length));
	buffer_release(&out);
}

static void
settings(struct gen *gen)
{
	static const struct {
		enum kind kind;
		const char *stem;
	} kinds[] = {
		{ KIND_NUMBER, "set_num" },
		{ KIND_PERCENT, "set_pct" },
		{ KIND_MONEY, "set_amt" },
		{ KIND_DATE, "set_dt" },
		{ KIND_DAYS, "set_len" },
		{ KIND_WORKING_DAYS, "set_wkd" },
		{ KIND_WEEKS, "set_wks" },
		{ KIND_MONTHS, "set_mths" },
		{ KIND_TEXT, "set_txt" },
		{ KIND_MONTH, "set_mon" },
		{ KIND_QUARTER, "set_qtr" },
		{ KIND_YEAR, "set_yr" },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (chance(gen, 45))
			setting(gen, kinds[i].kind, kinds[i].stem);
	if (chance(gen, 40))
		list_setting(gen, KIND_QUARTER_OF_YEAR, "list_qoy");
	if (chance(gen, 30))
		list_setting(gen, KIND_TEXT, "list_txt");
	if (chance(gen, 30))
		list_setting(gen, KIND_NUMBER, "list_num");
	if (chance(gen, 30))
		list_setting(gen, KIND_DATE, "list_dt");
}

static void
calendars(struct gen *gen)
{
	if (chance(gen, 50)) {
		add_part(gen,
		    "setting extra_closures is 2022-06-01 and 2022-06-06\n"
		    "  from 2022-06-05 is 2022-06-07 and 2022-04-04\n  note \"Ours. Made up.\"\n");
		add_part(gen,
		    "calendar england is england_and_wales, closed also on extra_closures\n  note "
		    "\"Ours. Made up.\"\n");
	} else {
		add_part(gen, "calendar england is england_and_wales\n  note \"Ours. Made up.\"\n");
	}
	add_part(gen, "calendar office from \"closures.csv\"\n  note \"Ours. Made up.\"\n");
	gen->calendars[0] = "england";
	gen->calendars[1] = "office";
}

/* ---- the table ---- */

static const char *
kind_words(struct gen *gen, const struct thing *field)
{
	static const char *const words[] = {
		[KIND_TEXT] = "text",
		[KIND_YES_NO] = "yes or no",
		[KIND_NUMBER] = "number",
		[KIND_PERCENT] = "percent",
		[KIND_MONEY] = "money",
		[KIND_DATE] = "date",
		[KIND_MONTH] = "month",
		[KIND_QUARTER] = "quarter",
		[KIND_YEAR] = "year",
		[KIND_DAYS] = "days",
		[KIND_WEEKS] = "weeks",
		[KIND_WORKING_DAYS] = "working days",
		[KIND_MONTHS] = "months",
	};
	struct buffer out = BUFFER_INIT;
	const char *made;

	if (field->kind == KIND_LABEL) {
		for (uint32_t i = 0; i < gen->sets[field->labels].count; i++)
			buffer_printf(
			    &out, "%s%s", i > 0 ? " or " : "", gen->sets[field->labels].names[i]);
		made = arena_copy(gen->arena, out.at, out.length);
		buffer_release(&out);
		return made;
	}
	if (field->pattern != NULL)
		return arena_printf(gen->arena, "text like \"%s\"", field->pattern);
	return words[field->kind];
}

static void
field_line(struct gen *gen, struct buffer *out, const struct thing *field)
{
	buffer_printf(out, "  %s is %s", field->name, kind_words(gen, field));
	if (field->may_be_blank)
		buffer_text(out, ", may be blank");
	if (field->blank_means)
		buffer_printf(out, ", blank means %s",
		    field->kind == KIND_LABEL        ? gen->sets[field->labels].names[0]
			: field->kind == KIND_YES_NO ? "no"
						     : literal_of(gen, field->kind));
	if (field->small_letters)
		buffer_text(out, ", small letters accepted");
	if (field->rounded)
		buffer_text(out,
		    field->kind == KIND_MONEY ? ", rounded half even to the penny"
					      : ", rounded half up to 1 decimal place");
	if (field->header != NULL)
		buffer_printf(out, " from column \"%s\"", field->header);
	buffer_text(out, "\n");
}

static void
field(struct gen *gen, enum kind kind, const char *stem)
{
	struct thing *field = add_thing(gen, stem, kind);
	bool quantity = kind_is_quantity(kind);

	field->field = true;
	if (kind == KIND_LABEL)
		field->labels = add_set(gen);
	if (chance(gen, 45))
		field->may_be_blank = field->empty = true;
	else if (chance(gen, 12) && kind != KIND_TEXT)
		field->blank_means = true;
	if (kind == KIND_TEXT && chance(gen, 50))
		field->pattern = "@##";
	field->small_letters = kind == KIND_TEXT && chance(gen, 40);
	field->rounded = quantity && kind != KIND_PERCENT && chance(gen, 25);
	if (chance(gen, 15))
		field->header = arena_printf(gen->arena, "Heading %u", (unsigned)gen->serial);
}

static void
fields(struct gen *gen)
{
	static const struct {
		enum kind kind;
		const char *stem;
		uint32_t most;
	} kinds[] = {
		{ KIND_NUMBER, "num", 2 },
		{ KIND_PERCENT, "pct", 2 },
		{ KIND_MONEY, "amt", 2 },
		{ KIND_DATE, "dt", 3 },
		{ KIND_LABEL, "lab", 3 },
		{ KIND_YES_NO, "yn", 3 },
		{ KIND_TEXT, "txt", 2 },
		{ KIND_DAYS, "len", 1 },
		{ KIND_WEEKS, "wks", 1 },
		{ KIND_MONTH, "mon", 1 },
		{ KIND_QUARTER, "qtr", 1 },
		{ KIND_YEAR, "yr", 1 },
		{ KIND_WORKING_DAYS, "wkd", 1 },
		{ KIND_MONTHS, "mths", 1 },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		for (uint32_t n = 0; n < kinds[i].most; n++)
			if (chance(gen, kinds[i].most > 1 ? 70 : 40))
				field(gen, kinds[i].kind, kinds[i].stem);
}

static void
table(struct gen *gen)
{
	struct thing *key = add_thing(gen, "case_ref", KIND_TEXT), *second = NULL;
	struct buffer out = BUFFER_INIT;
	const struct thing *day = NULL;
	uint32_t first = gen->thing_count - 1;

	key->field = key->key = true;
	if (chance(gen, 20)) {
		second = add_thing(gen, "part", chance(gen, 50) ? KIND_QUARTER : KIND_LABEL);
		second->field = second->key = true;
		if (second->kind == KIND_LABEL)
			second->labels = add_set(gen);
	}
	fields(gen);
	buffer_printf(&out, "input case from \"case.csv\", one row per %s", key->name);
	if (second != NULL)
		buffer_printf(&out, " and %s", second->name);
	for (uint32_t i = first; i < gen->thing_count; i++)
		if (gen->things[i].field &&
		    (gen->things[i].kind == KIND_DATE || kind_is_period(gen->things[i].kind)) &&
		    (day == NULL || chance(gen, 40)))
			day = &gen->things[i];
	if (day != NULL && day->kind == KIND_DATE && !day->empty && chance(gen, 40)) {
		gen->dated_by = day->name;
		buffer_printf(&out, ", dated by %s", day->name);
	}
	if (day == NULL || chance(gen, 40))
		buffer_text(&out, ", settings as at run_date\n");
	else if (day->kind == KIND_DATE)
		buffer_printf(&out, ", settings as at %s\n", day->name);
	else
		buffer_printf(&out, ", settings as at %s day of %s\n",
		    chance(gen, 50) ? "first" : "last", day->name);
	for (uint32_t i = first; i < gen->thing_count; i++)
		field_line(gen, &out, &gen->things[i]);
	buffer_text(&out, "  note \"Ours. Made up.\"\n");
	add_part(gen, arena_copy(gen->arena, out.at, out.length));
	buffer_release(&out);
}

/* ---- the whole ---- */

static void
rules(struct gen *gen)
{
	for (uint32_t i = 0; i < 2 && chance(gen, 40); i++)
		generate_run_define(gen);
	for (uint32_t i = 2 + pick(gen, 6); i > 0; i--)
		generate_define(gen);
	if (chance(gen, 60))
		generate_bands(gen);
	if (chance(gen, 60))
		generate_deadline(gen);
	generate_decide(gen);
	for (uint32_t i = pick(gen, 4); i > 0; i--) {
		generate_define(gen);
		if (chance(gen, 50))
			generate_decide(gen);
		if (chance(gen, 25))
			generate_bands(gen);
		if (chance(gen, 25))
			generate_deadline(gen);
	}
	for (uint32_t i = pick(gen, 4); i > 0; i--)
		generate_report(gen);
}

void
generate(struct generated *out, struct arena *arena, uint64_t seed, uint32_t rows)
{
	static const int days[][3] = { { 2022, 5, 31 }, { 2022, 4, 1 }, { 2022, 3, 31 },
		{ 2023, 1, 1 }, { 2024, 2, 29 } };
	struct gen *gen = arena_new(arena, struct gen);
	const int *day;
	struct buffer text = BUFFER_INIT;
	const char **parts;

	gen->arena = arena;
	gen->random = seed * UINT64_C(0x2545F4914F6CDD1D) + 7;
	gen->blanks = (uint32_t[]){ 0, 5, 12, 25 }[pick(gen, 4)];
	gen->bads = (uint32_t[]){ 0, 3, 8, 15 }[pick(gen, 4)];
	add_part(gen,
	    "policy generated\n  title \"Made from a seed\"\n  version \"1\"\n  owner \"nobody\"\n"
	    "  in force from 2020-01-01\n  due for review 2040-01-01\n");
	calendars(gen);
	settings(gen);
	table(gen);
	rules(gen);
	parts = arena_array(arena, const char *, gen->part_count);
	for (uint32_t i = 0; i < gen->part_count; i++) {
		parts[i] = gen->parts[i];
		buffer_text(&text, gen->parts[i]);
		buffer_text(&text, "\n");
	}
	day = days[pick(gen, 5)];
	memset(out, 0, sizeof *out);
	date_from_civil(day[0], day[1], day[2], &out->run_date);
	out->policy = arena_copy(arena, text.at, text.length);
	out->parts = parts;
	out->part_count = gen->part_count;
	out->closures = "date\n2021-01-01\n2022-04-15\n2022-04-18\n2022-06-02\n2022-06-03\n2023-12-"
			"25\n2025-12-25\n";
	generate_rows(gen, out, rows);
	buffer_release(&text);
}
