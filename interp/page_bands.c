/*
 * The figures behind bands, period by period: the bands in words, the drawing (page_spread.c), and
 * a table with the counts and figures, printed on their own side of every edge.
 */
#include <string.h>

#include "interp/grid_value.h"
#include "interp/page_spread.h"

const struct bandchart_period *
spread_period(const struct spread *spread, uint32_t n)
{
	return &spread->chart->periods[spread->first + n];
}

void
spread_put_period(const struct spread *spread, const struct bandchart_period *period)
{
	struct value value = { .state = GIVEN,
		.type = type_plain(spread->chart->key->type.kind),
		.num = period->period };

	page_text(spread->out, value_spell(spread->arena, &value, SPELL_READER));
}

const char *
spread_band(const struct spread *spread, uint32_t band)
{
	return spread->chart->column->type.labels->names[spread->bands->bands[band].label];
}

/* ---- figures in words ---- */

static bool
same_sides(const struct bandchart *chart, const struct bandchart_period *period,
    const struct value *exact, const struct value *shown)
{
	for (uint32_t i = 1; i < chart->column->bands->count; i++) {
		struct value edge = bandchart_value(chart, period->edges[i].at);

		if (period->edges[i].known &&
		    exact_compare(exact, &edge) != exact_compare(shown, &edge))
			return false;
	}
	return true;
}

/* To one place, or as many as put it on its own side of every edge. */
static void
put_figure(const struct spread *spread, const struct bandchart_period *period,
    struct bandchart_figure figure)
{
	struct value exact = bandchart_value(spread->chart, figure), shown = exact;
	int places = exact.type.kind == KIND_MONEY ? 2 : 1;

	while (places <= VALUE_DECIMAL_PLACES &&
	       exact_round(&shown, &exact, ROUND_HALF_UP, places) &&
	       !same_sides(spread->chart, period, &exact, &shown))
		places++;
	page_text(spread->out, value_spell(spread->arena, &shown, SPELL_READER));
}

const char *
spread_edge(const struct spread *spread, const struct bandchart_period *period, uint32_t edge)
{
	struct value value = bandchart_value(spread->chart, period->edges[edge].at);

	if (!period->edges[edge].known)
		return "an edge that is not known";
	if (period->edges[edge].differs)
		return "an edge that differs between rows";
	return value_spell(spread->arena, &value, SPELL_READER);
}

/* "Amber: 60% to under 75%" */
static void
put_band(const struct spread *spread, const struct bandchart_period *period, uint32_t i)
{
	const struct band *band = &spread->bands->bands[i];
	const char *low = i > 0 ? spread_edge(spread, period, i) : "";
	const char *high = i + 1 < spread->bands->count ? spread_edge(spread, period, i + 1) : "";
	struct buffer *out = spread->out;

	page_text(out, spread_band(spread, i));
	buffer_text(out, ": ");
	if (i == 0) {
		buffer_text(out, band->high_included ? "" : "below ");
		page_text(out, high);
		buffer_text(out, band->high_included ? " or less" : "");
	} else if (i + 1 == spread->bands->count) {
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
same_edges(
    const struct spread *spread, const struct bandchart_period *a, const struct bandchart_period *b)
{
	for (uint32_t i = 1; i < spread->bands->count; i++)
		if (strcmp(spread_edge(spread, a, i), spread_edge(spread, b, i)) != 0)
			return false;
	return true;
}

/* The bands as they were in force, once for all periods that follow each other with the same edges.
 */
static void
put_bands(const struct spread *spread)
{
	for (uint32_t n = 0; n < spread->drawn; n++) {
		const struct bandchart_period *period = spread_period(spread, n);

		if (n > 0 && same_edges(spread, period, spread_period(spread, n - 1)))
			continue;
		buffer_text(spread->out, "<p class=\"edges\">");
		if (n > 0) {
			buffer_text(spread->out, "From ");
			spread_put_period(spread, period);
			buffer_text(spread->out, ": ");
		}
		for (uint32_t i = 0; i < spread->bands->count; i++) {
			put_band(spread, period, i);
			buffer_text(spread->out, i + 1 < spread->bands->count ? "; " : ".</p>\n");
		}
	}
}

/* ---- in words and as a table ---- */

void
spread_describe(const struct spread *spread)
{
	struct buffer *out = spread->out;

	for (uint32_t n = 0; n < spread->drawn; n++) {
		const struct bandchart_period *period = spread_period(spread, n);
		struct bandchart_figure lowest, highest;

		spread_put_period(spread, period);
		buffer_char(out, ':');
		for (uint32_t i = 0; i < spread->bands->count; i++) {
			buffer_text(out, i > 0 ? ", " : " ");
			page_text(out, spread_band(spread, i));
			buffer_char(out, ' ');
			page_count(out, period->piles[i].rows);
		}
		if (bandchart_ends(spread->chart, period, &lowest, &highest)) {
			buffer_text(out, "; from ");
			put_figure(spread, period, lowest);
			buffer_text(out, " to ");
			put_figure(spread, period, highest);
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
put_figure_cell(const struct spread *spread, const struct bandchart_period *period, bool is_there,
    struct bandchart_figure figure)
{
	buffer_text(spread->out, "<td class=\"n\">");
	if (is_there)
		put_figure(spread, period, figure);
	buffer_text(spread->out, "</td>");
}

static void
put_table_row(const struct spread *spread, const struct bandchart_period *period, bool undecided)
{
	struct bandchart_figure lowest = { 0, 0 }, middle = { 0, 0 }, highest = { 0, 0 };
	bool ends = bandchart_ends(spread->chart, period, &lowest, &highest);

	buffer_text(spread->out, "<tr><th scope=\"row\" class=\"d\">");
	spread_put_period(spread, period);
	buffer_text(spread->out, "</th>");
	for (uint32_t i = 0; i < spread->bands->count; i++)
		put_count_cell(spread->out, period->piles[i].rows);
	put_count_cell(spread->out, period->nothing);
	if (undecided)
		put_count_cell(spread->out, period->undecided);
	put_count_cell(spread->out, period->rows);
	put_figure_cell(spread, period, ends, lowest);
	put_figure_cell(spread, period, bandchart_middle(spread->chart, period, &middle), middle);
	put_figure_cell(spread, period, ends, highest);
	buffer_text(spread->out, "</tr>\n");
}

static void
put_table(const struct spread *spread)
{
	struct buffer *out = spread->out;
	bool undecided = false;

	for (uint32_t i = 0; i < spread->chart->period_count; i++)
		undecided = undecided || spread->chart->periods[i].undecided > 0;
	buffer_text(out, "<div class=\"scroll\"><table>\n<caption>");
	page_text(out, spread->chart->column->name);
	buffer_text(out, ": rows of ");
	page_text(out, spread->chart->column->table->name);
	buffer_text(out, "</caption>\n<thead><tr><th scope=\"col\">");
	page_text(out, spread->chart->key->name);
	buffer_text(out, "</th>");
	for (uint32_t i = 0; i < spread->bands->count; i++) {
		buffer_text(out, "<th scope=\"col\" class=\"n\">");
		grid_html_band(
		    out, spread->chart->column->type.labels, spread->bands->bands[i].label);
		buffer_text(out, "</th>");
	}
	buffer_text(out, "<th scope=\"col\" class=\"n\">No figure</th>");
	if (undecided)
		buffer_text(out, "<th scope=\"col\" class=\"n\">Cannot be decided</th>");
	buffer_text(out,
	    "<th scope=\"col\" class=\"n\">All rows</th><th scope=\"col\" class=\"n\">Lowest</th>"
	    "<th scope=\"col\" class=\"n\">Median</th><th scope=\"col\" "
	    "class=\"n\">Highest</th></tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < spread->chart->period_count; i++)
		put_table_row(spread, &spread->chart->periods[i], undecided);
	buffer_text(out, "</tbody>\n</table></div>\n");
	if (spread->chart->without_period == 0)
		return;
	buffer_text(out, "<p>And ");
	page_rows(out, spread->chart->without_period, "row", "rows");
	buffer_text(out, " of which it is not known to which period they belong.</p>\n");
}

static void
put_chart(struct buffer *out, struct bandchart *chart)
{
	struct arena arena = ARENA_INIT;
	struct spread spread = {
		.out = out, .arena = &arena, .chart = chart, .bands = chart->column->bands
	};
	uint32_t last = chart->period_count;

	bandchart_finish(chart);
	while (last > 0 && bandchart_counted(chart, &chart->periods[last - 1]) == 0)
		last--;
	while (spread.first < last && bandchart_counted(chart, &chart->periods[spread.first]) == 0)
		spread.first++;
	spread.drawn = last - spread.first;
	buffer_text(out, "<h3>");
	page_text(out, chart->by->name);
	buffer_text(out, " by ");
	page_text(out, chart->key->name);
	buffer_text(out, "</h3>\n");
	if (spread.drawn > 0) {
		put_bands(&spread);
		spread_draw(&spread);
	}
	put_table(&spread);
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
