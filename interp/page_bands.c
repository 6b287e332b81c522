/*
 * The figures behind bands, period by period, with the edges of the bands drawn in: each row a dot at its figure, in the zone of its
 * band. Which band a row is in comes from the run; a dot is kept on its band's side of the edge even where a point on the page is
 * coarser than the figure. Where there are too many rows for dots, bars show how many lie at a height.
 *
 * The table below holds the counts and figures, exact or printed on their own side of every edge. All sizes are whole numbers.
 */
#include <string.h>

#include "interp/bandtint.h"
#include "interp/grid_value.h"
#include "interp/page_parts.h"

enum {
	WIDTH = 720, LEFT = 64, RIGHT = 120, TOP = 12, PLOT = 288, BOTTOM = 30,
	DOT = 6, HEIGHTS = PLOT / DOT,
	LINE = 15,			/* between texts in the margin */
	LABELS_AT_MOST = 9, NAMES_AT_MOST = 8
};

__extension__ typedef __int128 wide;

struct drawing {
	struct buffer *out;
	struct arena *arena;
	struct bandchart *chart;
	const struct bands *bands;
	uint32_t first, drawn;		/* periods that have figures, from the first to the last */
	int64_t low, high, step;	/* of the axis, in units */
	int room;			/* for one period */
	bool bars;			/* too many rows for dots */
	uint64_t most;			/* rows at one height */
};

static const struct bandchart_period *
period_of(const struct drawing *drawing, uint32_t n)
{
	return &drawing->chart->periods[drawing->first + n];
}

static void
put_period(const struct drawing *drawing, const struct bandchart_period *period)
{
	struct value value = { .state = GIVEN, .type = type_plain(drawing->chart->key->type.kind), .num = period->period };

	page_text(drawing->out, value_spell(drawing->arena, &value, SPELL_READER));
}

/* ---- figures in words ---- */

static bool
same_sides(const struct bandchart *chart, const struct bandchart_period *period, const struct value *exact, const struct value *shown)
{
	for (uint32_t i = 1; i < chart->column->bands->count; i++) {
		struct value edge = bandchart_value(chart, period->edges[i].at);

		if (period->edges[i].known && exact_compare(exact, &edge) != exact_compare(shown, &edge))
			return false;
	}
	return true;
}

/* To one place, or as many as put it on its own side of every edge. */
static void
put_figure(const struct drawing *drawing, const struct bandchart_period *period, struct bandchart_figure figure)
{
	struct value exact = bandchart_value(drawing->chart, figure), shown = exact;
	int places = exact.type.kind == KIND_MONEY ? 2 : 1;

	while (places <= VALUE_DECIMAL_PLACES && exact_round(&shown, &exact, ROUND_HALF_UP, places) &&
	    !same_sides(drawing->chart, period, &exact, &shown))
		places++;
	page_text(drawing->out, value_spell(drawing->arena, &shown, SPELL_READER));
}

static const char *
edge_text(const struct drawing *drawing, const struct bandchart_period *period, uint32_t edge)
{
	struct value value = bandchart_value(drawing->chart, period->edges[edge].at);

	if (!period->edges[edge].known)
		return "an edge that is not known";
	if (period->edges[edge].differs)
		return "an edge that differs between rows";
	return value_spell(drawing->arena, &value, SPELL_READER);
}

/* "Amber: 60% to under 75%" */
static void
put_band(const struct drawing *drawing, const struct bandchart_period *period, uint32_t i)
{
	const struct band *band = &drawing->bands->bands[i];
	const char *low = i > 0 ? edge_text(drawing, period, i) : "";
	const char *high = i + 1 < drawing->bands->count ? edge_text(drawing, period, i + 1) : "";
	struct buffer *out = drawing->out;

	page_text(out, drawing->chart->column->type.labels->names[band->label]);
	buffer_text(out, ": ");
	if (i == 0) {
		buffer_text(out, band->high_included ? "" : "below ");
		page_text(out, high);
		buffer_text(out, band->high_included ? " or less" : "");
	} else if (i + 1 == drawing->bands->count) {
		buffer_text(out, band->low_included ? "" : "over ");
		page_text(out, low);
		buffer_text(out, band->low_included ? " or more" : "");
	} else {
		buffer_text(out, band->low_included ? "" : "over ");
		page_text(out, low);
		buffer_text(out, band->high_included ? " to " : " to under ");
		page_text(out, high);
	}
}

static bool
same_edges(const struct drawing *drawing, const struct bandchart_period *a, const struct bandchart_period *b)
{
	for (uint32_t i = 1; i < drawing->bands->count; i++)
		if (strcmp(edge_text(drawing, a, i), edge_text(drawing, b, i)) != 0)
			return false;
	return true;
}

/* The bands as they were in force, once for all periods that follow each other with the same edges. */
static void
put_bands(const struct drawing *drawing)
{
	for (uint32_t n = 0; n < drawing->drawn; n++) {
		const struct bandchart_period *period = period_of(drawing, n);

		if (n > 0 && same_edges(drawing, period, period_of(drawing, n - 1)))
			continue;
		buffer_text(drawing->out, "<p class=\"edges\">");
		if (n > 0) {
			buffer_text(drawing->out, "From ");
			put_period(drawing, period);
			buffer_text(drawing->out, ": ");
		}
		for (uint32_t i = 0; i < drawing->bands->count; i++) {
			put_band(drawing, period, i);
			buffer_text(drawing->out, i + 1 < drawing->bands->count ? "; " : ".</p>\n");
		}
	}
}

/* ---- places ---- */

static int
y_of(const struct drawing *drawing, int64_t units)
{
	return TOP + PLOT - (int)(((wide)units - drawing->low) * PLOT / ((wide)drawing->high - drawing->low));
}

static int64_t
edge_units(const struct drawing *drawing, const struct bandchart_period *period, uint32_t edge)
{
	return bandchart_units(drawing->chart, period->edges[edge].at);
}

static bool
edge_stands(const struct bandchart_period *period, uint32_t edge)
{
	return period->edges[edge].known && !period->edges[edge].differs;
}

/* The zone of a band in one period; an edge that does not stand opens it. */
static void
zone_of(const struct drawing *drawing, const struct bandchart_period *period, uint32_t band, int *top, int *bottom)
{
	*top = TOP;
	*bottom = TOP + PLOT;
	if (band > 0 && edge_stands(period, band))
		*bottom = y_of(drawing, edge_units(drawing, period, band));
	if (band + 1 < drawing->bands->count && edge_stands(period, band + 1))
		*top = y_of(drawing, edge_units(drawing, period, band + 1));
}

static void
cover(struct drawing *drawing, int64_t units, bool *any)
{
	if (!*any || units < drawing->low)
		drawing->low = units;
	if (!*any || units > drawing->high)
		drawing->high = units;
	*any = true;
}

/* From the lowest to the highest of figures and edges, out to whole steps of 1, 2 or 5 times a power of ten. */
static void
make_axis(struct drawing *drawing)
{
	static const int64_t factors[] = { 1, 2, 5 };
	wide span;
	bool any = false;

	for (uint32_t n = 0; n < drawing->drawn; n++) {
		const struct bandchart_period *period = period_of(drawing, n);
		struct bandchart_figure lowest, highest;

		if (bandchart_ends(drawing->chart, period, &lowest, &highest)) {
			cover(drawing, bandchart_units(drawing->chart, lowest), &any);
			cover(drawing, bandchart_units(drawing->chart, highest), &any);
		}
		for (uint32_t i = 1; i < drawing->bands->count; i++)
			if (edge_stands(period, i))
				cover(drawing, edge_units(drawing, period, i), &any);
	}
	span = (wide)drawing->high - drawing->low;
	drawing->step = 1;
	for (int64_t power = 1; power <= INT64_MAX / 100; power *= 10)
		for (uint32_t i = 0; i < 3; i++)
			if ((wide)drawing->step * 6 < span)
				drawing->step = factors[i] * power;
	drawing->low -= ((drawing->low % drawing->step) + drawing->step) % drawing->step;
	drawing->high += (drawing->step - ((drawing->high % drawing->step) + drawing->step) % drawing->step) % drawing->step;
	if (drawing->high == drawing->low)
		drawing->high += drawing->step;
}

/* ---- rows at each height ---- */

static uint32_t
height_of(const struct drawing *drawing, int64_t units, int top, int bottom)
{
	int y = y_of(drawing, units);

	if (y > bottom - DOT / 2)
		y = bottom - DOT / 2;
	if (y < top + DOT / 2)
		y = top + DOT / 2;
	y = (TOP + PLOT - y) / DOT;
	return y < 0 ? 0 : y >= HEIGHTS ? HEIGHTS - 1 : (uint32_t)y;
}

static void
count_heights(const struct drawing *drawing, const struct bandchart_period *period, uint32_t band, uint64_t heights[HEIGHTS])
{
	const struct bandchart_pile *pile = &period->piles[band];
	int top, bottom;

	memset(heights, 0, HEIGHTS * sizeof *heights);
	zone_of(drawing, period, band, &top, &bottom);
	for (uint32_t i = 0; i < pile->kept_count; i++)
		heights[height_of(drawing, bandchart_units(drawing->chart, pile->kept[i]), top, bottom)]++;
	for (uint32_t i = 0; pile->steps != NULL && i < BANDCHART_STEPS; i++)
		if (pile->steps[i] > 0)
			heights[height_of(drawing, (pile->first + (int64_t)i) * pile->width + pile->width / 2, top, bottom)] +=
			    pile->steps[i];
}

static void
find_most(struct drawing *drawing)
{
	uint64_t heights[HEIGHTS];

	for (uint32_t n = 0; n < drawing->drawn; n++)
		for (uint32_t band = 0; band < drawing->bands->count; band++) {
			count_heights(drawing, period_of(drawing, n), band, heights);
			for (uint32_t i = 0; i < HEIGHTS; i++)
				if (heights[i] > drawing->most)
					drawing->most = heights[i];
		}
	drawing->bars = drawing->most * DOT > (uint64_t)drawing->room * 9 / 10;
}

/* A height shared by two bands is drawn for each inside its own zone. */
static int
middle_of_height(uint32_t height, int top, int bottom)
{
	int y = TOP + PLOT - (int)height * DOT - DOT / 2;

	if (y > bottom - DOT / 2)
		y = bottom - DOT / 2;
	return y < top + DOT / 2 ? top + DOT / 2 : y;
}

static void
put_rows(const struct drawing *drawing, const struct bandchart_period *period, uint32_t band, int middle)
{
	uint64_t heights[HEIGHTS];
	int top, bottom;

	count_heights(drawing, period, band, heights);
	zone_of(drawing, period, band, &top, &bottom);
	for (uint32_t i = 0; i < HEIGHTS; i++) {
		int y = middle_of_height(i, top, bottom);
		int width = (int)((wide)heights[i] * drawing->room * 9 / 10 / (wide)drawing->most);

		if (drawing->bars && heights[i] > 0)
			buffer_printf(drawing->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", middle - width / 2, y - DOT / 2,
			    width > 0 ? width : 1, DOT - 1);
		for (uint64_t n = 0; !drawing->bars && n < heights[i]; n++)
			buffer_printf(drawing->out, "<circle cx=\"%d\" cy=\"%d\" r=\"2.6\"/>",
			    middle + (int)n * DOT - (int)(heights[i] - 1) * DOT / 2, y);
	}
}

/* ---- the drawing ---- */

static void
put_axis(const struct drawing *drawing)
{
	for (wide at = drawing->low; at <= drawing->high; at += drawing->step) {
		struct bandchart_figure figure = { (int64_t)at, 0 };
		struct value value = bandchart_value(drawing->chart, figure);
		int y = y_of(drawing, (int64_t)at);

		buffer_printf(drawing->out, "<path d=\"M%d %dH%d\" stroke=\"#16202b\"/><text x=\"%d\" y=\"%d\" text-anchor=\"end\">",
		    LEFT - 5, y, LEFT, LEFT - 9, y + 5);
		page_text(drawing->out, value_spell(drawing->arena, &value, SPELL_READER));
		buffer_text(drawing->out, "</text>\n");
	}
}

static void
put_zones(const struct drawing *drawing, const struct bandchart_period *period, int left)
{
	for (uint32_t band = 0; band < drawing->bands->count; band++) {
		char ground[BANDTINT_LENGTH];
		int top, bottom;

		if ((band > 0 && !edge_stands(period, band)) ||
		    (band + 1 < drawing->bands->count && !edge_stands(period, band + 1)))
			continue;
		zone_of(drawing, period, band, &top, &bottom);
		bandtint(ground, drawing->chart->column->type.labels, drawing->bands->bands[band].label);
		buffer_printf(drawing->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" shape-rendering=\"crispEdges\"/>", left, top,
		    drawing->room, bottom - top, ground);
	}
	for (uint32_t edge = 1; edge < drawing->bands->count; edge++)
		if (edge_stands(period, edge))
			buffer_printf(drawing->out, "<path d=\"M%d %dh%d\" stroke=\"#16202b\" stroke-width=\"1.5\" "
			    "stroke-dasharray=\"7 4\"/>", left, y_of(drawing, edge_units(drawing, period, edge)), drawing->room);
	buffer_char(drawing->out, '\n');
}

static void
put_median(const struct drawing *drawing, const struct bandchart_period *period, int middle)
{
	struct bandchart_figure figure;
	int half = drawing->room * 2 / 5;

	if (!bandchart_middle(drawing->chart, period, &figure))
		return;
	buffer_printf(drawing->out, "<path d=\"M%d %dh%d\" stroke=\"#0b3d6b\" stroke-width=\"3\"/>", middle - half,
	    y_of(drawing, bandchart_units(drawing->chart, figure)), 2 * half);
}

static void
put_margin_text(const struct drawing *drawing, int y, int *above, const char *text, bool strong)
{
	if (y > *above - LINE)
		y = *above - LINE;
	*above = y;
	buffer_printf(drawing->out, "<text x=\"%d\" y=\"%d\"%s>", WIDTH - RIGHT + 8, y + 5, strong ? " font-weight=\"700\"" : "");
	page_text(drawing->out, text);
	buffer_text(drawing->out, "</text>\n");
}

/* Names of the bands and their edges as they are in the last period, from the bottom up, none over another. */
static void
put_margin(const struct drawing *drawing)
{
	const struct bandchart_period *period = period_of(drawing, drawing->drawn - 1);
	int above = TOP + PLOT + LINE;

	for (uint32_t band = 0; band < drawing->bands->count && drawing->bands->count <= NAMES_AT_MOST; band++) {
		int top, bottom;

		zone_of(drawing, period, band, &top, &bottom);
		if (band > 0 && edge_stands(period, band))
			put_margin_text(drawing, bottom, &above, edge_text(drawing, period, band), false);
		put_margin_text(drawing, (top + bottom) / 2, &above,
		    drawing->chart->column->type.labels->names[drawing->bands->bands[band].label], true);
	}
}

static void
put_columns(const struct drawing *drawing)
{
	uint32_t every = (drawing->drawn + LABELS_AT_MOST - 1) / LABELS_AT_MOST;

	for (uint32_t n = 0; n < drawing->drawn; n++)
		put_zones(drawing, period_of(drawing, n), LEFT + (int)n * drawing->room);
	for (uint32_t n = 0; n < drawing->drawn; n++) {
		int middle = LEFT + (int)n * drawing->room + drawing->room / 2;

		put_median(drawing, period_of(drawing, n), middle);
		for (uint32_t band = 0; band < drawing->bands->count; band++)
			put_rows(drawing, period_of(drawing, n), band, middle);
		buffer_char(drawing->out, '\n');
		if (n % every != 0)
			continue;
		buffer_printf(drawing->out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">", middle, TOP + PLOT + 20);
		put_period(drawing, period_of(drawing, n));
		buffer_text(drawing->out, "</text>\n");
	}
}

/* ---- in words and as a table ---- */

static void
put_description(const struct drawing *drawing)
{
	struct buffer *out = drawing->out;

	for (uint32_t n = 0; n < drawing->drawn; n++) {
		const struct bandchart_period *period = period_of(drawing, n);
		struct bandchart_figure lowest, highest;

		put_period(drawing, period);
		buffer_char(out, ':');
		for (uint32_t i = 0; i < drawing->bands->count; i++) {
			buffer_text(out, i > 0 ? ", " : " ");
			page_text(out, drawing->chart->column->type.labels->names[drawing->bands->bands[i].label]);
			buffer_char(out, ' ');
			page_count(out, period->piles[i].rows);
		}
		if (bandchart_ends(drawing->chart, period, &lowest, &highest)) {
			buffer_text(out, "; from ");
			put_figure(drawing, period, lowest);
			buffer_text(out, " to ");
			put_figure(drawing, period, highest);
		}
		buffer_text(out, ". ");
	}
}

static void
put_count_cell(struct buffer *out, uint64_t count)
{
	buffer_text(out, "<td class=\"n\">");
	page_count(out, count);
	buffer_text(out, "</td>");
}

static void
put_figure_cell(const struct drawing *drawing, const struct bandchart_period *period, bool is_there, struct bandchart_figure figure)
{
	buffer_text(drawing->out, "<td class=\"n\">");
	if (is_there)
		put_figure(drawing, period, figure);
	buffer_text(drawing->out, "</td>");
}

static void
put_table_row(const struct drawing *drawing, const struct bandchart_period *period, bool undecided)
{
	struct bandchart_figure lowest = { 0, 0 }, middle = { 0, 0 }, highest = { 0, 0 };
	bool ends = bandchart_ends(drawing->chart, period, &lowest, &highest);

	buffer_text(drawing->out, "<tr><th scope=\"row\" class=\"d\">");
	put_period(drawing, period);
	buffer_text(drawing->out, "</th>");
	for (uint32_t i = 0; i < drawing->bands->count; i++)
		put_count_cell(drawing->out, period->piles[i].rows);
	put_count_cell(drawing->out, period->nothing);
	if (undecided)
		put_count_cell(drawing->out, period->undecided);
	put_count_cell(drawing->out, period->rows);
	put_figure_cell(drawing, period, ends, lowest);
	put_figure_cell(drawing, period, bandchart_middle(drawing->chart, period, &middle), middle);
	put_figure_cell(drawing, period, ends, highest);
	buffer_text(drawing->out, "</tr>\n");
}

static void
put_table(const struct drawing *drawing)
{
	struct buffer *out = drawing->out;
	bool undecided = false;

	for (uint32_t i = 0; i < drawing->chart->period_count; i++)
		undecided = undecided || drawing->chart->periods[i].undecided > 0;
	buffer_text(out, "<div class=\"scroll\"><table>\n<caption>");
	page_text(out, drawing->chart->column->name);
	buffer_text(out, ": rows of ");
	page_text(out, drawing->chart->column->table->name);
	buffer_text(out, "</caption>\n<thead><tr><th scope=\"col\">");
	page_text(out, drawing->chart->key->name);
	buffer_text(out, "</th>");
	for (uint32_t i = 0; i < drawing->bands->count; i++) {
		buffer_text(out, "<th scope=\"col\" class=\"n\">");
		grid_html_band(out, drawing->chart->column->type.labels, drawing->bands->bands[i].label);
		buffer_text(out, "</th>");
	}
	buffer_text(out, "<th scope=\"col\" class=\"n\">No figure</th>");
	if (undecided)
		buffer_text(out, "<th scope=\"col\" class=\"n\">Cannot be decided</th>");
	buffer_text(out, "<th scope=\"col\" class=\"n\">All rows</th><th scope=\"col\" class=\"n\">Lowest</th>"
	    "<th scope=\"col\" class=\"n\">Median</th><th scope=\"col\" class=\"n\">Highest</th></tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < drawing->chart->period_count; i++)
		put_table_row(drawing, &drawing->chart->periods[i], undecided);
	buffer_text(out, "</tbody>\n</table></div>\n");
	if (drawing->chart->without_period == 0)
		return;
	buffer_text(out, "<p>And ");
	page_rows(out, drawing->chart->without_period, "row", "rows");
	buffer_text(out, " of which it is not known to which period they belong.</p>\n");
}

static void
put_drawing(struct drawing *drawing)
{
	struct buffer *out = drawing->out;
	const char *id = drawing->chart->column->name, *table = drawing->chart->column->table->name;

	buffer_printf(out, "<figure class=\"spread\">\n<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"bands-%s-%s-title "
	    "bands-%s-%s-text\" font-family=\"system-ui,Segoe UI,Arial,sans-serif\" font-size=\"13\" fill=\"#16202b\">\n",
	    WIDTH, TOP + PLOT + BOTTOM, table, id, table, id);
	buffer_printf(out, "<title id=\"bands-%s-%s-title\">", table, id);
	page_text(out, drawing->chart->by->name);
	buffer_text(out, " by ");
	page_text(out, drawing->chart->key->name);
	buffer_printf(out, ", with the edges of its bands</title>\n<desc id=\"bands-%s-%s-text\">", table, id);
	put_description(drawing);
	buffer_text(out, "</desc>\n");
	put_columns(drawing);
	put_axis(drawing);
	buffer_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#16202b\"/>\n", LEFT, TOP,
	    drawing->room * (int)drawing->drawn, PLOT);
	put_margin(drawing);
	buffer_text(out, "</svg>\n<figcaption>");
	buffer_text(out, drawing->bars ? "The longer a bar, the more rows lie at its height" : "Each dot is one row");
	buffer_text(out, "; the thick lines are medians, the dashed ones the edges of the bands. The figures are in the table."
	    "</figcaption>\n</figure>\n");
}

static void
put_chart(struct buffer *out, struct bandchart *chart)
{
	struct arena arena = ARENA_INIT;
	struct drawing drawing = { .out = out, .arena = &arena, .chart = chart, .bands = chart->column->bands };
	uint32_t last = chart->period_count;

	bandchart_finish(chart);
	while (last > 0 && bandchart_counted(chart, &chart->periods[last - 1]) == 0)
		last--;
	while (drawing.first < last && bandchart_counted(chart, &chart->periods[drawing.first]) == 0)
		drawing.first++;
	drawing.drawn = last - drawing.first;
	buffer_text(out, "<h3>");
	page_text(out, chart->by->name);
	buffer_text(out, " by ");
	page_text(out, chart->key->name);
	buffer_text(out, "</h3>\n");
	if (drawing.drawn > 0) {
		drawing.room = (WIDTH - LEFT - RIGHT) / (int)drawing.drawn;
		make_axis(&drawing);
		find_most(&drawing);
		put_bands(&drawing);
		put_drawing(&drawing);
	}
	put_table(&drawing);
	page_provenance(out, &chart->column->provenance);
	arena_release(&arena);
}

static bool
is_drawn(const struct bandchart *chart)
{
	return !chart->too_many && chart->period_count > 0;
}

bool
page_has_bands(const struct run_summary *summary)
{
	for (uint32_t t = 0; t < summary->table_count; t++)
		for (uint32_t i = 0; i < summary->tables[t].chart_count; i++)
			if (is_drawn(summary->tables[t].charts[i]))
				return true;
	return false;
}

void
page_bands(struct buffer *out, const struct run_summary *summary)
{
	if (!page_has_bands(summary))
		return;
	buffer_text(out, "<section id=\"bands\">\n<h2>Figures and their bands</h2>\n");
	for (uint32_t t = 0; t < summary->table_count; t++)
		for (uint32_t i = 0; i < summary->tables[t].chart_count; i++)
			if (is_drawn(summary->tables[t].charts[i]))
				put_chart(out, summary->tables[t].charts[i]);
	buffer_text(out, "</section>\n");
}
