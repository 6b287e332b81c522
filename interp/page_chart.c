/*
 * A bar chart of a report by month, quarter or year: stacked by the labels of one column where the
 * report counts them, else plain bars. The figures are read off the finished grid, so chart and
 * table cannot disagree. All sizes are whole numbers in units of the view box.
 *
 * Parts are told apart by pattern and by their order, which is that of the legend, never by colour
 * alone.
 */
#include <string.h>

#include "interp/page_parts.h"

enum {
	WIDTH = 720, LEFT = 46, RIGHT = 8, TOP = 14, PLOT = 220, BOTTOM = 46,
	LABELS_AT_MOST = 12,		/* periods named on the axis */
	IN_WORDS_AT_MOST = 6,		/* and up to so many in words: "March 2022" */
	BAR_WIDEST = 64,
	NUMBER_HEIGHT = 15		/* a part lower than this carries no figure of its own */
};

struct part {
	const char *name;
	uint32_t column;		/* of the grid; UINT32_MAX: what is left of `whole` */
};

struct chart {
	const struct grid *grid;
	const char *id;
	struct part parts[PAGE_CHART_PARTS_MAX + 1];
	uint32_t part_count;
	uint32_t whole;			/* grid column of the plain count, or UINT32_MAX */
	uint32_t first, bars;		/* rows of the grid that have a bar */
	uint32_t rows;
	uint64_t highest;
};

/* Fill of each pattern: ground, and what is drawn on it, in a tile of 8 by 8. */
static const struct { const char *ground, *mark; bool dark;
} patterns[PAGE_CHART_PARTS_MAX + 1] = { { "#0b3d6b", "", true },
	{ "#bcd8f0",
	    "<path d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\" stroke=\"#0b3d6b\" stroke-width=\"1.6\"/>",
	    false },
	{ "#5a2a7a",
	    "<circle cx=\"2\" cy=\"2\" r=\"1.3\" fill=\"#fff\"/><circle cx=\"6\" cy=\"6\" "
	    "r=\"1.3\" fill=\"#fff\"/>",
	    true },
	{ "#ffe2a8", "<path d=\"M0 2h8M0 6h8\" stroke=\"#7a4b00\" stroke-width=\"1.4\"/>", false },
	{ "#00594f", "<path d=\"M2 0v8M6 0v8\" stroke=\"#fff\" stroke-width=\"1\"/>", true },
	{ "#f6c9c0", "<path d=\"M0 0l8 8M8 0l-8 8\" stroke=\"#7a1f00\" stroke-width=\"1.2\"/>",
	    false },
	{ "#444b52", "<path d=\"M0 4h8M4 0v8\" stroke=\"#fff\" stroke-width=\"1\"/>", true },
	{ "#dfe5ea", "<circle cx=\"4\" cy=\"4\" r=\"1.6\" fill=\"#16202b\"/>", false },
	{ "#fff", "", false } };

static uint32_t
grid_column_of(const struct grid *grid, const char *name)
{
	for (uint32_t i = 0; i < grid->column_count; i++)
		if (strcmp(grid->columns[i].name, name) == 0)
			return i;
	return UINT32_MAX;
}

static uint64_t
figure_at(const struct grid *grid, uint32_t row, uint32_t column)
{
	uint64_t figure = 0;

	for (const char *at = grid->cells[(size_t)row * grid->column_count + column].plain;
	     *at >= '0' && *at <= '9'; at++)
		figure = figure * 10 + (uint64_t)(*at - '0');
	return figure;
}

static bool
is_plain_count(const struct report_column *column)
{
	return column->body == REPORT_AGGREGATE && column->aggregate == AGGREGATE_COUNT &&
	    column->what == NULL;
}

static bool
is_of_labels(const struct expr *where)
{
	return where->kind == EXPR_LABELS_IN && where->a->kind == EXPR_COLUMN &&
	    where->a->column->type.kind == KIND_LABEL;
}

/* The column whose label this one counts, or NULL; `labels` are those it counts. `rated and status
 * is Green` counts some of the rows that are Green: no row is in two such counts either, and those
 * left over are in none. */
static const struct column *
counted_label(const struct report_column *column, uint64_t *labels)
{
	const struct expr *where = column->where;

	if (!is_plain_count(column) || where == NULL)
		return NULL;
	for (uint32_t i = 0; where->kind == EXPR_ALL && i < where->part_count; i++)
		if (is_of_labels(where->parts[i])) {
			where = where->parts[i];
			break;
		}
	if (!is_of_labels(where))
		return NULL;
	*labels = where->labels;
	return where->a->column;
}

static bool
is_charted(const struct report *report, const struct grid *grid)
{
	uint32_t bars = grid->row_count - (grid->has_total ? 1 : 0);

	return report->shape == REPORT_GROUPS && report->key_count == 1 &&
	    kind_is_period(report->keys[0].value->type.kind) && bars > 0 &&
	    bars <= PAGE_CHART_BARS_MAX;
}

/* Counts of labels of one column, none counted twice. */
static void
find_parts(struct chart *chart, const struct report *report)
{
	const struct column *by = NULL;
	uint64_t seen = 0, labels;

	chart->whole = UINT32_MAX;
	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *column = &report->columns[i];
		const struct column *counted = counted_label(column, &labels);

		if (is_plain_count(column) && column->where == NULL && chart->whole == UINT32_MAX)
			chart->whole = grid_column_of(chart->grid, column->name);
		if (counted == NULL || (by != NULL && counted != by) || (seen & labels) != 0 ||
		    chart->part_count == PAGE_CHART_PARTS_MAX)
			continue;
		by = counted;
		seen |= labels;
		chart->parts[chart->part_count++] =
		    (struct part){ column->heading, grid_column_of(chart->grid, column->name) };
	}
	if (chart->part_count >= 2)
		return;
	chart->part_count = 0;
	for (uint32_t i = 0; i < report->column_count && chart->part_count == 0; i++)
		if (is_plain_count(&report->columns[i])) {
			chart->parts[chart->part_count++] =
			    (struct part){ report->columns[i].heading,
				    grid_column_of(chart->grid, report->columns[i].name) };
			chart->whole = UINT32_MAX;
		}
}

static uint64_t
part_at(const struct chart *chart, uint32_t bar, uint32_t part)
{
	uint64_t rest;

	if (chart->parts[part].column != UINT32_MAX)
		return figure_at(chart->grid, chart->first + bar, chart->parts[part].column);
	rest = figure_at(chart->grid, chart->first + bar, chart->whole);
	for (uint32_t i = 0; i < part; i++) {
		uint64_t figure = part_at(chart, bar, i);

		rest -= figure < rest ? figure : rest;
	}
	return rest;
}

static uint64_t
bar_sum(const struct chart *chart, uint32_t bar)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < chart->part_count; i++)
		sum += part_at(chart, bar, i);
	return sum;
}

/* Rows in none of the parts (their label cannot be decided, or is not among those counted) are a
 * part of their own, if there are any. */
static void
add_rest(struct chart *chart)
{
	uint64_t rest = 0;

	if (chart->whole == UINT32_MAX || chart->part_count < 2)
		return;
	chart->parts[chart->part_count] =
	    (struct part){ "in none of these, or cannot be decided", UINT32_MAX };
	for (uint32_t bar = 0; bar < chart->bars; bar++)
		rest += part_at(chart, bar, chart->part_count);
	if (rest > 0)
		chart->part_count++;
}

/* Periods at either end in which nothing is counted would only push the bars together: they are in
 * the table, and the caption says so. */
static void
leave_ends_out(struct chart *chart)
{
	while (chart->bars > 1 && bar_sum(chart, chart->bars - 1) == 0)
		chart->bars--;
	while (chart->bars > 1 && bar_sum(chart, 0) == 0) {
		chart->first++;
		chart->bars--;
	}
}

static const struct grid_cell *
period_at(const struct chart *chart, uint32_t bar)
{
	return &chart->grid->cells[(size_t)(chart->first + bar) * chart->grid->column_count];
}

/* The step of the axis: 1, 2 or 5 times a power of ten, so that there are at most five. */
static uint64_t
axis_step(uint64_t highest)
{
	static const uint64_t factors[] = { 1, 2, 5 };

	for (uint64_t power = 1; power <= UINT64_MAX / 100; power *= 10)
		for (uint32_t i = 0; i < 3; i++)
			if (highest <= factors[i] * power * 5)
				return factors[i] * power;
	return highest;
}

static int
height_of(const struct chart *chart, uint64_t figure)
{
	__extension__ typedef unsigned __int128 wide;

	return (int)((wide)figure * PLOT / chart->highest);
}

static void
put_patterns(struct buffer *out, const struct chart *chart)
{
	buffer_text(out, "<defs>");
	for (uint32_t i = 0; i < chart->part_count; i++)
		buffer_printf(out,
		    "<pattern id=\"%s-%u\" width=\"8\" height=\"8\" "
		    "patternUnits=\"userSpaceOnUse\">"
		    "<rect width=\"8\" height=\"8\" fill=\"%s\"/>%s</pattern>",
		    chart->id, i, patterns[i].ground, patterns[i].mark);
	buffer_text(out, "</defs>\n");
}

static void
put_axis(struct buffer *out, const struct chart *chart, uint64_t step)
{
	for (uint64_t figure = 0; figure <= chart->highest; figure += step) {
		int y = TOP + PLOT - height_of(chart, figure);

		buffer_printf(out, "<path d=\"M%d %dH%d\" stroke=\"%s\"/>", LEFT, y, WIDTH - RIGHT,
		    figure == 0 ? "#16202b" : "#c3ccd4");
		buffer_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", LEFT - 8, y + 5);
		page_count(out, figure);
		buffer_text(out, "</text>\n");
	}
}

static void
put_number(struct buffer *out, int x, int y, uint64_t figure, bool dark)
{
	buffer_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" class=\"%s\">", x, y,
	    dark ? "on" : "by");
	page_count(out, figure);
	buffer_text(out, "</text>");
}

static void
put_bar(struct buffer *out, const struct chart *chart, uint32_t bar, int x, int width)
{
	uint64_t below = 0;
	bool numbers = width >= 26 && chart->part_count > 1;

	for (uint32_t i = 0; i < chart->part_count; i++) {
		uint64_t figure = part_at(chart, bar, i);
		int low = height_of(chart, below), high = height_of(chart, below + figure);
		int y = TOP + PLOT - high;

		below += figure;
		if (figure == 0)
			continue;
		buffer_printf(out,
		    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"url(#%s-%u)\" "
		    "stroke=\"#16202b\"/>",
		    x, y, width, high - low, chart->id, i);
		if (numbers && high - low >= NUMBER_HEIGHT) {
			buffer_printf(out,
			    "<rect x=\"%d\" y=\"%d\" width=\"24\" height=\"14\" rx=\"3\" "
			    "fill=\"%s\"/>",
			    x + width / 2 - 12, y + (high - low) / 2 - 7,
			    patterns[i].dark ? patterns[i].ground : "#fff");
			put_number(out, x + width / 2, y + (high - low) / 2 + 5, figure,
			    patterns[i].dark);
		}
	}
	if (width >= 16)
		put_number(out, x + width / 2, TOP + PLOT - height_of(chart, below) - 4, below,
		    false);
	buffer_char(out, '\n');
}

static void
put_bars(struct buffer *out, const struct chart *chart)
{
	int room = (WIDTH - LEFT - RIGHT) / (int)chart->bars, width = room * 7 / 10;
	uint32_t every = (chart->bars + LABELS_AT_MOST - 1) / LABELS_AT_MOST;

	if (width > BAR_WIDEST)
		width = BAR_WIDEST;
	for (uint32_t bar = 0; bar < chart->bars; bar++) {
		int middle = LEFT + room * (int)bar + room / 2;
		const struct grid_cell *period = period_at(chart, bar);

		put_bar(out, chart, bar, middle - width / 2, width);
		if (bar % every != 0)
			continue;
		buffer_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">", middle,
		    TOP + PLOT + 19);
		page_text(out, chart->bars <= IN_WORDS_AT_MOST ? period->reader : period->plain);
		buffer_text(out, "</text>\n");
	}
}

/* The text alternative: period by period, in words. */
static void
put_description(struct buffer *out, const struct chart *chart)
{
	for (uint32_t bar = 0; bar < chart->bars; bar++) {
		bool first = true;

		page_text(out, period_at(chart, bar)->reader);
		buffer_text(out, ": ");
		page_count(out, bar_sum(chart, bar));
		for (uint32_t i = 0; chart->part_count > 1 && i < chart->part_count; i++) {
			uint64_t figure = part_at(chart, bar, i);

			if (figure == 0)
				continue;
			buffer_text(out, first ? " (" : ", ");
			page_text(out, chart->parts[i].name);
			buffer_char(out, ' ');
			page_count(out, figure);
			first = false;
		}
		buffer_text(out, first ? ". " : "). ");
	}
}

static void
put_legend(struct buffer *out, const struct chart *chart)
{
	if (chart->part_count < 2)
		return;
	buffer_text(out, "<ul class=\"legend\" aria-hidden=\"true\">\n");
	for (uint32_t i = 0; i < chart->part_count; i++) {
		buffer_printf(out,
		    "<li><svg viewBox=\"0 0 26 16\"><rect x=\".5\" y=\".5\" width=\"25\" "
		    "height=\"15\" "
		    "fill=\"url(#%s-%u)\" stroke=\"#16202b\"/></svg>",
		    chart->id, i);
		page_text(out, chart->parts[i].name);
		buffer_text(out, "</li>\n");
	}
	buffer_text(out, "</ul>\n");
}

/* "1 month", "3 quarters" */
static void
put_periods(struct buffer *out, const struct chart *chart, uint32_t count)
{
	enum kind kind = chart->grid->columns[0].kind;

	if (kind == KIND_MONTH)
		page_rows(out, count, "month", "months");
	else if (kind == KIND_QUARTER)
		page_rows(out, count, "quarter", "quarters");
	else
		page_rows(out, count, "year", "years");
}

static void
put_left_out(struct buffer *out, const struct chart *chart)
{
	uint32_t after = chart->rows - chart->first - chart->bars;

	if (chart->first + after == 0)
		return;
	buffer_text(out, " Nothing is counted in ");
	if (chart->first > 0) {
		put_periods(out, chart, chart->first);
		buffer_text(out, " before ");
		page_text(out, period_at(chart, 0)->reader);
	}
	if (after > 0) {
		buffer_text(out, chart->first > 0 ? " and in " : "");
		put_periods(out, chart, after);
		buffer_text(out, " after ");
		page_text(out, period_at(chart, chart->bars - 1)->reader);
	}
	buffer_text(out, ": only the table shows those.");
}

bool
page_chart(struct buffer *out, const struct summary_report *report)
{
	struct chart chart = { .grid = report->grid, .id = report->grid->name };
	uint64_t step;

	if (!is_charted(report->report, report->grid))
		return false;
	chart.rows = chart.bars = report->grid->row_count - (report->grid->has_total ? 1 : 0);
	find_parts(&chart, report->report);
	if (chart.part_count == 0)
		return false;
	add_rest(&chart);
	leave_ends_out(&chart);
	for (uint32_t bar = 0; bar < chart.bars; bar++)
		if (bar_sum(&chart, bar) > chart.highest)
			chart.highest = bar_sum(&chart, bar);
	if (chart.highest == 0)
		return false;
	step = axis_step(chart.highest);
	chart.highest = (chart.highest + step - 1) / step * step;
	buffer_text(out, "<figure>\n");
	put_legend(out, &chart);
	buffer_printf(out,
	    "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-title %s-text\" "
	    "font-family=\"system-ui,Segoe UI,Arial,sans-serif\" font-size=\"13\" "
	    "fill=\"#16202b\">\n",
	    WIDTH, TOP + PLOT + BOTTOM - 18, chart.id, chart.id);
	buffer_printf(out, "<title id=\"%s-title\">", chart.id);
	page_text(out, report->grid->title);
	buffer_printf(out, ": bar chart</title>\n<desc id=\"%s-text\">", chart.id);
	put_description(out, &chart);
	buffer_text(out,
	    "</desc>\n<style>.on{fill:#fff;font-weight:700}.by{font-weight:700}</style>\n");
	put_patterns(out, &chart);
	put_axis(out, &chart, step);
	put_bars(out, &chart);
	buffer_text(out, "</svg>\n<figcaption>");
	page_text(out, chart.part_count > 1 ? "Rows counted, by " : chart.parts[0].name);
	if (chart.part_count == 1)
		buffer_text(out, ", by ");
	page_text(out, report->report->keys[0].heading);
	buffer_char(out, '.');
	put_left_out(out, &chart);
	buffer_text(out, " The same figures are in the table.</figcaption>\n</figure>\n");
	return true;
}
