#include "lang/dump.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
put_bytes(struct dump *dump, const char *bytes, size_t length)
{
	if (dump->length + length + 1 > dump->capacity) {
		size_t capacity = dump->capacity * 2 + length + 1024;
		char *text = arena_alloc(dump->arena, capacity);

		if (dump->length > 0)
			memcpy(text, dump->text, dump->length);
		dump->text = text;
		dump->capacity = capacity;
	}
	memcpy(dump->text + dump->length, bytes, length);
	dump->length += length;
	dump->text[dump->length] = '\0';
}

void
dump_text(struct dump *dump, const char *text)
{
	put_bytes(dump, text == NULL ? "-" : text, text == NULL ? 1 : strlen(text));
}

static void
quoted_bytes(struct dump *dump, const char *text, size_t length)
{
	dump_text(dump, "\"");
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\n')
			put_bytes(dump, "\\n", 2);
		else
			put_bytes(dump, text + i, 1);
	}
	dump_text(dump, "\"");
}

void
dump_quoted(struct dump *dump, const char *text)
{
	if (text == NULL)
		dump_text(dump, NULL);
	else
		quoted_bytes(dump, text, strlen(text));
}

void
dump_format(struct dump *dump, const char *format, ...)
{
	char small[256];
	va_list list;

	va_start(list, format);
	vsnprintf(small, sizeof small, format, list);
	va_end(list);
	dump_text(dump, small);
}

/* ---- types and values ---- */

void
dump_labels(struct dump *dump, const struct label_set *labels, uint64_t bits)
{
	const char *between = "";

	for (uint32_t i = 0; i < labels->count; i++) {
		if ((bits & (UINT64_C(1) << i)) == 0)
			continue;
		dump_text(dump, between);
		dump_text(dump, labels->names[i]);
		between = "|";
	}
	if ((bits & LABEL_NOTHING) != 0) {
		dump_text(dump, between);
		dump_text(dump, "nothing");
	}
}

void
dump_type(struct dump *dump, const struct type *type)
{
	dump_text(dump, type->kind == KIND_LABEL ? "labels" : kind_name(type->kind));
	if (type->kind == KIND_LABEL) {
		dump_text(dump, " ");
		dump_labels(dump, type->labels, label_set_all(type->labels));
	}
	if (type->fraction)
		dump_text(dump, ", fraction");
	if (type->can_be_empty)
		dump_text(dump, ", can be empty");
}

void
dump_value(struct dump *dump, const struct value *value)
{
	char small[VALUE_SPELL_MAX];

	if (value->type.kind == KIND_TEXT) {
		quoted_bytes(dump, value->text, value->text_length);
	} else if (value->type.kind == KIND_LABEL || value->type.kind == KIND_YES_NO) {
		dump_labels(dump, value->type.labels, value->labels);
	} else {
		put_bytes(dump, small, value_spell_figure(small, value, SPELL_PLAIN));
	}
}

void
dump_values(struct dump *dump, const struct value *values, uint32_t count)
{
	if (count == 0)
		dump_text(dump, "nothing");
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0)
			dump_text(dump, ", ");
		dump_value(dump, &values[i]);
	}
}

void
dump_date(struct dump *dump, int64_t date)
{
	struct value value;

	memset(&value, 0, sizeof value);
	value.state = GIVEN;
	value.type = type_plain(KIND_DATE);
	value.num = date;
	dump_value(dump, &value);
}

/* ---- expressions ---- */

const char *
dump_aggregate_word(enum aggregate_kind kind)
{
	static const char *const words[] = { "count", "count-different", "sum", "average", "list",
		"latest", "earliest", "lowest", "highest" };

	return words[kind];
}

static const char *
compare_word(enum comparison compare)
{
	static const char *const compares[] = { "is", "is-not", "more", "less", "at-least",
		"at-most", "before", "after", "on-or-before", "on-or-after" };

	return compares[compare];
}

static const char *
expr_word(const struct expr *expr)
{
	switch (expr->kind) {
	case EXPR_VALUE: return "value";
	case EXPR_COLUMN: return "column";
	case EXPR_SETTING: return "setting";
	case EXPR_RUN_DATE: return "run_date";
	case EXPR_PLUS: return "plus";
	case EXPR_MINUS: return "minus";
	case EXPR_TIMES: return "times";
	case EXPR_DIVIDED: return "divided";
	case EXPR_SHARE: return "share";
	case EXPR_ROUND: return expr->mode == ROUND_HALF_UP ? "half-up" : "half-even";
	case EXPR_AFTER: return "after";
	case EXPR_BEFORE: return "before";
	case EXPR_FIRST_WORKING_DAY: return "first-working-day";
	case EXPR_FIRST_DAY_OF: return "first-day";
	case EXPR_LAST_DAY_OF: return "last-day";
	case EXPR_MONTH_OF: return "month-of";
	case EXPR_QUARTER_OF: return "quarter-of";
	case EXPR_YEAR_OF: return "year-of";
	case EXPR_SPAN: return expr->first_day_counted ? "span-counting-first" : "span";
	case EXPR_REPORT_COLUMN: return "report-column";
	case EXPR_LETTER_DATE: return "letter_date";
	case EXPR_THROUGH: return "through";
	case EXPR_AGGREGATE: return dump_aggregate_word(expr->aggregate);
	case EXPR_HOLDS: return "holds";
	case EXPR_COMPARE: return compare_word(expr->compare);
	case EXPR_LABELS_IN: return "labels-in";
	case EXPR_ONE_OF: return "one-of";
	case EXPR_ONE_OF_SETTING: return "one-of-setting";
	case EXPR_QUARTER_IS: return "quarter-is";
	case EXPR_GIVEN: return "given";
	case EXPR_BLANK: return "blank";
	case EXPR_LIKE: return "like";
	case EXPR_NOT: return "not";
	case EXPR_ALL: return expr->chain ? "and" : "all";
	case EXPR_ANY: return expr->chain ? "or" : "any";
	case EXPR_NONE: return "none";
	case EXPR_EXISTS: return "there-is";
	case EXPR_RANK: return expr->rank->highest ? "among-highest" : "among-lowest";
	case EXPR_SUCCESSION:
		return expr->succession->where != NULL ? "in-earlier" :
		    expr->succession->previous	       ? "in-previous" :
							 "in-succession";
	}
	return "?";
}

static void
dump_part(struct dump *dump, const char *word, const struct expr *expr)
{
	if (expr == NULL)
		return;
	dump_format(dump, " %s ", word);
	dump_expr(dump, expr);
}

/* A key is named once where it has one name in both tables. */
void
dump_related(struct dump *dump, const struct related *related)
{
	dump_text(dump, related->members ? " members " : " in ");
	dump_text(dump, related->table->name);
	for (uint32_t i = 0; i < related->key_count; i++) {
		const struct related_key *key = &related->keys[i];

		dump_text(dump, i == 0 ? " same " : ", ");
		dump_text(dump, key->theirs->name);
		if (strcmp(key->ours->name, key->theirs->name) == 0)
			continue;
		dump_text(dump, "=");
		dump_text(dump, key->ours->name);
	}
	dump_part(dump, "where", related->where);
	if (related->theirs == NULL)
		return;
	dump_part(dump, "theirs", related->theirs);
	dump_part(dump, compare_word(related->compare), related->ours);
}

static void
dump_rank(struct dump *dump, const struct rank *rank)
{
	dump_text(dump, " ");
	dump_expr(dump, rank->places);
	dump_text(dump, " by ");
	dump_text(dump, rank->by->name);
	dump_text(dump, rank->ties_excluded ? ", ties excluded" : ", ties included");
	for (uint32_t i = 0; i < rank->each_count; i++) {
		dump_text(dump, i == 0 ? ", in each " : ", ");
		dump_text(dump, rank->each[i]->name);
	}
	dump_part(dump, "where", rank->where);
}

static void
dump_succession(struct dump *dump, const struct succession *run)
{
	static const char *const ends[] = { ", stops at the year end", ", crosses the year end",
		", crosses the year end by" };

	dump_text(dump, " ");
	dump_text(dump, run->of->name);
	if (run->where != NULL)
		dump_format(dump, " of the run where %s", run->where->name);
	else if (!run->previous)
		dump_format(dump, " %u times", (unsigned)run->periods);
	dump_text(dump, " by ");
	dump_text(dump, run->period->name);
	dump_part(dump, "from", run->counting_from);
	dump_text(dump, ends[run->year_end]);
	if (run->crosses != NULL) {
		dump_text(dump, " ");
		dump_expr(dump, run->crosses);
	}
}

void
dump_expr(struct dump *dump, const struct expr *expr)
{
	if (expr == NULL) {
		dump_text(dump, "nothing");
		return;
	}
	if (expr->kind == EXPR_VALUE) {
		dump_value(dump, &expr->value);
		return;
	}
	if (expr->kind == EXPR_COLUMN || expr->kind == EXPR_SETTING ||
	    expr->kind == EXPR_REPORT_COLUMN || expr->kind == EXPR_RUN_DATE) {
		dump_text(dump,
		    expr->kind == EXPR_SETTING           ? "setting:" :
			expr->kind == EXPR_REPORT_COLUMN ? "report:" :
			expr->kind == EXPR_COLUMN && expr->column->table->file == NULL &&
			    expr->column->table->of == NULL ?
							   "run:" :
							   "");
		dump_text(dump,
		    expr->kind == EXPR_COLUMN            ? expr->column->name :
			expr->kind == EXPR_SETTING       ? expr->setting->name :
			expr->kind == EXPR_REPORT_COLUMN ? expr->report_column->name :
							   "run_date");
		return;
	}
	if (expr->kind == EXPR_THROUGH) {
		dump_text(dump, expr->column->name);
		dump_text(dump, ".");
		dump_text(dump, expr->through->name);
		return;
	}
	dump_format(dump, "(%s",
	    dump->as_meant && expr->kind == EXPR_ALL     ? "all" :
		dump->as_meant && expr->kind == EXPR_ANY ? "any" :
							   expr_word(expr));
	if (expr->kind == EXPR_ROUND)
		dump_format(dump, " %d", expr->places);
	for (int i = 0; i < 2; i++) {
		const struct expr *side = i == 0 ? expr->a : expr->b;

		if (side == NULL)
			continue;
		dump_text(dump, " ");
		dump_expr(dump, side);
	}
	for (uint32_t i = 0; i < expr->part_count; i++) {
		dump_text(dump, " ");
		dump_expr(dump, expr->parts[i]);
	}
	if (expr->kind == EXPR_LABELS_IN || expr->kind == EXPR_QUARTER_IS) {
		static const char *const quarters[] = { "Q1", "Q2", "Q3", "Q4" };
		const struct label_set year = { .count = 4, .names = quarters };

		dump_text(dump, " ");
		dump_labels(dump, expr->kind == EXPR_QUARTER_IS ? &year : expr->a->type.labels,
		    expr->labels);
	}
	if (expr->kind == EXPR_ONE_OF_SETTING) {
		dump_text(dump, " setting:");
		dump_text(dump, expr->setting->name);
	}
	if (expr->pattern != NULL) {
		dump_text(dump, " ");
		dump_quoted(dump, expr->pattern);
	}
	if (expr->month_end)
		dump_text(dump, " at-most-month-end");
	if (expr->calendar != NULL) {
		dump_text(dump, " by ");
		dump_text(dump, expr->calendar->name);
	}
	if (expr->related != NULL)
		dump_related(dump, expr->related);
	if (expr->rank != NULL)
		dump_rank(dump, expr->rank);
	if (expr->succession != NULL)
		dump_succession(dump, expr->succession);
	dump_text(dump, ")");
}

void
dump_provenance(struct dump *dump, const struct provenance *provenance, const char *indent)
{
	for (uint32_t i = 0; i < provenance->cite_count; i++) {
		dump_text(dump, indent);
		dump_text(dump, "cites ");
		dump_text(dump,
		    provenance->cites[i].document == NULL ? NULL :
							    provenance->cites[i].document->name);
		dump_text(dump, " ");
		dump_quoted(dump, provenance->cites[i].clause);
		dump_text(dump, "\n");
	}
	for (uint32_t i = 0; i < provenance->note_count; i++) {
		dump_text(dump, indent);
		dump_text(dump, "note ");
		dump_quoted(dump, provenance->notes[i]);
		dump_text(dump, "\n");
	}
}
