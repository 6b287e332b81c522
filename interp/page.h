/*
 * page: index.html and reports/<report>.html: one self-contained file each, without network,
 * script, clock or path, the same bytes for the same run. For a committee on paper and screen: one
 * h1, headings in order, real tables with caption and th scope, charts as inline SVG with a text
 * alternative and their figures in the table beside them, print rules, contrast of at least 7 to 1,
 * nothing told by colour alone. Every text from data or policy is escaped, and control characters
 * are shown as stand-ins.
 *
 * On index.html, in this order: what this is; in short (counts that reconcile, outcomes of every
 * decide if they are few); letters; what needs a person; figures and their bands by period; the
 * reports with their charts; the outcomes of every decide if they are many; problems with the data;
 * settings in force; calendars and files read, with digests; how to read the words.
 *
 * A chart is drawn for a report whose only key is a month, quarter or year and that counts the rows
 * of one column's labels (`count where category is Payments`): stacked bars by period. Failing
 * that, for a plain count: simple bars.
 */
#ifndef INTERP_PAGE_H
#define INTERP_PAGE_H

#include "interp/buffer.h"
#include "interp/summary.h"

enum {
	/* rows for a person shown; the rest is counted and stands in decisions/<table>.csv */
	PAGE_NEEDS_MAX = 40,
	PAGE_ROWS_MAX = 60,		/* rows of a report on the index; of a longer one ... */
	PAGE_ROWS_FIRST = 25,		/* ... so many, and a link to the rest */
	/* decides counted under "In short"; when there are more they have a section of their own */
	PAGE_DECIDES_MAX = 6,
	/* periods in one chart: more would not be legible on a page */
	PAGE_CHART_BARS_MAX = 60,
	/* labels in one chart: as many patterns can be told apart */
	PAGE_CHART_PARTS_MAX = 8
};

void page_index(struct buffer *out, const struct run_summary *summary);

/* One report as a page of its own. */
void page_report(struct buffer *out, const struct run_summary *summary,
    const struct summary_report *report);

/* Text escaped for HTML, control characters as stand-ins; also used by grid_html(). */
void page_escape(struct buffer *out, const char *bytes, size_t length);

/* "31 May 2022" */
void page_date(struct buffer *out, int64_t date);

#endif
