/* tables_rules: definitions that look at other rows, and the usual rules on top of them. */
#include <string.h>

#include "tests/oracle/tables.h"

static const char *
table_name(const struct maker *maker, int table)
{
	return maker->world->tables[table].name;
}

static int
some_table(struct maker *maker)
{
	/* Groups are what it is about. */
	if (maker->summary >= 0 && maker_chance(maker, 15))
		return maker->summary;
	if (maker->standing >= 0 && maker_chance(maker, 50))
		return maker->standing;
	return (int)maker_pick(maker, maker->world->table_count);
}

static struct made *
defined(struct maker *maker, const char *stem, int table, enum kind kind, struct buffer *text)
{
	struct made *made = maker_add(maker, maker_name(maker, stem), table, kind);

	if (table >= 0)
		buffer_printf(
		    text, "define %s for %s as ", made->name, table_name(maker, table));
	else
		buffer_printf(text, "define %s as ", made->name);
	return made;
}

/* ---- related rows ---- */

static void
exists(struct maker *maker)
{
	int table = some_table(maker), other = (int)maker_pick(maker, maker->world->table_count);
	struct footing place = { .table = other, .outer = table };
	struct buffer text = BUFFER_INIT;
	struct made *made;

	maker_common_keys(maker, table, other, &place);
	if (place.same_count == 0)
		return;
	made = maker_add(maker, maker_name(maker, "has"), -2, KIND_YES_NO);
	buffer_printf(&text, "define %s for %s as there is %s %s", made->name,
	    table_name(maker, table), maker_chance(maker, 35) ? "no" : "a",
	    table_name(maker, other));
	maker_for_the_same(&text, &place);
	maker_related_where(maker, &text, &place, NULL, true);
	made->table = table;
	made->opaque = true;
	maker_part(maker, &text);
}

struct figure {
	const char *word;
	uint64_t kinds; /* of what; 0: of nothing */
	bool own;
	enum kind result; /* KIND_ERROR: that of what */
};

static void
aggregate(struct maker *maker)
{
	const uint64_t times = KIND_BIT(KIND_DATE) | KIND_BIT(maker->period),
		       sizes = KIND_SIZES, all = ~UINT64_C(0);
	const struct figure figures[] = { { "count", 0, true, KIND_NUMBER },
		{ "count", 0, true, KIND_NUMBER },
		{ "count of different ", all, false, KIND_NUMBER },
		{ "sum of ", sizes, true, KIND_ERROR },
		{ "average of ", sizes, true, KIND_ERROR }, { "list of ", all, true, KIND_TEXT },
		{ "latest ", times, true, KIND_ERROR }, { "earliest ", times, true, KIND_ERROR },
		{ "lowest ", sizes, true, KIND_ERROR }, { "highest ", sizes, true, KIND_ERROR } };
	const struct figure *figure = &figures[maker_pick(maker, 10)];
	int table = maker_chance(maker, 15) ? -1 : some_table(maker),
	    other = (int)maker_pick(maker, maker->world->table_count);
	bool group = table >= 0 && maker->world->tables[table].group,
	     members = group && maker_chance(maker, 45);
	struct footing place = { .table = other, .outer = table };
	const struct made *what = NULL;
	struct buffer text = BUFFER_INIT;
	struct made *made;
	bool empty_ok;

	if (members)
		place.table = other = table == maker->summary ? maker->standing : maker->score;
	if (members) {
		place.same[place.same_count++] = "practice";
		if (table == maker->standing)
			place.same[place.same_count++] = "term";
	} else if (table >= 0) {
		maker_common_keys(maker, table, other, &place);
		if (place.same_count == 0 && maker_chance(maker, 70))
			return;
	}
	if (figure->kinds != 0) {
		what = maker_thing(maker, &place, figure->kinds);
		if (what == NULL || what->letter ||
		    (what->fraction && (figure->word[0] == 's' || figure->word[0] == 'a')))
			return;
	}
	made = maker_add(maker, maker_name(maker, "figure"), -2,
	    figure->result != KIND_ERROR ? figure->result
		: what == NULL		? KIND_NUMBER
					: what->kind);
	empty_ok = what != NULL && what->empty && maker_chance(maker, 60);
	if (table < 0)
		buffer_printf(&text, "define %s as %s%s", made->name, figure->word,
		    what == NULL ? "" : what->name);
	else
		buffer_printf(&text, "define %s for %s as %s%s", made->name,
		    table_name(maker, table), figure->word, what == NULL ? "" : what->name);
	if (!members) {
		buffer_printf(&text, " in %s", table_name(maker, other));
		maker_for_the_same(&text, &place);
	}
	maker_related_where(
	    maker, &text, &place, empty_ok ? what->name : NULL, figure->own && table >= 0);
	made->table = table;
	made->empty = figure->kinds != 0 && figure->kinds != all && figure->word[0] != 's';
	made->opaque = true;
	made->fraction = figure->word[0] == 'a' || (what != NULL && what->fraction);
	maker_part(maker, &text);
}

/* ---- of the row itself ---- */

static void
condition(struct maker *maker)
{
	struct footing place = { .table = some_table(maker), .outer = -1 };
	struct buffer text = BUFFER_INIT;
	const char *body = maker_condition(maker, &place, 2, 4);

	defined(maker, "asked", place.table, KIND_YES_NO, &text);
	buffer_text(&text, body);
	maker_part(maker, &text);
}

static void
worked_out(struct maker *maker)
{
	struct footing place = { .table = some_table(maker), .outer = -1 };
	bool dates = maker_chance(maker, 35);
	const struct made *a = maker_thing(maker, &place, dates ? KIND_BIT(KIND_DATE) : KIND_SIZES),
			  *b = a == NULL ? NULL : maker_thing(maker, &place, KIND_BIT(a->kind));
	struct buffer text = BUFFER_INIT;
	struct made *made;
	bool empty, divided = maker_chance(maker, 30), times = false;

	/* Money is multiplied, and divided, by a number too. */
	if (a != NULL && a->kind == KIND_MONEY && maker_chance(maker, 40)) {
		b = maker_thing(maker, &place, KIND_BIT(KIND_NUMBER));
		times = !divided;
	}
	if (a == NULL || b == NULL)
		return;
	empty = a->empty || (b->empty && !dates);
	if (dates) {
		made = defined(maker, "day", place.table, KIND_DATE, &text);
		buffer_printf(&text, "%u days after %s", (unsigned)maker_pick(maker, 30), a->name);
	} else {
		made = defined(maker, "sum", place.table,
		    divided && b->kind == KIND_MONEY ? KIND_NUMBER : a->kind, &text);
		buffer_printf(&text, "%s %s %s%s", a->name,
		    times	  ? "times"
			: divided ? "divided by"
			: maker_chance(maker, 50) ? "plus"
						  : "minus",
		    b->name,
		    !divided && !times && !a->fraction && !b->fraction ? ""
			: made->kind == KIND_MONEY ? ", rounded half up to the penny"
						   : ", rounded half up to 1 decimal place");
	}
	made->empty = empty;
	maker_part(maker, &text);
}

static const char *
outcome(struct maker *maker, const struct footing *place, const struct made *made,
    const char *const *labels, bool *empty, bool *fraction)
{
	const struct made *other;

	if (made->kind == KIND_LABEL)
		return labels[maker_pick(maker, 3)];
	if (made->kind == KIND_YES_NO)
		return maker_chance(maker, 50) ? "yes" : "no";
	other = maker_thing(maker, place, KIND_BIT(made->kind));
	if (other == NULL || other == made || maker_chance(maker, 30))
		return maker_literal(maker, made->kind);
	*empty = *empty || other->empty;
	*fraction = *fraction || other->fraction;
	return other->name;
}

enum order { IN_ORDER, INSTEAD_OF, OPAQUE }; /* how lines that meet are told apart; OPAQUE: not */

static const char *
when(struct maker *maker, const struct footing *place, enum order order)
{
	const char *text = order == OPAQUE ? maker_opaque(maker, place) : NULL;

	return text != NULL ? text : maker_condition(maker, place, 1, 8);
}

static void
decide(struct maker *maker)
{
	static const char *const labels[] = { "Go", "Wait", "Hold" };
	static const enum kind kinds[] = { KIND_LABEL, KIND_LABEL, KIND_YES_NO, KIND_NUMBER,
		KIND_DATE, KIND_MONEY };
	struct footing place = { .table = some_table(maker), .outer = -1 };
	struct made wanted = { .kind = kinds[maker_pick(maker, 6)] };
	struct buffer text = BUFFER_INIT;
	const char *used[3], *name = maker_name(maker, "verdict");
	uint32_t used_count = 0, lines = 1 + maker_pick(maker, 3);
	bool empty = false, fraction = false;
	enum order order = (enum order)maker_pick(maker, 3);
	struct made *made;

	/* Lines that check can show to meet are no policy. */
	if (order == OPAQUE && lines > 1 && maker_opaque(maker, &place) == NULL)
		order = IN_ORDER;
	if (order == INSTEAD_OF && wanted.kind != KIND_LABEL)
		order = IN_ORDER;
	buffer_printf(&text, "decide %s for %s%s\n", name, table_name(maker, place.table),
	    order == IN_ORDER ? ", first that applies" : "");
	for (uint32_t i = 0; i <= lines; i++) {
		const char *one = order == INSTEAD_OF && i < 3
		    ? labels[i]
		    : outcome(maker, &place, &wanted, labels, &empty, &fraction);
		bool seen = wanted.kind != KIND_LABEL,
		     nothing = i == lines && maker_chance(maker, 30);

		empty = empty || nothing;
		for (uint32_t u = 0; u < used_count; u++)
			seen = seen || used[u] == one;
		if (!seen && !nothing)
			used[used_count++] = one;
		if (nothing)
			buffer_text(&text, "  otherwise nothing\n");
		else if (i == lines)
			buffer_printf(&text, "  otherwise %s\n", one);
		else if (order == INSTEAD_OF && i > 0)
			buffer_printf(&text, "  gives %s instead of %s when %s\n", one,
			    labels[i - 1], when(maker, &place, order));
		else
			buffer_printf(
			    &text, "  gives %s when %s\n", one, when(maker, &place, order));
	}
	made = maker_add(maker, name, place.table, wanted.kind);
	made->empty = empty;
	made->fraction = fraction;
	if (wanted.kind == KIND_LABEL)
		made->labels = maker_list(maker, used, used_count);
	maker_part(maker, &text);
}

static void
bands(struct maker *maker)
{
	static const char *const names[] = { "Bottom", "Middle", "Top" };
	struct footing place = { .table = some_table(maker), .outer = -1 };
	const struct made *by = maker_thing(maker, &place, KIND_SIZES);
	struct buffer text = BUFFER_INIT;
	struct made *made;
	bool empty;

	if (by == NULL)
		return;
	empty = by->empty;
	buffer_printf(&text, "bands %s for %s by %s\n", maker_name(maker, "band"),
	    table_name(maker, place.table), by->name);
	buffer_text(&text, by->kind == KIND_MONEY
		? "  below £2 is Bottom\n  £2 to under £4 is Middle\n  £4 or more is Top\n"
		: "  below 2 is Bottom\n  2 to under 4 is Middle\n  4 or more is Top\n");
	made = maker_add(maker, arena_printf(maker->arena, "band_%u", (unsigned)maker->serial),
	    place.table, KIND_LABEL);
	made->empty = empty;
	made->labels = maker_list(maker, names, 3);
	maker_part(maker, &text);
}

static void
deadline(struct maker *maker)
{
	static const char *const names[] = { "Not_started", "Running", "Met", "Met_late",
		"Missed" };
	struct footing place = { .table = some_table(maker), .outer = -1 };
	const struct made *from = maker_thing(maker, &place, KIND_BIT(KIND_DATE)),
			  *met = maker_thing(maker, &place, KIND_BIT(KIND_DATE));
	struct buffer text = BUFFER_INIT;
	struct made *made;
	const char *name = maker_name(maker, "clock");

	if (from == NULL || met == NULL)
		return;
	buffer_printf(&text, "deadline %s for %s is %u days after %s, met by %s\n", name,
	    table_name(maker, place.table), (unsigned)(1 + maker_pick(maker, 40)), from->name,
	    met->name);
	made = maker_add(maker, name, place.table, KIND_LABEL);
	made->labels = maker_list(maker, names, 5);
	maker_part(maker, &text);
}

/* ---- the whole table ---- */

static void
rank(struct maker *maker)
{
	struct footing place = { .table = some_table(maker), .outer = -1 };
	const struct made *by = maker_thing(
	    maker, &place, KIND_SIZES | KIND_BIT(KIND_DATE));
	const char *keys[4], *where = NULL;
	uint32_t count = 0, used = 0;
	struct buffer text = BUFFER_INIT;

	for (uint32_t i = 0; i < maker->thing_count && count < 4; i++)
		if (maker->things[i].table == place.table && maker->things[i].key)
			keys[count++] = maker->things[i].name;
	if (by == NULL || count == 0)
		return;
	if (maker_chance(maker, 65))
		where = maker_condition(maker, &place, 1, 8);
	defined(maker, "among", place.table, KIND_YES_NO, &text)->opaque = true;
	buffer_printf(&text, "among the %s %s by %s, ties %s, in each",
	    maker_chance(maker, 60) ? "lowest" : "highest",
	    maker_chance(maker, 40)	? "places"
		: maker_chance(maker, 60) ? "2"
					: "1",
	    by->name, maker_chance(maker, 55) ? "included" : "excluded");
	for (uint32_t i = 0; i < count; i++)
		if ((count > 1 && used == 0 && i + 1 == count) ||
		    (count == 1) || (used + 1 < count && maker_chance(maker, 55)))
			buffer_printf(&text, "%s %s", used++ > 0 ? " and" : "", keys[i]);
	if (where != NULL)
		buffer_printf(&text, " where %s", where);
	maker_part(maker, &text);
}

static void
run(struct maker *maker)
{
	struct footing place = { .outer = -1 };
	const struct made *of, *where;
	bool has_term = false, previous = maker_chance(maker, 40);
	const char *unit = maker->period == KIND_QUARTER ? "quarter"
	    : maker->period == KIND_MONTH		 ? "month"
							 : "year";
	struct buffer text = BUFFER_INIT;

	place.table = maker->standing >= 0 && maker_chance(maker, 75) ? maker->standing
	    : maker_chance(maker, 30) && maker->term >= 0		  ? maker->term
									  : maker->score;
	for (uint32_t i = 0; i < maker->thing_count; i++)
		if (maker->things[i].table == place.table && maker->things[i].key &&
		    maker->things[i].kind == maker->period)
			has_term = true;
	of = maker_thing(maker, &place, KIND_BIT(KIND_YES_NO));
	/* Of one column with itself the run says little. */
	where = of;
	for (int i = 0; i < 5 && where == of; i++)
		where = maker_thing(maker, &place, KIND_BIT(KIND_YES_NO));
	if (!has_term || of == NULL)
		return;
	defined(maker, "run", place.table, KIND_YES_NO, &text)->opaque = true;
	if (maker_chance(maker, 35) && where != NULL)
		buffer_printf(&text, "%s in an earlier %s of the run where %s", of->name, unit,
		    where->name);
	else if (previous)
		buffer_printf(&text, "%s in the previous %s", of->name, unit);
	else
		buffer_printf(&text, "%s for %u %ss in succession", of->name,
		    (unsigned)(2 + maker_pick(maker, 2)), unit);
	if (maker->period != KIND_YEAR) {
		if (maker_chance(maker, 45))
			buffer_printf(&text, ", counting from %s",
			    maker_chance(maker, 50) ? "first_quarter"
						    : maker_literal(maker, KIND_QUARTER_OF_YEAR));
		buffer_text(&text,
		    maker_chance(maker, 40)	? ", across financial years"
			: maker_chance(maker, 50)
			? ", within the same financial year unless goes_on"
			: ", within the same financial year");
	}
	maker_part(maker, &text);
}

void
maker_rule(struct maker *maker)
{
	static void (*const makers[])(struct maker *) = { exists, exists, aggregate, aggregate,
		aggregate, aggregate, condition, condition, worked_out, decide, decide, bands,
		deadline, rank, rank, run, run, run };

	makers[maker_pick(maker, sizeof makers / sizeof *makers)](maker);
}

/* ---- reports ---- */

void
maker_report(struct maker *maker)
{
	int table =
	    maker->standing >= 0 && maker_chance(maker, 60) ? maker->standing : maker->score;
	struct footing place = { .table = table, .outer = -1 };
	const struct made *what = maker_thing(maker, &place, KIND_SIZES);
	const char *name = maker_name(maker, "report");
	struct buffer text = BUFFER_INIT;

	buffer_printf(&text, "report %s of %s \"Made up\"", name, table_name(maker, table));
	if (maker_chance(maker, 40))
		buffer_printf(&text, "\n  where %s", maker_chain(maker, &place, 1));
	buffer_printf(&text, "\n  %s\n",
	    maker_chance(maker, 40) ? "one row in all" : "one row per practice");
	buffer_printf(&text, "  column %s_c1 \"Rows\" is count\n", name);
	buffer_printf(&text, "  column %s_c2 \"Some\" is count where %s\n", name,
	    maker_condition(maker, &place, 1, 8));
	if (what != NULL && !what->fraction && maker_chance(maker, 70))
		buffer_printf(&text, "  column %s_c3 \"Figure\" is %s %s where %s\n", name,
		    maker_chance(maker, 50) ? "sum of" : "average of", what->name,
		    what->empty ? arena_printf(maker->arena, "%s is given", what->name)
				: maker_chain(maker, &place, 1));
	buffer_printf(&text, "  column %s_c4 \"Terms\" is count of different practice\n", name);
	maker_part(maker, &text);
}
