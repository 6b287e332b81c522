/*
 * The figures behind bands as a drawing: each row a dot at its figure, in the zone of its band.
 * Which band a row is in comes from the run; a dot is kept on its band's side of the edge even
 * where a point on the page is coarser than the figure. Where there are too many rows for dots,
 * bars show how many lie at a height. All sizes are whole numbers.
 */
#include <string.h>

#include "interp/bandtint.h"
#include "interp/page_spread.h"

enum {
	WIDTH = 720,
	LEFT = 64,
	RIGHT = 120,
	TOP = 12,
	PLOT = 288,
	BOTTOM = 30,
	DOT = 6,
	HEIGHTS = PLOT / DOT,
	LINE = 15, /* between texts in the margin */
	LABELS_AT_MOST = 9,
	NAMES_AT_MOST = 8
};

#define REACH (INT64_MAX / 4)

__extension__ typedef __int128 wide;

struct drawing {
	const struct spread *spread;
	int64_t low, high, step; /* of the axis, in units */
	int room; /* for one period */
	bool bars; /* too many rows for dots */
	uint64_t most; /* rows at one height */
};

/* ---- places ---- */

static int
y_of(const struct drawing *drawing, int64_t units)
{
	wide up = ((wide)units - drawing->low) * PLOT / ((wide)drawing->high - drawing->low);

	return TOP + PLOT - (int)(up < 0 ? 0 : up > PLOT ? PLOT : up);
}

static int64_t
edge_units(const struct drawing *drawing, const struct bandchart_period *period, uint32_t edge)
{
	return bandchart_units(drawing->spread->chart, period->edges[edge].at);
}

static bool
edge_stands(const struct bandchart_period *period, uint32_t edge)
{
	return period->edges[edge].known && !period->edges[edge].differs;
}

/* The zone of a band in one period; an edge that does not stand opens it. */
static void
zone_of(const struct drawing *drawing, const struct bandchart_period *period, uint32_t band,
    int *top, int *bottom)
{
	*top = TOP;
	*bottom = TOP + PLOT;
	if (band > 0 && edge_stands(period, band))
		*bottom = y_of(drawing, edge_units(drawing, period, band));
	if (band + 1 < drawing->spread->bands->count && edge_stands(period, band + 1))
		*top = y_of(drawing, edge_units(drawing, period, band + 1));
}

/* What lies beyond the reach of the axis is drawn at its end. */
static void
cover(struct drawing *drawing, int64_t units, bool *any)
{
	if (units < -REACH || units > REACH)
		units = units < 0 ? -REACH : REACH;
	if (!*any || units < drawing->low)
		drawing->low = units;
	if (!*any || units > drawing->high)
		drawing->high = units;
	*any = true;
}

/* From the lowest to the highest of figures and edges, out to whole steps of 1, 2 or 5 times a
 * power of ten. */
static void
make_axis(struct drawing *drawing)
{
	static const int64_t factors[] = { 1, 2, 5 };
	wide span;
	bool any = false;

	for (uint32_t n = 0; n < drawing->spread->drawn; n++) {
		const struct bandchart_period *period = spread_period(drawing->spread, n);
		struct bandchart_figure lowest, highest;

		if (bandchart_ends(drawing->spread->chart, period, &lowest, &highest)) {
			cover(drawing, bandchart_units(drawing->spread->chart, lowest), &any);
			cover(drawing, bandchart_units(drawing->spread->chart, highest), &any);
		}
		for (uint32_t i = 1; i < drawing->spread->bands->count; i++)
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
	drawing->high +=
	    (drawing->step - ((drawing->high % drawing->step) + drawing->step) % drawing->step) %
	    drawing->step;
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
count_heights(const struct drawing *drawing, const struct bandchart_period *period, uint32_t band,
    uint64_t heights[HEIGHTS])
{
	const struct bandchart_pile *pile = &period->piles[band];
	int top, bottom;

	memset(heights, 0, HEIGHTS * sizeof *heights);
	zone_of(drawing, period, band, &top, &bottom);
	for (uint32_t i = 0; i < pile->kept_count; i++)
		heights[height_of(drawing, bandchart_units(drawing->spread->chart, pile->kept[i]),
		    top, bottom)]++;
	for (uint32_t i = 0; pile->steps != NULL && i < BANDCHART_STEPS; i++) {
		wide middle = ((wide)pile->first + i) * pile->width + pile->width / 2;
		int64_t units = middle > INT64_MAX ? INT64_MAX : (int64_t)middle;

		if (pile->steps[i] > 0)
			heights[height_of(drawing, units, top, bottom)] += pile->steps[i];
	}
}

static void
find_most(struct drawing *drawing)
{
	uint64_t heights[HEIGHTS];

	for (uint32_t n = 0; n < drawing->spread->drawn; n++)
		for (uint32_t band = 0; band < drawing->spread->bands->count; band++) {
			count_heights(drawing, spread_period(drawing->spread, n), band, heights);
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
put_rows(
    const struct drawing *drawing, const struct bandchart_period *period, uint32_t band, int middle)
{
	uint64_t heights[HEIGHTS];
	int top, bottom;

	count_heights(drawing, period, band, heights);
	zone_of(drawing, period, band, &top, &bottom);
	for (uint32_t i = 0; i < HEIGHTS; i++) {
		int y = middle_of_height(i, top, bottom);
		int width = (int)((wide)heights[i] * drawing->room * 9 / 10 / (wide)drawing->most);

		if (drawing->bars && heights[i] > 0)
			buffer_printf(drawing->spread->out,
			    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
			    middle - width / 2, y - DOT / 2, width > 0 ? width : 1, DOT - 1);
		for (uint64_t n = 0; !drawing->bars && n < heights[i]; n++)
			buffer_printf(drawing->spread->out,
			    "<circle cx=\"%d\" cy=\"%d\" r=\"2.6\"/>",
			    middle + (int)n * DOT - (int)(heights[i] - 1) * DOT / 2, y);
	}
}

/* ---- the drawing ---- */

static void
put_axis(const struct drawing *drawing)
{
	for (wide at = drawing->low; at <= drawing->high; at += drawing->step) {
		struct bandchart_figure figure = { (int64_t)at, 0 };
		struct value value = bandchart_value(drawing->spread->chart, figure);
		int y = y_of(drawing, (int64_t)at);

		buffer_printf(drawing->spread->out,
		    "<path d=\"M%d %dH%d\" stroke=\"#16202b\"/><text x=\"%d\" y=\"%d\" "
		    "text-anchor=\"end\">",
		    LEFT - 5, y, LEFT, LEFT - 9, y + 5);
		page_text(drawing->spread->out,
		    value_spell(drawing->spread->arena, &value, SPELL_READER));
		buffer_text(drawing->spread->out, "</text>\n");
	}
}

static void
put_zones(const struct drawing *drawing, const struct bandchart_period *period, int left)
{
	for (uint32_t band = 0; band < drawing->spread->bands->count; band++) {
		char ground[BANDTINT_LENGTH];
		int top, bottom;

		if ((band > 0 && !edge_stands(period, band)) ||
		    (band + 1 < drawing->spread->bands->count && !edge_stands(period, band + 1)))
			continue;
		zone_of(drawing, period, band, &top, &bottom);
		bandtint(ground, drawing->spread->chart->column->type.labels,
		    drawing->spread->bands->bands[band].label);
		buffer_printf(drawing->spread->out,
		    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" "
		    "shape-rendering=\"crispEdges\"/>",
		    left, top, drawing->room, bottom - top, ground);
	}
	for (uint32_t edge = 1; edge < drawing->spread->bands->count; edge++)
		if (edge_stands(period, edge))
			buffer_printf(drawing->spread->out,
			    "<path d=\"M%d %dh%d\" stroke=\"#16202b\" stroke-width=\"1.5\" "
			    "stroke-dasharray=\"7 4\"/>",
			    left, y_of(drawing, edge_units(drawing, period, edge)), drawing->room);
	buffer_char(drawing->spread->out, '\n');
}

static void
put_median(const struct drawing *drawing, const struct bandchart_period *period, int middle)
{
	struct bandchart_figure figure;
	int half = drawing->room * 2 / 5;

	if (!bandchart_middle(drawing->spread->chart, period, &figure))
		return;
	buffer_printf(drawing->spread->out,
	    "<path d=\"M%d %dh%d\" stroke=\"#0b3d6b\" stroke-width=\"3\"/>", middle - half,
	    y_of(drawing, bandchart_units(drawing->spread->chart, figure)), 2 * half);
}

static void
put_margin_text(const struct drawing *drawing, int y, int *above, const char *text, bool strong)
{
	if (y > *above - LINE)
		y = *above - LINE;
	*above = y;
	buffer_printf(drawing->spread->out, "<text x=\"%d\" y=\"%d\"%s>", WIDTH - RIGHT + 8, y + 5,
	    strong ? " font-weight=\"700\"" : "");
	page_text(drawing->spread->out, text);
	buffer_text(drawing->spread->out, "</text>\n");
}

/* Names of the bands and their edges as they are in the last period, from the bottom up, none over
 * another. */
static void
put_margin(const struct drawing *drawing)
{
	const struct bandchart_period *period =
	    spread_period(drawing->spread, drawing->spread->drawn - 1);
	int above = TOP + PLOT + LINE;

	for (uint32_t band = 0;
	     band < drawing->spread->bands->count && drawing->spread->bands->count <= NAMES_AT_MOST;
	     band++) {
		int top, bottom;

		zone_of(drawing, period, band, &top, &bottom);
		if (band > 0 && edge_stands(period, band))
			put_margin_text(drawing, bottom, &above,
			    spread_edge(drawing->spread, period, band), false);
		put_margin_text(
		    drawing, (top + bottom) / 2, &above, spread_band(drawing->spread, band), true);
	}
}

static void
put_columns(const struct drawing *drawing)
{
	uint32_t every = (drawing->spread->drawn + LABELS_AT_MOST - 1) / LABELS_AT_MOST;

	for (uint32_t n = 0; n < drawing->spread->drawn; n++)
		put_zones(
		    drawing, spread_period(drawing->spread, n), LEFT + (int)n * drawing->room);
	for (uint32_t n = 0; n < drawing->spread->drawn; n++) {
		int middle = LEFT + (int)n * drawing->room + drawing->room / 2;

		put_median(drawing, spread_period(drawing->spread, n), middle);
		for (uint32_t band = 0; band < drawing->spread->bands->count; band++)
			put_rows(drawing, spread_period(drawing->spread, n), band, middle);
		buffer_char(drawing->spread->out, '\n');
		if (n % every != 0)
			continue;
		buffer_printf(drawing->spread->out,
		    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">", middle, TOP + PLOT + 20);
		spread_put_period(drawing->spread, spread_period(drawing->spread, n));
		buffer_text(drawing->spread->out, "</text>\n");
	}
}

void
spread_draw(const struct spread *spread)
{
	struct drawing drawing = { .spread = spread,
		.room = (WIDTH - LEFT - RIGHT) / (int)spread->drawn };
	struct buffer *out = spread->out;
	const char *id = spread->chart->column->name, *table = spread->chart->column->table->name;

	make_axis(&drawing);
	find_most(&drawing);
	buffer_printf(out,
	    "<figure class=\"spread\">\n<svg viewBox=\"0 0 %d %d\" role=\"img\" "
	    "aria-labelledby=\"bands-%s-%s-title "
	    "bands-%s-%s-text\" font-family=\"system-ui,Segoe UI,Arial,sans-serif\" "
	    "font-size=\"13\" fill=\"#16202b\">\n",
	    WIDTH, TOP + PLOT + BOTTOM, table, id, table, id);
	buffer_printf(out, "<title id=\"bands-%s-%s-title\">", table, id);
	page_text(out, spread->chart->by->name);
	buffer_text(out, " by ");
	page_text(out, spread->chart->key->name);
	buffer_printf(out, ", with the edges of its bands</title>\n<desc id=\"bands-%s-%s-text\">",
	    table, id);
	spread_describe(spread);
	buffer_text(out, "</desc>\n");
	put_columns(&drawing);
	put_axis(&drawing);
	buffer_printf(out,
	    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" "
	    "stroke=\"#16202b\"/>\n",
	    LEFT, TOP, drawing.room * (int)spread->drawn, PLOT);
	put_margin(&drawing);
	buffer_text(out, "</svg>\n<figcaption>");
	buffer_text(out, drawing.bars ? "The longer a bar, the more rows lie at its height"
				      : "Each dot is one row");
	buffer_text(out, "; the thick lines are medians, the dashed ones the edges of the bands. "
			 "The figures are in the table."
			 "</figcaption>\n</figure>\n");
}
