/* tables_rows: values as a policy writes them, and the rows of inputs. */
#include <string.h>

#include "tests/oracle/tables.h"

static const char *const texts[] = { "P1", "P2", "P3", "P4" };
static const char *const far_texts[] = { "P9" };
static const char *const quarters[] = { "2021/22 Q3", "2021/22 Q4", "2022/23 Q1", "2022/23 Q2" };
static const char *const months[] = { "2022-02", "2022-03", "2022-04", "2022-05" };
static const char *const years[] = { "2019/20", "2020/21", "2021/22", "2022/23" };
static const char *const numbers[] = { "0", "1", "2", "2.5", "3", "5" };
static const char *const amounts[] = { "0", "£2", "2.50", "£2.00", "3.99", "4", "5" };
static const char *const dates[] = { "2022-01-31", "2022-03-31", "2022-04-01", "2022-05-15",
	"2022-05-16", "2021-12-25" };
static const char *const yes_no[] = { "yes", "no" };
static const char *const lengths[] = { "0 days", "7 days", "10 days", "30 days" };
static const char *const shares[] = { "0%", "12.5%", "60%", "100%" };
static const char *const people[] = { "Ann O'Neil", "Elm, Oak & Ash", "\"Dr\" Low", "=Cell",
	"<b>Bold</b>", "Zoë" };

struct pool {
	const char *const *cells;
	uint32_t count;
};

#define POOL(list) ((struct pool){ (list), (uint32_t)(sizeof(list) / sizeof(list)[0]) })

static struct pool
pool_of(const struct maker *maker, const struct made *made)
{
	switch ((int)made->kind) {
	case KIND_TEXT: return POOL(texts);
	case KIND_NUMBER: return POOL(numbers);
	case KIND_MONEY: return POOL(amounts);
	case KIND_DATE: return POOL(dates);
	case KIND_QUARTER: return POOL(quarters);
	case KIND_MONTH: return POOL(months);
	case KIND_YEAR: return POOL(years);
	case KIND_YES_NO: return POOL(yes_no);
	case KIND_DAYS: return POOL(lengths);
	case KIND_PERCENT: return POOL(shares);
	default:
		return (struct pool){ maker->lists[made->labels].names,
			maker->lists[made->labels].count };
	}
}

const char *
maker_literal(struct maker *maker, enum kind kind)
{
	static const char *const of_year[] = { "Q1", "Q2", "Q3", "Q4" };
	struct made made = { .kind = kind };
	struct pool pool = kind == KIND_QUARTER_OF_YEAR ? POOL(of_year) : pool_of(maker, &made);
	const char *one = pool.cells[maker_pick(maker, pool.count)];

	if (kind == KIND_TEXT)
		return arena_printf(maker->arena, "\"%s\"", one);
	if (kind == KIND_MONEY && one[0] >= '0' && one[0] <= '9')
		return arena_printf(maker->arena, "£%s", one);
	return one;
}

static void
spoil(struct maker *maker, struct world_table *table, uint32_t row, uint32_t column)
{
	const struct made *made = &maker->things[table->things[column]];
	struct pool pool = pool_of(maker, made);
	struct world_unknown *unknown = &maker->world->unknowns[maker->world->unknown_count];

	if (maker->tidy && maker->world->unknown_count >= 4)
		return;
	table->cells[row][column] = "?!";
	if (!maker->tidy)
		return;
	maker->world->unknown_count++;
	unknown->table = (uint32_t)(table - maker->world->tables);
	unknown->row = row;
	unknown->column = column;
	for (unknown->count = 0; unknown->count < pool.count && unknown->count < 5;)
		unknown->could_be[unknown->count] = pool.cells[unknown->count], unknown->count++;
	if (made->empty)
		unknown->could_be[unknown->count++] = "";
}

static bool
same_key(const struct maker *maker, const struct world_table *table, uint32_t a, uint32_t b)
{
	for (uint32_t c = 0; c < table->columns; c++)
		if (maker->things[table->things[c]].key &&
		    strcmp(table->cells[a][c], table->cells[b][c]) != 0)
			return false;
	return true;
}

static void
one_row(struct maker *maker, struct world_table *table, uint32_t row)
{
	for (uint32_t c = 0; c < table->columns; c++) {
		const struct made *made = &maker->things[table->things[c]];
		struct pool pool = pool_of(maker, made);
		const char *name = table->headers[c];

		table->cells[row][c] = pool.cells[maker_pick(maker, pool.count)];
		if (made->kind == KIND_TEXT && strstr(name, "_ref") != NULL)
			table->cells[row][c] =
			    arena_printf(maker->arena, "R%u", (unsigned)maker_pick(maker, 20));
		else if (strcmp(name, "person") == 0)
			table->cells[row][c] = people[maker_pick(maker, 6)];
		else if (strcmp(name, "practice") == 0 && maker_chance(maker, 6) && !maker->tidy)
			table->cells[row][c] = far_texts[0];
	}
}

static bool
is_day_of_its_table(const char *name)
{
	return strcmp(name, "sent_on") == 0 || strcmp(name, "replied_on") == 0 ||
	    strcmp(name, "seen_on") == 0;
}

void
maker_rows(struct maker *maker, struct world_table *table)
{
	bool small = strcmp(table->name, "practice") == 0 || strcmp(table->name, "term") == 0;
	uint32_t wanted = small ?
	    1 + maker_pick(maker, 4) :
	    maker_pick(maker, maker->tidy ? 8 : 14) + (maker->lettered ? 2 : 0);

	for (uint32_t n = 0; n < wanted; n++) {
		bool repeats = false;

		one_row(maker, table, table->rows);
		for (uint32_t r = 0; r < table->rows; r++)
			repeats = repeats || same_key(maker, table, r, table->rows);
		if (!repeats || (!maker->tidy && maker_chance(maker, 6)))
			table->rows++;
	}
	/* A reference points to a row where all is tidy. */
	for (uint32_t r = 0; maker->tidy && r < table->rows; r++)
		for (uint32_t c = 0; c < table->columns; c++) {
			int refers = maker->things[table->things[c]].refers;
			const struct world_table *target =
			    refers < 0 ? NULL : &maker->world->tables[refers];
			bool there = target == NULL;

			for (uint32_t t = 0; target != NULL && t < target->rows; t++)
				there = there ||
				    strcmp(target->cells[t][0], table->cells[r][c]) == 0;
			if (!there)
				table->cells[r][c] =
				    target->cells[maker_pick(maker, target->rows)][0];
		}
	for (uint32_t r = 0; maker->tidy && r < table->rows; r++)
		for (uint32_t other = 0; other < r; other++)
			if (same_key(maker, table, r, other)) {
				table->rows--;
				memcpy(table->cells[r], table->cells[table->rows],
				    sizeof table->cells[r]);
				r--;
				break;
			}
	for (uint32_t r = 0; r < table->rows; r++)
		for (uint32_t c = 0; c < table->columns; c++) {
			const struct made *made = &maker->things[table->things[c]];
			bool text = made->kind == KIND_TEXT;

			if (made->empty && maker_chance(maker, maker->blanks))
				table->cells[r][c] = "";
			else if (maker_chance(maker, maker->bads) && !text &&
			    !(made->key && maker->tidy) &&
			    !(maker->tidy && made->kind == KIND_DATE &&
				is_day_of_its_table(made->name) && maker_chance(maker, 50)))
				spoil(maker, table, r, c);
			else if (maker_chance(maker, 1) && !maker->tidy)
				table->cells[r][c] = "";
		}
}
