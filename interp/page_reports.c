/* page_reports: see page_reports.h. */
#include "interp/page_reports.h"

#include "interp/grid_display.h"
#include "interp/page_parts.h"

static uint32_t
rows_of(const struct grid *grid)
{
	return grid->row_count - (grid->has_total ? 1 : 0);
}

static void
put_as_at(struct buffer *out, const struct grid *grid)
{
	if (grid->as_at == NULL)
		return;
	buffer_text(out, "<p class=\"asat\">As at ");
	grid_html_day(out, grid);
	buffer_text(out, "</p>\n");
}

void
page_report_body(struct buffer *out, const struct summary_report *report, uint32_t at_most)
{
	put_as_at(out, report->grid);
	page_chart(out, report);
	grid_html_first(out, report->grid, at_most);
}

/* What is in the reports, with a link to each: a title may be long, and a report empty. */
static void
put_contents(struct buffer *out, const struct run_summary *summary)
{
	buffer_text(out, "<ul class=\"contents\">\n");
	for (uint32_t i = 0; i < summary->report_count; i++) {
		const struct grid *grid = summary->reports[i].grid;

		buffer_printf(out, "<li><a href=\"#report-%s\">", grid->name);
		page_text(out, grid->title);
		buffer_text(out, "</a>: ");
		if (rows_of(grid) == 0)
			buffer_text(out, "no rows");
		else
			page_rows(out, rows_of(grid), "row", "rows");
		buffer_text(out, "</li>\n");
	}
	buffer_text(out, "</ul>\n");
}

/* A listing too long for the index stands there with its first rows; they are the ones its order
 * puts first. */
static void
put_report_of_index(struct buffer *out, const struct summary_report *report)
{
	const struct grid *grid = report->grid;
	uint32_t rows = rows_of(grid), shown = rows > PAGE_ROWS_MAX ? PAGE_ROWS_FIRST : rows;
	bool broad = grid->column_count >= GRID_BROAD;

	buffer_printf(out, "<div class=\"report%s\">\n<h3 id=\"report-%s\">",
	    broad ? " broadside" : "", grid->name);
	page_text(out, grid->title);
	buffer_text(out, "</h3>\n");
	if (rows == 0 && !grid->has_total) {
		put_as_at(out, grid);
		buffer_text(out, "<p>no rows</p>\n");
	} else {
		page_report_body(out, report, shown);
	}
	if (rows > shown) {
		buffer_printf(out, "<p>These are the first %u of ", (unsigned)shown);
		page_rows(out, rows, "row", "rows");
		buffer_printf(out,
		    "; all of them: <a href=\"reports/%s.html\">reports/%s.html</a></p>\n",
		    grid->name, grid->name);
	}
	page_provenance(out, &report->report->provenance);
	buffer_text(out, "<p class=\"from links\">Also as <a href=\"reports/");
	page_text(out, grid->name);
	buffer_text(out, ".csv\">CSV</a> and <a href=\"reports/");
	page_text(out, grid->name);
	buffer_text(out, ".html\">a page of its own</a>.</p>\n</div>\n");
}

void
page_reports(struct buffer *out, const struct run_summary *summary)
{
	if (summary->report_count == 0)
		return;
	buffer_text(out, "<section id=\"reports\">\n<h2>Reports</h2>\n");
	if (summary->report_count > 1)
		put_contents(out, summary);
	for (uint32_t i = 0; i < summary->report_count; i++)
		put_report_of_index(out, &summary->reports[i]);
	buffer_text(out, "</section>\n");
}
