/* header_faults: why a file has no row of headings that can be used, and what to do about it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "interp/header_parts.h"
#include "lang/intern.h"

static const char *
wanted_name(const struct column *column)
{
	return column->field->header != NULL ? column->field->header : column->name;
}

static const char *
missing_names(struct search *search, const struct candidate *row)
{
	enum { SHOWN = 5 };
	const char *words = "";
	uint32_t missing = 0;

	for (uint32_t i = 0; i < search->table->field_count; i++) {
		if (row->cell_of[i] != NO_CELL)
			continue;
		if (missing < SHOWN)
			words = arena_printf(search->arena, "%s%s'%s'", words,
			    missing > 0 ? ", " : "", wanted_name(search->table->columns[i]));
		missing++;
	}
	if (missing > SHOWN)
		words = arena_printf(search->arena, "%s and %u more", words,
		    missing - (unsigned)SHOWN);
	return words;
}

static bool
is_taken(const struct search *search, const struct candidate *row, uint32_t cell)
{
	for (uint32_t i = 0; i < search->table->field_count; i++) {
		if (row->cell_of[i] == cell)
			return true;
	}
	return false;
}

/* The line of the policy by which a field is found under another heading. */
static const char *
field_line(struct arena *arena, const struct column *column, const char *heading)
{
	const struct field *field = column->field;
	enum kind kind = column->type.kind;
	const char *type = kind_name(kind);

	if (kind == KIND_LABEL || field->rounded || field->has_blank_value)
		type = "...";
	else if (field->pattern != NULL)
		type = arena_printf(arena, "text like \"%s\"%s", field->pattern,
		    field->small_letters ? ", small letters accepted" : "");
	return arena_printf(arena, "%s is %s%s from column \"%s\"", column->name, type,
	    field->may_be_blank && strcmp(type, "...") != 0 ? ", may be blank" : "", heading);
}

/* How many words of a heading the name of a column has as well: `borrowed_on` and "Date
 * borrowed". */
static unsigned
words_shared(struct arena *arena, const char *heading, const struct column *column)
{
	const char *names = arena_printf(arena, "%s %s", column->name,
	    column->field->header != NULL ? column->field->header : "");
	unsigned shared = 0;

	for (const char *at = heading; *at != '\0';) {
		size_t length = strcspn(at, " -_"), skipped;
		const char *word = arena_printf(arena, "%.*s", (int)length, at);

		for (const char *other = names; length >= 3 && *other != '\0'; other += skipped) {
			size_t other_length = strcspn(other, " -_");

			shared += other_length == length && names_distance(word,
			    arena_copy(arena, other, other_length), 0) == 0;
			skipped = other_length + strspn(other + other_length, " -_");
		}
		at += length + strspn(at + length, " -_");
	}
	return shared;
}

/* The headings that are left over, and what to write if one of them is meant. */
static const char *
left_over(struct search *search, const struct candidate *row)
{
	enum { SHOWN = 8 };
	const struct column *missing = NULL;
	const char *words = "", *likeliest = NULL;
	uint32_t left = 0;
	unsigned best = 0;

	for (uint32_t i = 0; i < search->table->field_count && missing == NULL; i++) {
		if (row->cell_of[i] == NO_CELL)
			missing = search->table->columns[i];
	}
	for (uint32_t cell = 0; cell < row->count && missing != NULL; cell++) {
		unsigned shared;

		if (row->folded[cell][0] == '\0' || is_taken(search, row, cell))
			continue;
		shared = words_shared(search->arena, row->names[cell], missing);
		if (likeliest == NULL || shared > best) {
			likeliest = row->names[cell];
			best = shared;
		}
		if (left++ < SHOWN)
			words = arena_printf(search->arena, "%s%s'%.60s'", words,
			    left > 1 ? ", " : "", row->names[cell]);
	}
	if (likeliest == NULL)
		return "add the column: every heading there belongs to another one";
	if (left > SHOWN)
		words =
		    arena_printf(search->arena, "%s and %u more", words, left - (unsigned)SHOWN);
	return arena_printf(search->arena,
	    "headings that the policy does not use: %s; if one is meant, write: %s; if none is, "
	    "add the column", words, field_line(search->arena, missing, likeliest));
}

/* A heading of the row that no column has taken and that is spelt nearly as a missing one; NULL
 * when there is none. */
static const char *
near_miss(struct search *search, const struct candidate *row, const struct column **column)
{
	const char *nearest = NULL;
	unsigned best = 4;

	for (uint32_t i = 0; i < search->table->field_count; i++) {
		const struct column *missing = search->table->columns[i];

		for (uint32_t cell = 0; cell < row->count && row->cell_of[i] == NO_CELL; cell++) {
			unsigned limit = best - 1, distance, other;

			if (strlen(row->names[cell]) < 4 && limit > 1)
				limit = 1;
			if (row->names[cell][0] == '\0' || is_taken(search, row, cell))
				continue;
			distance = names_distance(row->names[cell], wanted_name(missing), limit);
			other = names_distance(row->names[cell], missing->name, limit);
			if (other < distance)
				distance = other;
			if (distance > limit)
				continue;
			best = distance;
			nearest = row->names[cell];
			*column = missing;
			if (best == 0)
				return nearest;
		}
	}
	return nearest;
}

/* Headings over two lines, as merged cells leave them: is every column there when two rows are read
 * as one? */
static bool
over_two_lines(struct search *search, int which, uint32_t first)
{
	const struct candidate *a = &search->rows[which][first], *b = a + 1;
	const char *above = "";
	uint32_t found = 0, fields = search->table->field_count;
	bool *seen;

	if (first + 1 >= search->row_count[which] || a->found == fields || b->found == fields)
		return false;
	seen = arena_array(search->arena, bool, fields);
	for (uint32_t cell = 0; cell < a->count || cell < b->count; cell++) {
		const char *here = cell < a->count ? a->folded[cell] : "",
		    *below = cell < b->count ? b->folded[cell] : "";
		const char *joined[4];

		if (here[0] != '\0')
			above = here;		/* a merged cell reaches to the right */
		joined[0] = arena_printf(search->arena, "%s%s", here, below);
		joined[1] = arena_printf(search->arena, "%s%s", above, below);
		joined[2] = here;
		joined[3] = below;
		for (uint32_t i = 0; i < fields; i++) {
			for (int j = 0; j < 4 && !seen[i]; j++)
				seen[i] = joined[j][0] != '\0' &&
				    header_is_heading(search, joined[j], i);
		}
	}
	for (uint32_t i = 0; i < fields; i++)
		found += seen[i];
	return found == fields;
}

bool
header_none_fits(struct search *search, const char *shown, struct fault *fault)
{
	const struct candidate *best = NULL;
	const struct column *column = NULL;
	const char *near;
	int best_of = 0;

	for (int which = 0; which < DELIMITERS; which++) {
		for (uint32_t i = 0; i < search->row_count[which]; i++) {
			const struct candidate *row = &search->rows[which][i];

			if (over_two_lines(search, which, i))
				return fault_set(fault, EXIT_DATA,
				    "%s: the headings stand in two lines, %" PRIu64 " and %" PRIu64
				    "\nput each heading into one cell of one row; in Excel, "
				    "unmerge the cells first",
				    shown, row->line, row[1].line);
			if (best == NULL || row->found > best->found) {
				best = row;
				best_of = which;
			}
		}
	}
	if (best == NULL)
		return fault_set(fault, EXIT_DATA,
		    "%s: is empty\nit should begin with a row of headings", shown);
	near = near_miss(search, best, &column);
	if (best->found == 0 && near == NULL)
		return fault_set(fault, EXIT_DATA,
		    "%s: none of the first %u rows holds a heading that the policy asks for "
		    "(%s)\nline %" PRIu64 " begins with '%.60s': check that this is the right file",
		    shown, search->row_count[best_of], missing_names(search, best), best->line,
		    best->count > 0 ? best->names[0] : "");
	if (near != NULL)
		return fault_set(fault, EXIT_DATA,
		    "%s: no column %s; the headings were looked for in line %" PRIu64 "\n"
		    "'%s' there is near to '%s': rename it, or write in the policy: %s",
		    shown, missing_names(search, best), best->line, near, wanted_name(column),
		    field_line(search->arena, column, near));
	return fault_set(fault, EXIT_DATA,
	    "%s: no column %s; the headings were looked for in line %" PRIu64 "\n"
	    "%s",
	    shown, missing_names(search, best), best->line, left_over(search, best));
}

struct read_cell {
	const char *folded;
	uint32_t cell;
};

static int
by_text(const void *left, const void *right)
{
	const struct read_cell *a = left, *b = right;
	int order = strcmp(a->folded, b->folded);

	return order != 0 ? order : (a->cell > b->cell) - (a->cell < b->cell);
}

/* The first cell behind `after` that reads so; row->count when there is none. */
static uint32_t
next_named(const struct read_cell *cells, const struct candidate *row, const char *folded,
    uint32_t after)
{
	const struct read_cell wanted = { folded, after + 1 };
	uint32_t low = 0, high = row->count;

	if (folded == NULL || folded[0] == '\0')
		return row->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (by_text(&cells[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < row->count && strcmp(cells[low].folded, folded) == 0 ? cells[low].cell :
	                                                                    row->count;
}

bool
header_nothing_twice(struct search *search, const struct candidate *row, const char *shown,
    struct fault *fault)
{
	struct read_cell *cells = arena_array(search->arena, struct read_cell, row->count);

	for (uint32_t cell = 0; cell < row->count; cell++)
		cells[cell] = (struct read_cell){ row->folded[cell], cell };
	qsort(cells, row->count, sizeof *cells, by_text);
	for (uint32_t i = 0; i < search->table->field_count; i++) {
		uint32_t first = row->cell_of[i],
			 name = next_named(cells, row, search->folded_names[i], first),
			 heading = next_named(cells, row, search->folded_headers[i], first),
			 again = heading < name ? heading : name;

		if (again < row->count)
			return fault_set(fault, EXIT_DATA,
			    "%s: line %" PRIu64 " has two headings for '%s': '%s' (column %u) and "
			    "'%s' (column %u)\nkeep one of them, or rename the other",
			    shown, row->line, search->table->columns[i]->name, row->names[first],
			    first + 1, row->names[again], again + 1);
	}
	return true;
}
