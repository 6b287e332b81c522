/* page_parts: what the files of page share. page.c has the order of the page; page_chart.c the
 * drawings; page_style.c the style sheet. */
#ifndef INTERP_PAGE_PARTS_H
#define INTERP_PAGE_PARTS_H

#include "interp/page.h"

extern const char page_style[], page_style_reports[], page_style_print[];

/* A chart for a report that can have one; false, and nothing written, for others. */
bool page_chart(struct buffer *out, const struct summary_report *report);

/* Figures behind bands, by period: page_bands.c. Nothing, and false, when no table has both. */
void page_bands(struct buffer *out, const struct run_summary *summary);
bool page_has_bands(const struct run_summary *summary);

/* Escaped, NULL as nothing. */
void page_text(struct buffer *out, const char *text);
/* The same with its line breaks, for <pre>. */
void page_lines(struct buffer *out, const char *text);

/* "1 row", "2,300 rows": the figure with commas and the fitting noun. */
void page_count(struct buffer *out, uint64_t count);
void page_rows(struct buffer *out, uint64_t count, const char *one, const char *many);

/* Clauses and notes behind a setting or a report, as a paragraph; nothing when there are none. */
void page_provenance(struct buffer *out, const struct provenance *provenance);
/* The clauses alone, each source by its title, named once for clauses that follow each other. */
void page_cites(struct buffer *out, const struct provenance *provenance);

/* page_table.c: a table with a caption and heads; the caller begins and ends its rows. `kind`
 * is its class, or NULL. */
void page_table_begin(struct buffer *out, const char *kind, const char *caption,
    const char *const *heads, uint32_t count);
void page_table_cell(struct buffer *out, const char *text);
void page_table_end(struct buffer *out);

/* What needs a person. */
void page_needs(struct buffer *out, const struct run_summary *summary);

/* Sections of the index after the reports. */
void page_problems(struct buffer *out, const struct run_summary *summary);
void page_settings(struct buffer *out, const struct run_summary *summary);
void page_files(struct buffer *out, const struct run_summary *summary);
void page_words(struct buffer *out, const struct run_summary *summary);

#endif
