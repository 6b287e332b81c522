/* oracle_print: the texts of letters, taken apart, and values as people read them (writ.5,
 * Wordings). */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "interp/buffer.h"
#include "tests/oracle/oracle_parts.h"

/* ---- texts ---- */

static void
add_bit(struct print_text *text, const char *plain, const char *name, uint32_t line)
{
	text->bits[text->count++] = (struct print_bit){ plain, name, line };
}

/* Where the `))` is that closes what begins at `at`: outside brackets of its own. */
static const char *
closing(const char *at)
{
	int depth = 0;

	for (; *at != '\0'; at++) {
		if (*at == '(')
			depth++;
		else if (*at == ')' && depth > 0)
			depth--;
		else if (at[0] == ')' && at[1] == ')')
			return at;
	}
	return NULL;
}

struct print_text
oracle_take_apart(struct arena *arena, const char *text)
{
	size_t length = strlen(text), from = 0, at = 0;
	struct print_text out = { arena_array(arena, struct print_bit, length + 2), 0 };
	char *plain = arena_copy(arena, text, length);
	uint32_t line = 0;

	/* Line ends of every kind are one. */
	for (size_t i = at = 0; i < length; i++)
		if (!(text[i] == '\r' && text[i + 1] == '\n'))
			plain[at++] = text[i];
	plain[length = at] = '\0';
	for (at = 0; at <= length; at++) {
		const char *end, *asked;
		bool mark = plain[at] == '(' && plain[at + 1] == '(';

		if (plain[at] != '\n' && plain[at] != '\0' && !mark)
			continue;
		if (at > from)
			add_bit(&out, arena_copy(arena, plain + from, at - from), NULL, line);
		from = at + 1;
		if (plain[at] == '\n')
			line++;
		if (!mark)
			continue;
		end = closing(plain + at + 2);
		assert(end != NULL);
		asked = strstr(plain + at, "??");
		if (asked != NULL && asked < end)
			add_bit(&out, arena_copy(arena, asked + 2, (size_t)(end - asked) - 2),
			    arena_copy(arena, plain + at + 2, (size_t)(asked - plain) - at - 2),
			    line);
		else
			add_bit(&out, NULL,
			    arena_copy(arena, plain + at + 2, (size_t)(end - plain) - at - 2),
			    line);
		at = (size_t)(end - plain) + 1;
		from = at + 1;
	}
	return out;
}

static struct expr *
named(struct oracle *oracle, enum expr_kind kind, struct type type)
{
	struct expr *expr = arena_new(oracle->arena, struct expr);

	expr->kind = kind;
	expr->type = type;
	return expr;
}

static const struct expr *
of_column(struct oracle *oracle, const struct column *column)
{
	struct expr *expr = named(oracle, EXPR_COLUMN, column->type);

	expr->column = column;
	return expr;
}

const struct expr *
oracle_named(struct oracle *oracle, const struct table *table, const struct letter *letter,
    const char *name)
{
	const char *dot = strchr(name, '.');
	const struct column *column, *through;
	struct expr *expr;

	if (strcmp(name, "subject") == 0 || strcmp(name, "paragraphs") == 0)
		return NULL;
	if (strcmp(name, "letter_date") == 0)
		return named(oracle, EXPR_LETTER_DATE, type_plain(KIND_DATE));
	if (strcmp(name, "run_date") == 0)
		return named(oracle, EXPR_RUN_DATE, type_plain(KIND_DATE));
	if (strcmp(name, "reply_by") == 0)
		return letter->reply_by;
	if (dot != NULL) {
		column = table_column(
		    table, arena_copy(oracle->arena, name, (size_t)(dot - name)));
		through = table_column(column->refers_to, dot + 1);
		/* A table with one key answers to its own name. */
		if (through == NULL)
			through = column->refers_to->keys[0];
		expr = named(oracle, EXPR_THROUGH, through->type);
		expr->type.can_be_empty = true;
		expr->column = column;
		expr->through = through;
		return expr;
	}
	column = table_column(table, name);
	if (column == NULL)
		column = table_column(oracle->program->run, name);
	if (column != NULL)
		return of_column(oracle, column);
	expr = named(oracle, EXPR_SETTING, program_setting(oracle->program, name)->type);
	expr->setting = program_setting(oracle->program, name);
	return expr;
}

struct answer
oracle_printed(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	struct answer answer;

	oracle->printing = true;
	answer = oracle_expr(oracle, row, expr);
	oracle->printing = false;
	return answer;
}

/* ---- values ---- */

static const char *const months[] = { "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December" };

/* Thousands parted by commas; so many places as are needed, six at most, but never fewer than
 * `least`. Halves go away from zero. */
static const char *
figure(struct arena *arena, struct ratio value, int least, bool grouped, const char *sign)
{
	struct ratio rounded = ratio_round(value, ROUND_HALF_UP, value.den == 1 ? 0 : 9);
	bool exact = ratio_compare(rounded, value) == 0, negative;
	wide units, whole, part;
	int places = 9;
	char digits[32], text[64], out[96];
	size_t length, at = 0;

	/* A fraction is shown to six places; nine are kept of what is no fraction. */
	if (!exact)
		rounded = ratio_round(value, ROUND_HALF_UP, 6);
	units = rounded.num * (1000000000 / rounded.den);
	negative = units < 0;
	units = negative ? -units : units;
	whole = units / 1000000000;
	part = units % 1000000000;
	snprintf(digits, sizeof digits, "%09llu", (unsigned long long)part);
	while (places > least && digits[places - 1] == '0')
		places--;
	digits[places] = '\0';
	snprintf(text, sizeof text, "%llu", (unsigned long long)whole);
	length = strlen(text);
	for (size_t i = 0; i < length; i++) {
		if (grouped && i > 0 && (length - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = text[i];
	}
	out[at] = '\0';
	return arena_printf(arena, "%s%s%s%s%s", negative ? "-" : "", sign, out,
	    places > 0 ? "." : "", digits);
}

static const char *
length_of(struct arena *arena, wide count, enum kind kind)
{
	static const char *const units[][2] = { { "day", "days" }, { "week", "weeks" },
		{ "working day", "working days" }, { "month", "months" }, { "quarter", "quarters" },
		{ "year", "years" } };

	return arena_printf(arena, "%lld %s", (long long)count,
	    units[(int)kind - (int)KIND_DAYS][count == 1 ? 0 : 1]);
}

const char *
oracle_readable(struct arena *arena, struct type type, struct answer answer)
{
	struct civil civil;
	int64_t whole;

	if (answer.state != GIVEN)
		return "";
	if (answer.is_labels || type.kind == KIND_TEXT)
		return oracle_spell(arena, type, answer);
	whole = (int64_t)answer.figure.num;
	switch ((int)type.kind) {
	case KIND_NUMBER: return figure(arena, answer.figure, 0, false, "");
	case KIND_PERCENT:
		return arena_printf(arena, "%s%%", figure(arena, answer.figure, 0, false, ""));
	case KIND_MONEY: return figure(arena, answer.figure, 2, true, "£");
	case KIND_DATE:
		civil = day_civil(whole);
		return arena_printf(arena, "%d %s %d", (int)civil.day, months[civil.month - 1],
		    (int)civil.year);
	case KIND_MONTH:
		civil = day_civil(period_first_day(whole, KIND_MONTH));
		return arena_printf(
		    arena, "%s %d", months[civil.month - 1], (int)civil.year);
	case KIND_QUARTER:
		return arena_printf(arena, "%d/%02d Q%d", (int)(whole / 4),
		    (int)((whole / 4 + 1) % 100), (int)(whole % 4) + 1);
	case KIND_YEAR:
		return arena_printf(
		    arena, "%d/%02d", (int)whole, (int)((whole + 1) % 100));
	case KIND_QUARTER_OF_YEAR: return arena_printf(arena, "Q%d", (int)whole + 1);
	default: return length_of(arena, whole, type.kind);
	}
}
