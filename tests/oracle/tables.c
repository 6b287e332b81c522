/* tables: the frame of a policy of several tables. */
#include "tests/oracle/tables.h"

#include <string.h>

#include "lang/date.h"

bool
maker_chance(struct maker *maker, uint32_t percent)
{
	return random_below(&maker->random, 100) < percent;
}

uint32_t
maker_pick(struct maker *maker, uint32_t limit)
{
	return random_below(&maker->random, limit);
}

struct made *
maker_add(struct maker *maker, const char *name, int table, enum kind kind)
{
	static struct made full;
	struct made *made = maker->thing_count < WORLD_THINGS
	    ? &maker->things[maker->thing_count++]
	    : &full;

	memset(made, 0, sizeof *made);
	made->name = name;
	made->table = table;
	made->kind = kind;
	made->labels = made->refers = -1;
	return made;
}

const char *
maker_name(struct maker *maker, const char *stem)
{
	return arena_printf(maker->arena, "%s_%u", stem, (unsigned)++maker->serial);
}

void
maker_part(struct maker *maker, struct buffer *text)
{
	buffer_text(text, "\n");
	if (maker->world->part_count < WORLD_PARTS)
		maker->world->parts[maker->world->part_count++] =
		    arena_copy(maker->arena, text->at, text->length);
	buffer_release(text);
}

int
maker_list(struct maker *maker, const char *const *names, uint32_t count)
{
	struct label_list *list = &maker->lists[maker->list_count];

	for (list->count = 0; list->count < count; list->count++)
		list->names[list->count] = names[list->count];
	return (int)maker->list_count++;
}

void
world_join(struct world *world, struct arena *arena)
{
	struct buffer text = BUFFER_INIT;

	for (uint32_t i = 0; i < world->part_count; i++)
		buffer_text(&text, world->parts[i]);
	world->policy = arena_copy(arena, text.at, text.length);
	buffer_release(&text);
}

void
world_cell(struct buffer *text, char delimiter, const char *cell, bool first)
{
	size_t length = strlen(cell);

	if (!first)
		buffer_char(text, delimiter);
	if (strchr(cell, delimiter) == NULL && strchr(cell, '"') == NULL && cell[0] != ' ' &&
	    (length == 0 || cell[length - 1] != ' ')) {
		buffer_text(text, cell);
		return;
	}
	buffer_text(text, "\"");
	for (; *cell != '\0'; cell++)
		buffer_printf(text, *cell == '"' ? "\"\"" : "%c", *cell);
	buffer_text(text, "\"");
}

char *
world_csv(struct arena *arena, const struct world_table *table, const uint32_t *order)
{
	struct buffer text = BUFFER_INIT;
	char *out;

	for (uint32_t c = 0; c < table->columns; c++)
		buffer_printf(&text, "%s%s", c > 0 ? "," : "", table->headers[c]);
	for (uint32_t r = 0; r < table->rows; r++) {
		buffer_text(&text, "\n");
		for (uint32_t c = 0; c < table->columns; c++)
			world_cell(
			    &text, ',', table->cells[order == NULL ? r : order[r]][c], c == 0);
	}
	buffer_text(&text, "\n");
	out = arena_copy(arena, text.at, text.length);
	buffer_release(&text);
	return out;
}

/* ---- inputs ---- */

static const char *const letter_names[] = { "Letter_1", "Letter_2", "Letter_3" };

static const char *
kind_word(struct maker *maker, const struct made *made)
{
	struct buffer text = BUFFER_INIT;
	const char *word;

	if (made->refers >= 0)
		return arena_printf(
		    maker->arena, "refers to %s", maker->world->tables[made->refers].name);
	if (made->labels < 0)
		return arena_printf(maker->arena, "is %s", kind_name(made->kind));
	for (uint32_t i = 0; i < maker->lists[made->labels].count; i++)
		buffer_printf(&text, "%s%s", i > 0 ? " or " : "is ",
		    maker->lists[made->labels].names[i]);
	word = arena_copy(maker->arena, text.at, text.length);
	buffer_release(&text);
	return word;
}

static struct made *
field(struct maker *maker, int table, const char *name, enum kind kind, bool may_be_blank)
{
	struct world_table *into = &maker->world->tables[table];
	struct made *made = maker_add(maker, name, table, kind);

	made->field = true;
	made->empty = may_be_blank;
	into->headers[into->columns] = name;
	into->things[into->columns++] = (int)maker->thing_count - 1;
	return made;
}

static void
reference(struct maker *maker, int table, const char *name, int target, enum kind kind,
    bool may_be_blank, bool key)
{
	struct made *made = field(maker, table, name, kind, may_be_blank);

	made->key = key;
	made->refers = target;
}

static int
table_named(struct maker *maker, const char *name)
{
	maker->world->tables[maker->world->table_count].name = name;
	return (int)maker->world->table_count++;
}

/* "input NAME from ..., one row per KEYS" and its fields. */
static void
input_part(struct maker *maker, int table, const char *options)
{
	const struct world_table *made = &maker->world->tables[table];
	struct buffer text = BUFFER_INIT;
	uint32_t keys = 0;

	buffer_printf(&text, "input %s from \"%s.csv\", one row per ", made->name, made->name);
	for (uint32_t c = 0; c < made->columns; c++)
		if (maker->things[made->things[c]].key)
			buffer_printf(&text, "%s%s", keys++ > 0 ? " and " : "", made->headers[c]);
	buffer_printf(&text, "%s\n", options);
	for (uint32_t c = 0; c < made->columns; c++) {
		const struct made *thing = &maker->things[made->things[c]];

		buffer_printf(&text, "  %s %s%s\n", thing->name, kind_word(maker, thing),
		    thing->empty ? ", may be blank" : "");
	}
	maker_part(maker, &text);
}

static void
inputs(struct maker *maker)
{
	static const char *const areas[] = { "North", "South", "East" };
	static const char *const grades[] = { "Red", "Amber", "Green" };
	bool by_indicator = maker_chance(maker, 60), own_key = maker_chance(maker, 35),
	     dated = maker_chance(maker, 25);

	maker->practice = table_named(maker, "practice");
	field(maker, maker->practice, "code", KIND_TEXT, false)->key = true;
	field(maker, maker->practice, "area", KIND_LABEL, maker_chance(maker, 40))->labels =
	    maker_list(maker, areas, 3);
	field(maker, maker->practice, "size", KIND_NUMBER, maker_chance(maker, 40));
	if (maker_chance(maker, 50))
		field(maker, maker->practice, "budget", KIND_MONEY, maker_chance(maker, 40));
	field(maker, maker->practice, "opened_on", KIND_DATE, true);
	if (maker->lettered) {
		field(maker, maker->practice, "person", KIND_TEXT, maker_chance(maker, 30));
		field(maker, maker->practice, "share", KIND_PERCENT, maker_chance(maker, 30));
	}
	field(maker, maker->practice, "urgent", KIND_YES_NO, maker_chance(maker, 25));
	input_part(maker, maker->practice, ", settings as at run_date");

	if (maker_chance(maker, 75)) {
		maker->term = table_named(maker, "term");
		field(maker, maker->term, "period", maker->period, false)->key = true;
		field(maker, maker->term, "weight", KIND_NUMBER, false);
		field(maker, maker->term, "checked_on", KIND_DATE, maker_chance(maker, 60));
		input_part(maker, maker->term,
		    maker_chance(maker, 50) ? ", settings as at last day of period"
					    : ", settings as at run_date");
	}

	maker->score = table_named(maker, "score");
	if (own_key)
		field(maker, maker->score, "score_ref", KIND_TEXT, false)->key = true;
	reference(maker, maker->score, "practice", maker->practice, KIND_TEXT,
	    own_key && maker_chance(maker, 30), !own_key);
	reference(maker, maker->score, "term", maker->term, maker->period,
	    own_key && maker_chance(maker, 30), !own_key);
	if (by_indicator)
		field(maker, maker->score, "indicator", KIND_TEXT, false)->key = !own_key;
	field(maker, maker->score, "achieved", KIND_NUMBER, maker_chance(maker, 50));
	if (maker_chance(maker, 60))
		field(maker, maker->score, "paid", KIND_MONEY, maker_chance(maker, 40));
	field(maker, maker->score, "grade", KIND_LABEL, maker_chance(maker, 40))->labels =
	    maker_list(maker, grades, 3);
	field(maker, maker->score, "seen_on", KIND_DATE, !dated && maker_chance(maker, 50));
	field(maker, maker->score, "passed", KIND_YES_NO, maker_chance(maker, 25));
	input_part(maker, maker->score,
	    arena_printf(maker->arena, "%s, settings as at %s", dated ? ", dated by seen_on" : "",
		maker_chance(maker, 50) ? "seen_on" : "run_date"));

	if (maker_chance(maker, 65) || maker->lettered) {
		maker->sent = table_named(maker, "sent");
		field(maker, maker->sent, "letter_ref", KIND_TEXT, false)->key = true;
		reference(maker, maker->sent, "practice", maker->practice, KIND_TEXT,
		    maker_chance(maker, 25), false);
		reference(maker, maker->sent, "term", maker->term, maker->period,
		    maker_chance(maker, 25), false);
		field(maker, maker->sent, "letter_name", KIND_LABEL, maker_chance(maker, 15))
		    ->labels = maker_list(maker, letter_names, 3);
		field(maker, maker->sent, "sent_on", KIND_DATE, false);
		if (maker->lettered && maker_chance(maker, 50))
			field(maker, maker->sent, "sent_by", KIND_TEXT, true);
		input_part(
		    maker, maker->sent, ", dated by sent_on, settings as at sent_on");
	}
	if (maker_chance(maker, 45)) {
		maker->reply = table_named(maker, "reply");
		field(maker, maker->reply, "reply_ref", KIND_TEXT, false)->key = true;
		reference(maker, maker->reply, "practice", maker->practice, KIND_TEXT,
		    maker_chance(maker, 25), false);
		if (maker_chance(maker, 60))
			reference(maker, maker->reply, "term", maker->term, maker->period,
			    maker_chance(maker, 25), false);
		if (maker->sent >= 0)
			field(maker, maker->reply, "letter_name", KIND_LABEL,
			    maker_chance(maker, 30))
			    ->labels = maker_list(maker, letter_names, 3);
		field(maker, maker->reply, "replied_on", KIND_DATE, false);
		field(maker, maker->reply, "pages", KIND_NUMBER, maker_chance(maker, 50));
		input_part(maker, maker->reply,
		    maker_chance(maker, 60) ? ", dated by replied_on, settings as at replied_on"
					    : ", settings as at run_date");
	}
}

/* ---- settings ---- */

static void
setting(struct maker *maker, const char *name, enum kind kind, bool changes)
{
	struct buffer text = BUFFER_INIT;
	struct made *made = maker_add(maker, name, -1, kind);

	made->setting = true;
	made->changes = changes;
	made->varies = maker_chance(maker, 50);
	buffer_printf(&text, "setting %s is %s\n", name, maker_literal(maker, kind));
	if (made->varies)
		buffer_printf(&text, "  may vary locally%s\n",
		    kind == KIND_NUMBER	     ? " between 0 and 5"
			: kind == KIND_MONEY ? " between £0 and £5"
			: kind == KIND_DATE  ? " between 2021-12-25 and 2022-05-16"
			: kind == KIND_DAYS  ? " between 0 days and 40 days"
					     : "");
	if (changes)
		buffer_printf(
		    &text, "  from 2022-04-01 is %s\n", maker_literal(maker, kind));
	maker_part(maker, &text);
}

static void
settings(struct maker *maker)
{
	struct buffer text = BUFFER_INIT;
	struct made *made;

	setting(maker, "limit", KIND_NUMBER, maker_chance(maker, 60));
	setting(maker, "ceiling", KIND_MONEY, maker_chance(maker, 60));
	setting(maker, "cut_off", KIND_DATE, maker_chance(maker, 40));
	if (maker->lettered) {
		setting(maker, "signatory", KIND_TEXT, maker_chance(maker, 50));
		setting(maker, "answer_time", KIND_DAYS, maker_chance(maker, 50));
	}
	if (maker->period != KIND_YEAR) {
		setting(maker, "first_quarter", KIND_QUARTER_OF_YEAR, maker_chance(maker, 40));
		setting(maker, "goes_on", KIND_YES_NO, maker_chance(maker, 40));
	}
	made = maker_add(maker, "serious_grades", -1, KIND_LABEL);
	made->setting = made->list = true;
	made->varies = maker_chance(maker, 50);
	made->single = maker_chance(maker, 50);
	buffer_printf(&text, "setting serious_grades is Red%s%s\n",
	    made->single ? "" : " and Amber",
	    made->varies ? "\n  may vary locally among Red, Amber, Green" : "");
	if (maker_chance(maker, 50))
		buffer_text(&text, "  from 2022-04-01 is Amber\n");
	maker_part(maker, &text);
	buffer_printf(&text, "setting places is %u\n", (unsigned)(1 + maker_pick(maker, 3)));
	maker_part(maker, &text);
}

/* No two of them on one day: up to the edges of their dates and of the settings' own. */
static void
variations(struct maker *maker)
{
	static const char *const dates[] = { "from 2022-01-15 to 2022-03-31",
		"from 2022-04-01 to 2022-05-14", "from 2022-05-15 to 2022-08-01" };
	static const char *const lists[] = { "Red", "Green", "Amber and Green",
		"Red and Amber" };

	for (uint32_t v = 0; v < 3; v++) {
		struct buffer text = BUFFER_INIT;
		uint32_t sets = 0;

		if (!maker_chance(maker, 30))
			continue;
		buffer_printf(
		    &text, "variation local_%u of generated %s\n", (unsigned)v + 1, dates[v]);
		for (uint32_t i = 0; i < maker->thing_count; i++) {
			const struct made *made = &maker->things[i];

			if (!made->setting || !made->varies || maker_chance(maker, 30))
				continue;
			sets++;
			buffer_printf(&text, "  set %s to %s because \"Made up\"\n", made->name,
			    made->list ? lists[maker_pick(maker, made->single ? 2 : 4)]
				       : maker_literal(maker, made->kind));
		}
		if (sets > 0)
			maker_part(maker, &text);
		else
			buffer_release(&text);
	}
}

/* ---- groups ---- */

static void
key_of_group(struct maker *maker, int table, const char *name)
{
	int of = table == maker->summary ? maker->standing : maker->score;
	struct made copy = { 0 };

	for (uint32_t i = 0; i < maker->thing_count; i++)
		if (maker->things[i].table == of && strcmp(maker->things[i].name, name) == 0)
			copy = maker->things[i];
	copy.table = table;
	copy.empty = false;
	copy.key = true;
	copy.field = false;
	*maker_add(maker, name, table, copy.kind) = copy;
}

static void
group(struct maker *maker, const char *name, const char *of, bool per_term)
{
	struct buffer text = BUFFER_INIT, where = BUFFER_INIT;
	int table = table_named(maker, name);
	bool every = true, wanted_practice = false, wanted_term = false;
	struct footing place = { .table = table, .outer = -1 };

	maker->world->tables[table].group = true;
	if (strcmp(name, "standing") == 0)
		maker->standing = table;
	else
		maker->summary = table;
	for (uint32_t i = 0; i < maker->thing_count; i++) {
		const struct made *made = &maker->things[i];

		if (strcmp(of, "score") != 0 || made->table != maker->score)
			continue;
		if (strcmp(made->name, "practice") == 0) {
			every = every && made->refers >= 0;
			wanted_practice = made->empty;
		} else if (strcmp(made->name, "term") == 0) {
			every = every && made->refers >= 0;
			wanted_term = made->empty && per_term;
		}
	}
	every = every && strcmp(of, "score") == 0 && maker_chance(maker, 50);
	buffer_printf(&text, every ? "group %s of %s, one row for every practice%s"
				   : "group %s of %s, one row per practice%s",
	    name, of,
	    !per_term		? ""
		: every		? " and every term"
				: " and term");
	key_of_group(maker, table, "practice");
	if (per_term)
		key_of_group(maker, table, "term");
	buffer_printf(&text, ", settings as at %s",
	    per_term ? maker_chance(maker, 70) ? "last day of term" : "first day of term"
		     : "run_date");
	if (wanted_practice && !every)
		buffer_text(&where, "\n    - practice is given");
	if (wanted_term && !every)
		buffer_text(&where, "\n    - term is given");
	if (maker_chance(maker, 65))
		buffer_printf(&where, "\n    - %s", maker_condition(maker, &place, 1, 8));
	if (where.length > 0)
		buffer_printf(&text, " where all of%s\n  end all", where.at);
	buffer_text(&text, "\n");
	buffer_release(&where);
	maker_part(maker, &text);
}

void
world_make(struct world *world, struct arena *arena, uint64_t seed, bool tidy,
    enum world_kind kind)
{
	static const enum kind periods[] = { KIND_QUARTER, KIND_QUARTER, KIND_QUARTER, KIND_MONTH,
		KIND_YEAR };
	struct maker *maker = arena_new(arena, struct maker);
	struct buffer text = BUFFER_INIT;
	uint32_t rules;

	memset(world, 0, sizeof *world);
	world->kind = kind;
	maker->lettered = kind == WORLD_LETTERED;
	maker->arena = arena;
	maker->world = world;
	maker->random =
	    seed * UINT64_C(0x9E3779B97F4A7C15) + (tidy ? 7 : 3) + (maker->lettered ? 11 : 0);
	maker->tidy = tidy;
	maker->period = periods[maker_pick(maker, 5)];
	maker->practice = maker->term = maker->score = maker->sent = maker->reply =
	    maker->standing = maker->summary = -1;
	maker->blanks = maker_pick(maker, 30);
	maker->bads = tidy ? 3 + maker_pick(maker, 10) : maker_pick(maker, 12);
	/* Most letters are to be written. */
	if (maker->lettered) {
		maker->blanks /= 3;
		maker->bads = maker_chance(maker, 50) ? 0 : maker->bads / 3;
	}
	date_from_civil(2022, 5, 15, &world->run_date);
	buffer_text(&text, "policy generated\n  title \"Made up\"\n  version \"1\"\n  owner "
			   "\"Nobody\"\n  in force from 2020-01-01\n");
	maker_part(maker, &text);
	buffer_text(&text, "calendar england is england_and_wales\n");
	maker_part(maker, &text);
	settings(maker);
	variations(maker);
	inputs(maker);
	for (uint32_t n = maker_pick(maker, 4); n > 0; n--)
		maker_rule(maker);
	if (maker_chance(maker, 85) || maker->lettered) {
		group(maker, "standing", "score", maker_chance(maker, 80));
		if (maker_chance(maker, 25))
			group(maker, "summary", "standing", false);
	}
	if (maker->sent >= 0)
		maker_letters(maker);
	rules = 4 + maker_pick(maker, 14);
	for (uint32_t n = 0; n < rules; n++)
		maker_rule(maker);
	for (uint32_t n = maker_pick(maker, 3); n > 0; n--)
		maker_report(maker);
	maker_each(maker);
	for (uint32_t t = 0; t < world->table_count; t++)
		if (!world->tables[t].group)
			maker_rows(maker, &world->tables[t]);
	world->style = (struct world_style){ maker_chance(maker, 30), maker_chance(maker, 30),
		maker_chance(maker, 30), maker_chance(maker, 30), maker_chance(maker, 30),
		maker_chance(maker, 30) };
	world_join(world, arena);
}
