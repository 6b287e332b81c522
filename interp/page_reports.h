/*
 * page_reports: the reports on index.html, and the body of a report wherever it stands.
 */
#ifndef INTERP_PAGE_REPORTS_H
#define INTERP_PAGE_REPORTS_H

#include "interp/buffer.h"
#include "interp/summary.h"

/* The section of index.html: a list of what is there, then every report with its clauses and links
 * to its own files. A long one shows its first rows (PAGE_ROWS_MAX, PAGE_ROWS_FIRST of page.h).
 * Nothing when there is no report. */
void page_reports(struct buffer *out, const struct run_summary *summary);

/* The day it stands for, its chart, and its table with at most so many rows. */
void page_report_body(struct buffer *out, const struct summary_report *report, uint32_t at_most);

#endif
