/* generate_report: reports over the one table. */
#include <string.h>

#include "interp/buffer.h"
#include "tests/oracle/generate_parts.h"

static const struct thing *
row_thing(struct gen *gen, enum kind kind)
{
	for (int tries = 0; tries < 10; tries++) {
		const struct thing *thing = thing_of(gen, kind, true);

		if (thing == NULL || (!thing->setting && !thing->run))
			return thing;
	}
	return NULL;
}

static const char *
aggregate(struct gen *gen, bool *figure)
{
	static const enum kind kinds[] = { KIND_NUMBER, KIND_PERCENT, KIND_MONEY };
	static const char *const words[] = { "sum of", "average of", "lowest", "highest" };
	const struct thing *thing = row_thing(gen, kinds[pick(gen, 3)]);
	const struct thing *date = row_thing(gen, KIND_DATE);
	const struct thing *text = row_thing(gen, chance(gen, 50) ? KIND_TEXT : KIND_LABEL);
	const char *word = PICK(gen, words);

	*figure = true;
	if (thing != NULL && chance(gen, 40) &&
	    !(thing->fraction && (word == words[0] || word == words[1]))) {
		*figure = false;
		return arena_printf(gen->arena, "%s %s", word, thing->name);
	}
	if (date != NULL && chance(gen, 25)) {
		*figure = false;
		return arena_printf(
		    gen->arena, "%s %s", chance(gen, 50) ? "latest" : "earliest", date->name);
	}
	if (text != NULL && chance(gen, 30))
		return arena_printf(gen->arena, "count of different %s", text->name);
	if (text != NULL && chance(gen, 6)) {
		*figure = false;
		return arena_printf(gen->arena, "list of %s", text->name);
	}
	return "count";
}

static const char *
order_word(struct gen *gen, bool time)
{
	if (time)
		return chance(gen, 50) ? "latest" : "earliest";
	return chance(gen, 50) ? "highest" : "lowest";
}

/* The first key: a column of the table, or a period of a date, which goes by the period's word. */
static void
sorted_by_key(struct gen *gen, struct buffer *out)
{
	const char *key = strstr(out->at, "one row per ") + strlen("one row per ");
	const char *name = arena_copy(gen->arena, key, strcspn(key, " ,\n"));
	bool time = strncmp(key + strlen(name), " of ", 4) == 0;

	for (uint32_t i = 0; i < gen->thing_count; i++)
		if (strcmp(gen->things[i].name, name) == 0)
			time =
			    gen->things[i].kind == KIND_DATE || kind_is_period(gen->things[i].kind);
	buffer_printf(out, "  sorted by %s, %s first\n", name, order_word(gen, time));
}

static void
columns(struct gen *gen, struct buffer *out, const char *name)
{
	const char *counts[2] = { NULL, NULL };

	for (uint32_t i = 2 + pick(gen, 4), n = 1; i > 0; i--, n++) {
		bool figure;
		const char *body = aggregate(gen, &figure);

		buffer_printf(out, "  column %s_c%u \"Column %u\" is %s", name, (unsigned)n,
		    (unsigned)n, body);
		if (strstr(body, "list") == NULL && strcmp(body, "count") != 0 && chance(gen, 30)) {
			const char *what = strrchr(body, ' ') + 1;

			for (uint32_t t = 0; t < gen->thing_count; t++)
				if (strcmp(gen->things[t].name, what) == 0 && gen->things[t].empty)
					buffer_printf(out, " where %s is given", what);
		} else if (chance(gen, 50)) {
			buffer_printf(out, " where %s", condition(gen, 1, 8));
		}
		buffer_text(out, "\n");
		if (figure) {
			counts[1] = counts[0];
			counts[0] = arena_printf(gen->arena, "%s_c%u", name, (unsigned)n);
		}
	}
	if (counts[1] != NULL && chance(gen, 60))
		buffer_printf(out, "  column %s_share \"Share\" is %s as percent of %s%s%s\n", name,
		    counts[1], counts[0],
		    chance(gen, 60) ? ", rounded half up to whole percent" : "",
		    chance(gen, 50)
			? arena_printf(gen->arena, ", \"no cases\" when %s is 0", counts[0])
			: "");
	if (counts[1] != NULL && chance(gen, 25))
		buffer_printf(out, "  column %s_both \"Both\" is %s plus %s times 2\n", name,
		    counts[1], counts[0]);
	if (strstr(out->at, "one row in all") != NULL)
		return;
	if (chance(gen, 60))
		buffer_text(out, "  total row \"Total\"\n");
	if (chance(gen, 20))
		sorted_by_key(gen, out);
	else if (chance(gen, 40) && strstr(out->at, "\"Column 1\" is list") == NULL)
		buffer_printf(out, "  sorted by %s_c1, %s first\n", name,
		    order_word(gen, strstr(out->at, "\"Column 1\" is latest") != NULL
			    || strstr(out->at, "\"Column 1\" is earliest") != NULL));
}

static void
listing(struct gen *gen, struct buffer *out, const char *name)
{
	const struct thing *key = NULL, *second = NULL;
	uint32_t n = 0;

	for (uint32_t i = 0; i < gen->thing_count; i++) {
		if (gen->things[i].key && key == NULL)
			key = &gen->things[i];
		else if (gen->things[i].key)
			second = &gen->things[i];
	}
	buffer_printf(out, "  one row per %s", key->name);
	if (second != NULL)
		buffer_printf(out, " and %s", second->name);
	buffer_text(out, "\n");
	for (uint32_t i = 0; i < gen->thing_count && n < 5; i++) {
		const struct thing *thing = &gen->things[i];

		if (thing->setting || thing->run || thing->key || chance(gen, 60))
			continue;
		n++;
		buffer_printf(
		    out, "  column %s \"%s\" is %s\n", thing->name, thing->name, thing->name);
		if (strncmp(thing->name, "verdict", 7) == 0)
			buffer_printf(out, "  column %s_w%u \"Why\" is reason for %s\n", name,
			    (unsigned)n, thing->name);
	}
	if (n == 0)
		buffer_printf(out, "  column %s_k \"Again\" is %s\n", name, key->name);
}

static void
keys(struct gen *gen, struct buffer *out)
{
	static const enum kind kinds[] = { KIND_LABEL, KIND_YES_NO, KIND_QUARTER, KIND_MONTH,
		KIND_TEXT, KIND_YEAR };
	const struct thing *date = row_thing(gen, KIND_DATE), *key, *second;

	if (date != NULL && chance(gen, 45)) {
		const char *unit = (const char *[]){ "month", "quarter", "year" }[pick(gen, 3)];

		buffer_printf(out, "  one row per %s of %s", unit, date->name);
		if (chance(gen, 50))
			buffer_printf(out, ", including empty %ss%s", unit,
			    chance(gen, 50) ? " from first_day to run_date" : "");
		buffer_printf(out, "%s\n", chance(gen, 50) ? ", headed \"When\"" : "");
		return;
	}
	key = row_thing(gen, kinds[pick(gen, 6)]);
	second = row_thing(gen, kinds[pick(gen, 2)]);
	if (key == NULL || key->key) {
		buffer_text(out, "  one row in all\n");
		return;
	}
	buffer_printf(out, "  one row per %s", key->name);
	if (second != NULL && second != key && !second->key && chance(gen, 30))
		buffer_printf(out, " and %s", second->name);
	buffer_text(out, "\n");
}

void
generate_report(struct gen *gen)
{
	const char *name = arena_printf(gen->arena, "report_%u", (unsigned)++gen->serial);
	struct buffer out = BUFFER_INIT;

	buffer_printf(&out, "report r%s of case \"A report\"", name);
	if (chance(gen, 40))
		buffer_printf(&out, " where %s", condition(gen, 1, 8));
	buffer_text(&out, "\n");
	if (chance(gen, 40))
		buffer_text(&out, "  as at run_date\n");
	if (chance(gen, 20)) {
		listing(gen, &out, arena_printf(gen->arena, "r%s", name));
	} else {
		keys(gen, &out);
		columns(gen, &out, arena_printf(gen->arena, "r%s", name));
	}
	buffer_text(&out, "  note \"Ours. Made up.\"\n");
	if (strstr(out.at, "first_day ") != NULL) {
		bool there = false;

		for (uint32_t i = 0; i < gen->part_count; i++)
			there = there || strncmp(gen->parts[i], "setting first_day", 17) == 0;
		if (!there)
			add_part(
			    gen, "setting first_day is 2022-01-20\n  note \"Ours. Made up.\"\n");
	}
	add_part(gen, arena_copy(gen->arena, out.at, out.length));
	buffer_release(&out);
}
