/* generate_rows: cells near what a policy compares with, blanks, bad cells, and rows that are
 * broken or come twice. */
#include <string.h>

#include "interp/buffer.h"
#include "tests/oracle/generate_parts.h"

const char *
cell_of_kind(struct gen *gen, const struct thing *field)
{
	static const char *const numbers[] = { "0", "1", "2", "2.5", "3", "9.999999999", "10",
		"10.000000001", "11", "40", "-3", "0.5", "1000000", "9000000000", "-9000000000",
		"33", "0.000000001" };
	static const char *const rounded[] = { "0", "2.25", "2.2500000000001", "-2.25", "9.95",
		"10.04", "3", "40.05" };
	static const char *const percents[] = { "0%", "39.999%", "40%", "40.000000001%", "60%",
		"59.9%", "100%", "33.3%", "150%" };
	static const char *const amounts[] = { "0.00",
		"\xC2\xA3"
		"0.01",
		"\xC2\xA3"
		"100",
		"99.99", "100.01",
		"\xC2\xA3"
		"1,234.50",
		"5.00", "-5.00", "90000000000000000.00" };
	static const char *const pennies[] = { "0.005", "0.015", "100.004", "99.995", "1.00" };
	static const char *const dates[] = { "2022-03-31", "2022-04-01", "2022-05-30", "2022-05-31",
		"2022-06-01", "2022-02-28", "2024-02-29", "2022-06-02", "2022-04-14", "2022-04-19",
		"2022-12-31", "2023-01-31", "2021-11-30", "2022-01-31", "2028-12-20", "2019-07-01",
		"2022-05-03", "2022-04-30" };
	static const char *const months[] = { "2022-02", "2022-03", "2022-04", "2022-05", "2021-12",
		"2022-12" };
	static const char *const quarters[] = { "2021/22 Q3", "2021/22 Q4", "2022/23 Q1",
		"2022/23 Q2", "2022/23 Q4" };
	static const char *const years[] = { "2020/21", "2021/22", "2022/23", "2023/24" };
	static const char *const texts[] = { "A12", "B34", "Z99", "A1", "AB", "C77" };
	static const char *const coded[] = { "A12", "B34", "Z99", "C77" };
	static const char *const small[] = { "a12", "B34", "z99", "C77" };
	static const char *const answers[] = { "yes", "no", "Y", "n", "TRUE", "0", "1", "No" };
	static const char *const days[] = { "0 days", "1 day", "28 days", "39 days", "40 days",
		"41 days", "42 days" };
	static const char *const working[] = { "0 working days", "1 working day", "5 working days",
		"40 working days" };
	static const char *const weeks[] = { "2 weeks", "4 weeks", "5 weeks", "6 weeks", "1 week" };
	static const char *const few[] = { "1 month", "2 months", "3 months", "12 months",
		"0 months" };

	switch ((int)field->kind) {
	case KIND_NUMBER: return field->rounded ? PICK(gen, rounded) : PICK(gen, numbers);
	case KIND_PERCENT: return PICK(gen, percents);
	case KIND_MONEY: return field->rounded ? PICK(gen, pennies) : PICK(gen, amounts);
	case KIND_DATE: return PICK(gen, dates);
	case KIND_MONTH: return PICK(gen, months);
	case KIND_QUARTER: return PICK(gen, quarters);
	case KIND_YEAR: return PICK(gen, years);
	case KIND_YES_NO: return PICK(gen, answers);
	case KIND_DAYS: return PICK(gen, days);
	case KIND_WORKING_DAYS: return PICK(gen, working);
	case KIND_WEEKS: return PICK(gen, weeks);
	case KIND_MONTHS: return PICK(gen, few);
	case KIND_LABEL:
		return gen->sets[field->labels].names[pick(gen, gen->sets[field->labels].count)];
	default:
		return field->small_letters  ? PICK(gen, small)
		    : field->pattern != NULL ? PICK(gen, coded)
					     : PICK(gen, texts);
	}
}

/* What a column of the kind cannot read, and that says nothing about the style of the column; NULL
 * when everything goes. */
const char *
bad_cell(struct gen *gen, const struct thing *field)
{
	static const char *const numbers[] = { "abc", "12.5.1", "0.12345678901", "99999999999" };
	static const char *const dates[] = { "2022-02-30", "soon", "2023-02-29", "2022-13-01" };

	switch ((int)field->kind) {
	case KIND_NUMBER: return field->rounded ? "abc" : PICK(gen, numbers);
	case KIND_MONEY: return field->rounded ? "ten" : chance(gen, 50) ? "12.345" : "ten";
	case KIND_PERCENT: return "half";
	case KIND_DATE: return PICK(gen, dates);
	case KIND_MONTH: return chance(gen, 50) ? "2022-13" : "later";
	case KIND_QUARTER: return chance(gen, 50) ? "2022/24 Q1" : "2022/23 Q5";
	case KIND_YEAR: return "2022/25";
	case KIND_YES_NO: return "maybe";
	case KIND_LABEL: return "Purple";
	case KIND_TEXT: return field->pattern != NULL ? "QQQ7" : NULL;
	default: return "a while";
	}
}

static const char *
bare(struct gen *gen, const char *label)
{
	if (label[0] != '"')
		return label;
	return arena_copy(gen->arena, label + 1, strlen(label) - 2);
}

/* What nobody can see, before and behind a cell: it changes nothing. */
static const char *
with_unseen(struct gen *gen, const char *text)
{
	static const char *const before[] = { "\xE3\x80\x80", "\xC2\xA0 ", "\xE2\x80\x8B", "" },
				 *const after[] = { "\xE2\x80\x83", "\xC2\xAD", "\xC2\xA0",
					 "\xE2\x80\x8B\xE3\x80\x80" };

	if (!chance(gen, 4))
		return text;
	return arena_printf(gen->arena, "%s%s%s", PICK(gen, before), text, PICK(gen, after));
}

/* An ideographic space is as blank as nothing at all. */
static const char unseen_blank[] = "\xE3\x80\x80";

static const char *
cell(struct gen *gen, const struct thing *field, uint32_t row)
{
	const char *bad = bad_cell(gen, field);

	if (field->key && field->kind == KIND_TEXT)
		return with_unseen(gen, arena_printf(gen->arena, "K%05u", (unsigned)row));
	if (!field->key && chance(gen, gen->blanks))
		return chance(gen, 10) ? unseen_blank : "";
	if (!field->key && chance(gen, gen->bads) && bad != NULL)
		return bad;
	return with_unseen(gen, bare(gen, cell_of_kind(gen, field)));
}

static const char *
line_of(struct gen *gen, const char *const *cells, uint32_t count)
{
	struct buffer out = BUFFER_INIT;
	const char *made;

	for (uint32_t i = 0; i < count; i++) {
		bool quoted = strchr(cells[i], ',') != NULL;

		buffer_printf(&out, "%s%s%s%s", i > 0 ? "," : "", quoted ? "\"" : "", cells[i],
		    quoted ? "\"" : "");
	}
	made = arena_copy(gen->arena, out.at, out.length);
	buffer_release(&out);
	return made;
}

/* The same row with one date, number or period another one. */
static bool
change_one(struct gen *gen, const struct thing *const *fields, const char **cells, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		const struct thing *field = fields[i];
		const char *other = field->kind == KIND_DATE ? "2022-04-22"
		    : field->kind == KIND_NUMBER             ? "123"
		    : field->kind == KIND_MONTH              ? "2022-10"
		    : field->kind == KIND_LABEL ? bare(gen, gen->sets[field->labels].names[0])
						: NULL;

		if (field->key || other == NULL || strcmp(cells[i], other) == 0 ||
		    cells[i][0] == '\0' || strcmp(cells[i], unseen_blank) == 0 ||
		    (gen->dated_by != NULL && strcmp(gen->dated_by, field->name) == 0) ||
		    chance(gen, 40))
			continue;
		if (strcmp(cells[i], "Purple") == 0 || strcmp(cells[i], "soon") == 0)
			continue;
		cells[i] = other;
		return true;
	}
	return false;
}

void
generate_rows(struct gen *gen, struct generated *out, uint32_t rows)
{
	const struct thing *fields[THINGS_MAX];
	const char *cells[THINGS_MAX] = { NULL };
	uint32_t count = 0, room;

	for (uint32_t i = 0; i < gen->thing_count; i++)
		if (gen->things[i].field)
			fields[count++] = &gen->things[i];
	if (rows == 0)
		rows = 5 + pick(gen, 60);
	room = rows * 3 + 2;
	out->lines = arena_array(gen->arena, const char *, room);
	for (uint32_t i = 0; i < count; i++)
		cells[i] = fields[i]->header != NULL ? fields[i]->header : fields[i]->name;
	out->lines[out->line_count++] = line_of(gen, cells, count);
	for (uint32_t r = 1; r <= rows; r++) {
		bool odd = count > 2 && chance(gen, 4);

		for (uint32_t i = 0; i < count; i++)
			cells[i] = cell(gen, fields[i], r);
		if (odd && chance(gen, 30))
			cells[0] = "";
		out->lines[out->line_count++] =
		    line_of(gen, cells, odd && chance(gen, 30) ? count - 1 : count);
		if (chance(gen, 3))
			out->lines[out->line_count++] = line_of(gen, cells, count);
		if (chance(gen, 3) && change_one(gen, fields, cells, count))
			out->lines[out->line_count++] = line_of(gen, cells, count);
	}
}

char *
generate_csv(
    struct arena *arena, const struct generated *generated, const uint32_t *order, uint32_t count)
{
	struct buffer out = BUFFER_INIT;
	char *made;

	buffer_printf(&out, "%s\n", generated->lines[0]);
	for (uint32_t i = 1; order == NULL && i < generated->line_count; i++)
		buffer_printf(&out, "%s\n", generated->lines[i]);
	for (uint32_t i = 0; order != NULL && i < count; i++)
		buffer_printf(&out, "%s\n", generated->lines[order[i]]);
	made = arena_copy(arena, out.at, out.length);
	buffer_release(&out);
	return made;
}
