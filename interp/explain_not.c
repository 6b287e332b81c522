/* explain_not: see explain_not.h. */
#include "interp/explain_not.h"

#include <string.h>

#include "interp/explain_internal.h"
#include "interp/explain_whole.h"
#include "lang/intern.h"

enum { LINES_MAX = 64 };

/* ---- what is asked ---- */

static bool
say_outcomes(const struct column *column, const char *typed, struct arena *arena,
    struct fault *fault)
{
	const char *names = "";

	for (uint32_t i = 0; i < column->type.labels->count; i++)
		names = arena_printf(arena, "%s%s%s", names, i > 0 ? ", " : "",
		    column->type.labels->names[i]);
	return fault_set(fault, EXIT_USAGE, "--not %s=%s: %s is never that\nit can be %s%s",
	    column->name, typed, column->name, names,
	    column->type.can_be_empty ? ", or nothing" : "");
}

bool
explain_not_read(struct explain_not *asked, struct arena *arena, const struct table *table,
    const char *text, struct fault *fault)
{
	const char *equals = strchr(text, '='), *name, *nearest = NULL;
	unsigned best = 4;

	if (equals == NULL)
		return fault_set(fault, EXIT_USAGE,
		    "--not %s: which outcome?\nwrite --not COLUMN=VALUE, like --not "
		    "route=May_escalate", text);
	name = arena_copy(arena, text, (size_t)(equals - text));
	asked->column = table_column(table, name);
	asked->value = equals + 1;
	for (uint32_t i = 0; asked->column == NULL && i < table->column_count; i++) {
		unsigned distance = names_distance(name, table->columns[i]->name, best);

		if (distance < best) {
			best = distance;
			nearest = table->columns[i]->name;
		}
	}
	if (asked->column == NULL && nearest != NULL)
		return fault_set(fault, EXIT_USAGE,
		    "--not %s: %s has no column '%s'\ndid you mean '%s'?", text, table->name, name,
		    nearest);
	if (asked->column == NULL)
		return fault_set(fault, EXIT_USAGE,
		    "--not %s: %s has no column '%s'\n--table says which table is meant", text,
		    table->name, name);
	if (asked->column->origin == COLUMN_FIELD || asked->column->origin == COLUMN_KEY)
		return fault_set(fault, EXIT_USAGE,
		    "--not %s: %s is read from the file, no rule gives it\nask about a decision",
		    text, name);
	if (asked->column->type.labels != NULL && strcmp(asked->value, "nothing") != 0 &&
	    label_set_find(asked->column->type.labels, asked->value) < 0)
		return say_outcomes(asked->column, asked->value, arena, fault);
	return true;
}

/* ---- how near a condition is ---- */

/* Parts that would have to come out otherwise. */
static uint32_t
parts_missing(const struct telling *telling, const struct expr *condition, bool wanted)
{
	enum answer answer = explain_answer(telling, condition);
	uint32_t sum = 0, least = UINT32_MAX;
	bool all = condition->kind == EXPR_ALL ? wanted :
	    condition->kind == EXPR_ANY        ? !wanted :
						 wanted;

	if (answer == (wanted ? ANSWER_YES : ANSWER_NO))
		return 0;
	if (condition->kind == EXPR_NOT)
		return parts_missing(telling, condition->a, !wanted);
	if (condition->part_count == 0 || condition->kind == EXPR_ONE_OF)
		return 1;
	for (uint32_t i = 0; i < condition->part_count; i++) {
		uint32_t part = parts_missing(telling, condition->parts[i],
		    condition->kind == EXPR_NONE ? !wanted : wanted);

		sum += part;
		least = part < least ? part : least;
	}
	return all ? sum : least;
}

static uint32_t
parts_holding(const struct telling *telling, const struct expr *condition)
{
	uint32_t holding = 0;

	for (uint32_t i = 0; condition->kind == EXPR_ALL && i < condition->part_count; i++)
		holding += explain_answer(telling, condition->parts[i]) == ANSWER_YES;
	return holding;
}

static const char *
word_of(enum answer answer)
{
	return answer == ANSWER_YES ? "holds          " :
	    answer == ANSWER_NO     ? "does not hold  " :
	                              "is not known   ";
}

static void
indent(const struct telling *telling, int depth)
{
	for (int i = 0; i < depth; i++)
		buffer_text(telling->out, "  ");
}

static void
list_condition(const struct telling *telling, const struct expr *condition, int depth)
{
	enum answer answer = explain_answer(telling, condition);

	if (condition->part_count > 0 && condition->kind != EXPR_ONE_OF) {
		bool top = condition->kind == EXPR_ALL;

		if (!top) {
			indent(telling, depth);
			buffer_text(telling->out, word_of(answer));
			buffer_text(telling->out,
			    condition->kind == EXPR_ANY ? "any of\n" : "none of\n");
		}
		/* What does not hold stands first. */
		for (int round = 0; round < 2; round++)
			for (uint32_t i = 0; i < condition->part_count; i++) {
				const struct expr *part = condition->parts[i];
				bool holds = explain_answer(telling, part) ==
				    (condition->kind == EXPR_NONE ? ANSWER_NO : ANSWER_YES);

				if (holds == (round == 1))
					list_condition(telling, part, top ? depth : depth + 1);
			}
		return;
	}
	indent(telling, depth);
	buffer_text(telling->out, word_of(answer));
	explain_condition(telling, condition, 1);
	buffer_char(telling->out, '\n');
}

/* ---- lines of a decide ---- */

struct near_line {
	uint32_t line;			/* rule_count: otherwise */
	uint32_t missing, holding;
};

/* Does a column hold that in this row? What is not known may, and a figure or a day may be spelt in
 * another way. */
static bool
may_hold(const struct telling *telling, const struct expr *column, const char *value)
{
	const struct vec *vec = batch_expr(telling->batch, column);

	if (vec->shape == SHAPE_LABELS)
		return false;
	if (explain_presence(telling, vec) == NOTHING)
		return strcmp(value, "nothing") == 0;
	return column->type.kind != KIND_TEXT || explain_presence(telling, vec) == UNKNOWN;
}

static bool
gives(const struct telling *telling, const struct column *column, const struct expr *outcome,
    const char *value)
{
	struct buffer text = BUFFER_INIT;
	struct telling inner = *telling;
	bool is_column = outcome != NULL && outcome->kind == EXPR_COLUMN, same;

	inner.out = &text;
	/* An outcome that is a column says its value in brackets behind its name. */
	if (is_column)
		explain_expr_value(&inner, outcome);
	else
		explain_outcome(&inner, column, outcome);
	buffer_char(&text, '\0');
	same = strcmp(text.at, value) == 0 || (is_column && may_hold(telling, outcome, value));
	buffer_release(&text);
	return same;
}

static void
say_cites(const struct telling *telling, const struct provenance *provenance)
{
	bool first = true;

	if (provenance->cite_count == 0)
		return;
	buffer_text(telling->out, "  [");
	explain_cites(telling, provenance, &first);
	buffer_char(telling->out, ']');
}

/* The line that has the say instead of one that holds. */
static void
say_mask(const struct telling *telling, const struct column *column, uint32_t line)
{
	const struct decide *decide = column->decide;

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		bool before = decide->first_that_applies && i < line;
		bool instead = decide->rules[i].displaces != NULL &&
		    line < decide->rule_count && decide->rules[i].displaces[line];

		if ((!before && !instead) ||
		    explain_answer(telling, decide->rules[i].when) != ANSWER_YES)
			continue;
		indent(telling, 2);
		buffer_printf(telling->out, "%s, line %u, %s gives ",
		    before ? "but a line above it holds" : "but another line stands instead",
		    (unsigned)decide->rules[i].number, before ? "which" : "and");
		explain_outcome(telling, column, decide->rules[i].outcome);
		buffer_text(telling->out, ": ");
		explain_condition(telling, decide->rules[i].when, 1);
		buffer_char(telling->out, '\n');
		return;
	}
}

static void
say_line(const struct telling *telling, const struct column *column, const struct near_line *near)
{
	const struct decide *decide = column->decide;
	const struct rule *rule;
	uint32_t parts;

	indent(telling, 1);
	if (near->line == decide->rule_count) {
		buffer_text(telling->out, "otherwise ");
		explain_outcome(telling, column, decide->otherwise);
		buffer_text(telling->out, ": speaks only when no line holds");
		say_cites(telling, &decide->otherwise_provenance);
		buffer_char(telling->out, '\n');
		for (uint32_t i = 0; i < decide->rule_count; i++)
			if (explain_answer(telling, decide->rules[i].when) != ANSWER_NO) {
				indent(telling, 2);
				buffer_printf(telling->out, "line %u %s: ",
				    (unsigned)decide->rules[i].number,
				    explain_answer(telling, decide->rules[i].when) == ANSWER_YES ?
					"holds" : "may hold");
				explain_condition(telling, decide->rules[i].when, 1);
				buffer_char(telling->out, '\n');
			}
		return;
	}
	rule = &decide->rules[near->line];
	parts = rule->when->kind == EXPR_ALL ? rule->when->part_count : 1;
	buffer_printf(telling->out, "line %u gives ", (unsigned)rule->number);
	explain_outcome(telling, column, rule->outcome);
	if (near->missing == 0)
		buffer_text(telling->out, ": it holds");
	else if (parts == 1)
		buffer_text(telling->out, explain_answer(telling, rule->when) == ANSWER_NO ?
		    ": it does not hold" : ": whether it holds is not known");
	else {
		uint32_t open = 0;

		for (uint32_t i = 0; i < parts; i++)
			open += explain_answer(telling, rule->when->parts[i]) != ANSWER_YES;
		buffer_printf(telling->out, ": %u of its %u conditions %s hold yet",
		    (unsigned)open, (unsigned)parts, open == 1 ? "does not" : "do not");
	}
	say_cites(telling, &rule->provenance);
	buffer_char(telling->out, '\n');
	list_condition(telling, rule->when, 2);
	if (near->missing == 0)
		say_mask(telling, column, near->line);
}

/* With equally many to come, the one with more already there. */
static bool
is_nearer(const struct near_line *a, const struct near_line *b)
{
	return a->missing != b->missing ? a->missing < b->missing : a->holding > b->holding;
}

static void
sort_lines(struct near_line *lines, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
		for (uint32_t k = i; k > 0 && is_nearer(&lines[k], &lines[k - 1]); k--) {
			struct near_line other = lines[k];

			lines[k] = lines[k - 1];
			lines[k - 1] = other;
		}
}

/* Of an otherwise: the first line that holds, or else may. */
static void
say_who_speaks(const struct telling *telling, const struct decide *decide)
{
	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < decide->rule_count; i++) {
			enum answer answer = explain_answer(telling, decide->rules[i].when);

			if (answer != (round == 0 ? ANSWER_YES : ANSWER_UNKNOWN))
				continue;
			buffer_printf(telling->out, " because line %u %s: ",
			    (unsigned)decide->rules[i].number,
			    round == 0 ? "holds" : "may hold");
			explain_condition(telling, decide->rules[i].when, 1);
			return;
		}
}

static void
not_decide(const struct telling *telling, const struct column *column, const char *value)
{
	const struct decide *decide = column->decide;
	struct near_line lines[LINES_MAX];
	uint32_t count = 0;

	for (uint32_t i = 0; i < decide->rule_count && count + 1 < LINES_MAX; i++)
		if (gives(telling, column, decide->rules[i].outcome, value))
			lines[count++] = (struct near_line){ i,
				parts_missing(telling, decide->rules[i].when, true),
				parts_holding(telling, decide->rules[i].when) };
	sort_lines(lines, count);
	if (gives(telling, column, decide->has_otherwise ? decide->otherwise : NULL, value))
		lines[count++] = (struct near_line){ decide->rule_count, 1, 0 };
	if (count == 0) {
		buffer_text(telling->out, " because no line gives that\n");
		return;
	}
	if (lines[0].line < decide->rule_count && lines[0].missing > 0) {
		buffer_text(telling->out, " because ");
		explain_condition(telling, decide->rules[lines[0].line].when, 1);
	} else if (lines[0].line < decide->rule_count) {
		buffer_text(telling->out, " though a line that gives it holds");
	} else {
		say_who_speaks(telling, decide);
	}
	buffer_char(telling->out, '\n');
	for (uint32_t i = 0; i < count; i++)
		say_line(telling, column, &lines[i]);
}

/* ---- letters, bands, deadlines, yes or no ---- */

static void
say_part(const struct telling *telling, const char *what, const struct expr *condition)
{
	indent(telling, 1);
	buffer_text(telling->out, what);
	buffer_char(telling->out, '\n');
	list_condition(telling, condition, 2);
}

static void
not_letter(const struct telling *telling, const struct letter *letter, const char *value)
{
	enum answer sent = explain_answer(telling, letter->sent->body),
		    rule = explain_answer(telling, letter->send_when);
	int state = label_set_find(letter->column->type.labels, value);

	buffer_text(telling->out, " because ");
	explain_column_why(telling, letter->column);
	buffer_char(telling->out, '\n');
	indent(telling, 1);
	buffer_text(telling->out, "in the register: ");
	explain_condition(telling, letter->sent->body, 0);
	buffer_char(telling->out, '\n');
	if (state == LETTER_SENT || sent == ANSWER_YES)
		return;
	say_part(telling, rule == ANSWER_YES ? "send when: it holds" : "send when",
	    letter->send_when);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++) {
		indent(telling, 1);
		buffer_printf(telling->out, "gives way to %s, which is ",
		    letter->displaced_by[i]->column->name);
		explain_column_value(telling, letter->displaced_by[i]->column);
		buffer_char(telling->out, '\n');
	}
	if (letter->lapses_when != NULL)
		say_part(telling, "lapses when", letter->lapses_when);
}

static void
not_bands(const struct telling *telling, const struct column *column, const char *value)
{
	const struct bands *bands = column->bands;

	buffer_text(telling->out, " because ");
	explain_column_why(telling, column);
	buffer_char(telling->out, '\n');
	for (uint32_t i = 0; i < bands->count; i++) {
		const struct band *band = &bands->bands[i];

		if (strcmp(column->type.labels->names[band->label], value) != 0)
			continue;
		indent(telling, 1);
		buffer_printf(telling->out, "%s is ", value);
		if (band->low != NULL) {
			buffer_text(telling->out, band->low_included ? "at least " : "over ");
			explain_operand(telling, band->low);
		}
		if (band->low != NULL && band->high != NULL)
			buffer_text(telling->out, " and ");
		if (band->high != NULL) {
			buffer_text(telling->out, band->high_included ? "at most " : "below ");
			explain_operand(telling, band->high);
		}
		buffer_char(telling->out, '\n');
	}
}

void
explain_not(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct explain_not *asked)
{
	struct telling telling = explain_telling(out, batch, row);
	const struct column *column = asked->column;
	struct buffer now = BUFFER_INIT;
	struct telling inner = telling;
	bool is;

	inner.out = &now;
	explain_column_value(&inner, column);
	buffer_char(&now, '\0');
	is = strcmp(now.at, asked->value) == 0;
	buffer_printf(out, "%s is ", column->name);
	if (is) {
		buffer_printf(out, "%s: ", asked->value);
		explain_column_why(&telling, column);
		buffer_char(out, '\n');
		buffer_release(&now);
		return;
	}
	buffer_printf(out, "not %s", asked->value);
	if (explain_is_undecided(batch, row, column))
		buffer_text(out, " so far; it cannot be decided yet, and is not that");
	buffer_release(&now);
	if (column->decide != NULL) {
		not_decide(&telling, column, asked->value);
	} else if (column->letter != NULL && column->origin == COLUMN_LETTER) {
		not_letter(&telling, column->letter, asked->value);
	} else if (column->bands != NULL) {
		not_bands(&telling, column, asked->value);
	} else {
		buffer_text(out, " because ");
		explain_column_why(&telling, column);
		buffer_char(out, '\n');
		if (column->origin == COLUMN_DEFINE && expr_is_condition(column->body))
			list_condition(&telling, column->body, 1);
	}
}
