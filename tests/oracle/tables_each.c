/*
 * tables_each: what is said once `in each` grade, and beside it the same written out by hand for
 * every grade. compare_each.c holds the two against each other, row by row; how the language gets
 * from the one to the other is nowhere used.
 */
#include "tests/oracle/tables.h"

#include <string.h>

static const char *const labels[] = { "Red", "Amber", "Green" };
static const char *const endings[] = { "red", "amber", "green" };

enum { LABELS = 3, TRIES = 12 };

/* Inside, the word `grade` is the label itself, so a condition of the rows must not have it. */
static const char *
condition_without_grade(struct maker *maker, const struct footing *place)
{
	for (int i = 0; i < TRIES; i++) {
		const char *made = maker_condition(maker, place, 1, 12);

		if (strstr(made, "grade") == NULL)
			return made;
	}
	return "run_date is after 2022-01-01";
}

static const char *
same_keys(const struct maker *maker, int table)
{
	for (uint32_t i = 0; i < maker->thing_count; i++)
		if (maker->things[i].table == table && maker->things[i].key &&
		    strcmp(maker->things[i].name, "term") == 0)
			return "practice and term";
	return "practice";
}

struct saying {
	struct maker *maker;
	const char *name, *stage, *table, *keys;
	const char *of_rows; /* asked of the scores */
	const char *own[4]; /* asked of the row itself */
};

static void
put_once(const struct saying *saying)
{
	struct buffer text = BUFFER_INIT;

	buffer_printf(&text,
	    "define %s for %s, in each grade, as there is a score for the same %s and grade\n"
	    "    where all of\n    - %s\n  end all\n",
	    saying->name, saying->table, saying->keys, saying->of_rows);
	maker_part(saying->maker, &text);
	buffer_printf(&text,
	    "decide %s for %s, in each grade, first that applies\n"
	    "  gives One when all of\n    - %s\n    - %s\n  end all\n"
	    "  gives Two when any of\n"
	    "    - all of\n        - grade is Red\n        - %s\n      end all\n"
	    "    - none of\n        - %s\n        - grade is one of Amber, Red\n      end none\n"
	    "  end any\n"
	    "  gives Three when all of\n    - grade is not Green\n    - %s\n  end all\n"
	    "  gives Four when grade is Amber\n"
	    "  otherwise Five\n",
	    saying->stage, saying->table, saying->name, saying->own[0], saying->own[1],
	    saying->own[2], saying->own[3]);
	maker_part(saying->maker, &text);
}

static void
put_by_hand(const struct saying *saying, int label)
{
	struct buffer text = BUFFER_INIT;
	const char *end = endings[label];

	buffer_printf(&text,
	    "define %s_%s for %s as there is a score for the same %s\n"
	    "    where all of\n    - grade is %s\n    - %s\n  end all\n",
	    saying->name, end, saying->table, saying->keys, labels[label], saying->of_rows);
	maker_part(saying->maker, &text);
	buffer_printf(&text,
	    "decide %s_%s for %s, first that applies\n"
	    "  gives One when all of\n    - %s_%s\n    - %s\n  end all\n",
	    saying->stage, end, saying->table, saying->name, end, saying->own[0]);
	if (label == 0)
		buffer_printf(&text,
		    "  gives Two when all of\n    - %s\n  end all\n", saying->own[1]);
	if (label == 2)
		buffer_printf(&text,
		    "  gives Two when none of\n    - %s\n  end none\n", saying->own[2]);
	else
		buffer_printf(&text,
		    "  gives Three when all of\n    - %s\n  end all\n", saying->own[3]);
	buffer_text(&text, label == 1 ? "  otherwise Four\n" : "  otherwise Five\n");
	maker_part(saying->maker, &text);
}

void
maker_each(struct maker *maker)
{
	uint64_t random = maker->random;
	int table = maker->standing >= 0 && maker_chance(maker, 60) ? maker->standing
								     : maker->practice;
	struct footing ours = { .table = table, .outer = -1 },
		       theirs = { .table = maker->score, .outer = -1 };
	struct saying saying = { .maker = maker,
		.table = maker->world->tables[table].name,
		.keys = same_keys(maker, table) };

	if (maker_chance(maker, 60)) {
		saying.name = maker_name(maker, "told");
		saying.stage = maker_name(maker, "step");
		saying.of_rows = condition_without_grade(maker, &theirs);
		for (int i = 0; i < 4; i++)
			saying.own[i] = condition_without_grade(maker, &ours);
		put_once(&saying);
		for (int i = 0; i < LABELS; i++)
			put_by_hand(&saying, i);
	}
	/* What else a seed gives stays as it was. */
	maker->random = random;
}
