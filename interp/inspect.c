#include "interp/inspect.h"

#include <inttypes.h>
#include <string.h>

#include "interp/field.h"
#include "interp/grid.h"
#include "interp/grid_display.h"
#include "interp/header.h"
#include "interp/platform.h"

static const char *
order_of(unsigned style)
{
	if ((style & STYLE_ISO) != 0)
		return (style & STYLE_WORDED) != 0 ? "year first, or month in words" : "year first";
	if ((style & (STYLE_DAY_FIRST | STYLE_SLASHED)) != 0)
		return (style & STYLE_WORDED) != 0 ? "day first, or month in words" : "day first";
	if ((style & STYLE_WORDED) != 0)
		return "month in words";
	if ((style & STYLE_MONTH_FIRST) != 0)
		return "month first: refused";
	if ((style & STYLE_SIGN) != 0)
		return "with %";
	if ((style & STYLE_NO_SIGN) != 0)
		return "no % anywhere: 60 is 60%";
	return "";
}

const char *
inspect_style(struct arena *arena, unsigned style)
{
	const char *order = order_of(style);

	return (style & STYLE_SHORT_YEAR) == 0 ? order :
	    arena_printf(arena, "%s; years 00-%02d are 2000-20%02d", order, DATE_PIVOT - 1,
	        DATE_PIVOT - 1);
}

static void
set(struct grid_cell *cell, const char *text)
{
	cell->plain = cell->reader = text;
}

static void
set_count(struct arena *arena, struct grid_cell *cell, uint64_t count)
{
	set(cell, arena_printf(arena, "%" PRIu64, count));
}

struct grid *
inspect_grid(struct arena *arena, const struct csvin_facts *facts)
{
	static const struct grid_column columns[] = { { "heading", "Heading", KIND_TEXT },
		{ "field", "Field", KIND_TEXT }, { "kind", "Kind", KIND_TEXT },
		{ "style", "Written", KIND_TEXT }, { "filled", "Filled", KIND_NUMBER },
		{ "blank", "Blank", KIND_NUMBER }, { "refused", "Refused", KIND_NUMBER } };
	enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };
	struct grid *grid = grid_make(arena, "columns", "Columns", COLUMNS);

	memcpy(grid->columns, columns, sizeof(columns));
	for (uint32_t i = 0; i < facts->column_count; i++) {
		const struct csvin_column *column = &facts->columns[i];
		struct grid_cell *row;

		if (column->column == NULL)
			continue;
		row = grid_add_row(grid);
		set(&row[0], column->header);
		set(&row[1], column->column->name);
		set(&row[2], kind_name(column->column->type.kind));
		set(&row[3],
		    column->refused ? "whole column refused" :
		    inspect_style(arena, column->style));
		set_count(arena, &row[4], column->given);
		set_count(arena, &row[5], column->blank);
		set_count(arena, &row[6], column->bad);
	}
	return grid;
}

/* What comes from outside, without what would drive a terminal. */
static void
say(struct buffer *out, const char *text)
{
	display_add(out, text, strlen(text));
}

static void
say_facts(struct buffer *out, const struct inspect_request *request,
    const struct csvin_facts *facts, const struct csvin_counts *counts, const char *digest)
{
	const char *between = "\n  not asked for by the policy: '";

	buffer_printf(out, "%s, from ", request->table->name);
	say(out, request->path);
	buffer_char(out, '\n');
	buffer_printf(out, "  %" PRIu64 " bytes, SHA-256 %s\n", counts->bytes, digest);
	buffer_printf(out, "  %s, cells parted by %s, lines ended by %s\n", facts->encoding,
	    delimiter_name(facts->delimiter), facts->crlf ? "CR LF" : "LF");
	buffer_printf(out, "  headings in line %" PRIu64, facts->header_line);
	if (facts->skipped_rows > 0)
		buffer_printf(out, ", %" PRIu32 " row%s above left out", facts->skipped_rows,
		    facts->skipped_rows == 1 ? "" : "s");
	for (uint32_t i = 0; i < facts->column_count; i++) {
		if (facts->columns[i].column != NULL || facts->columns[i].header[0] == '\0')
			continue;
		buffer_text(out, between);
		say(out, facts->columns[i].header);
		buffer_char(out, '\'');
		between = ", '";
	}
	buffer_printf(out,
	    "\n  %" PRIu64 " row%s read = %" PRIu64 " used + %" PRIu64 " refused + %" PRIu64
	    " repeated + %" PRIu64 " dated later\n\n",
	    counts->read, counts->read == 1 ? "" : "s", counts->used, counts->refused,
	    counts->repeated, counts->dated_later);
}

/* A cell in a message: its start. */
static void
say_cell(struct buffer *out, const char *text, size_t length)
{
	enum { SHOWN = 60 };
	size_t shown = length > SHOWN ? SHOWN : length;

	while (shown < length && shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80)
		shown--;
	buffer_char(out, '\'');
	display_add(out, text, shown);
	buffer_text(out, shown < length ? "...'" : "'");
}

static void
say_problems(struct buffer *out, const struct problems *problems)
{
	uint64_t all = problems->cells_refused + problems->rows_refused + problems->rows_repeated +
	    problems->columns_refused + problems->letters_held + problems->notes;

	for (size_t i = 0; i < problems->kept_count; i++) {
		const struct problem *problem = &problems->kept[i];

		say(out, problem->file);
		if (problem->line > 0)
			buffer_printf(out, ":%" PRIu64, problem->line);
		buffer_printf(out, ": %s: ", problem_effect_name(problem->effect));
		if (problem->column != NULL) {
			buffer_char(out, '\'');
			say(out, problem->column);
			buffer_text(out, "': ");
		}
		if (problem->text_length > 0) {
			say_cell(out, problem->text, problem->text_length);
			buffer_text(out, ": ");
		}
		say(out, problem->cause);
		buffer_printf(out, " [%s]\n", problem->slug);
		if (problem->fix != NULL) {
			buffer_text(out, "    ");
			say(out, problem->fix);
			buffer_char(out, '\n');
		}
	}
	if (all > problems->kept_count)
		buffer_printf(out,
		    "and %" PRIu64 " more; 'writ run' writes them all to problems.csv\n",
		    all - problems->kept_count);
	if (all > 0)
		buffer_char(out, '\n');
}

static bool
read_all(struct csvin *in, struct vec *const *fields, struct arena *arena, struct fault *fault)
{
	uint64_t *lines = arena_array(arena, uint64_t, BATCH_ROWS);
	uint32_t rows;

	for (;;) {
		if (platform_interrupted())
			return fault_set(fault, EXIT_USAGE, "stopped");
		switch (csvin_next(in, fields, lines, &rows, fault)) {
		case CSVIN_ROWS:
		case CSVIN_AGAIN:
			break;
		case CSVIN_END:
			return true;
		case CSVIN_FAULT:
			return false;
		}
	}
}

bool
inspect_table(struct buffer *out, struct arena *arena, const struct inspect_request *request,
    struct fault *fault)
{
	uint32_t count = request->table->field_count;
	bool *wanted = arena_array(arena, bool, count), done;
	struct vec **fields = arena_array(arena, struct vec *,
	    count); /* none: only the counts are of interest */
	struct problems problems;
	struct csvin_options options = {
		.table = request->table, .path = request->path, .shown = request->path,
		.wanted = wanted, .run_date = request->run_date, .encoding = request->encoding,
		.check_keys = request->check_keys, .problems = &problems, .arena = arena
	};
	struct csvin *in;

	for (uint32_t i = 0; i < count; i++)
		wanted[i] = true;
	problems_init(&problems, arena, (struct problem_sink){ NULL, NULL, NULL });
	in = csvin_open(&options, fault);
	if (in == NULL)
		return false;
	done = read_all(in, fields, arena, fault);
	if (done) {
		say_facts(out, request, csvin_facts(in), csvin_counts(in), csvin_digest(in));
		grid_text(out, inspect_grid(arena, csvin_facts(in)), request->width,
		    request->colour);
		buffer_char(out, '\n');
		say_problems(out, &problems);
	}
	csvin_close(in);
	return done;
}

bool
inspect_files(struct session *session, struct buffer *out, struct fault *fault)
{
	for (uint32_t i = 0; i < session->program->table_count; i++) {
		const struct table *table = session->program->tables[i];
		struct inspect_request request = {
			.table = table, .path = session->paths[table->index],
			.encoding = session->options->encoding, .run_date = session->knobs.run_date,
			.check_keys = !session->options->no_key_check,
			.width = platform_terminal_width(), .colour = session->options->colour
		};

		if (table->of == NULL && request.path != NULL &&
		    !inspect_table(out, session->arena, &request, fault))
			return false;
	}
	return true;
}
