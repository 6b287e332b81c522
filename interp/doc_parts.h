/* doc_parts: what the files of doc share. doc.c has the order of the page. */
#ifndef INTERP_DOC_PARTS_H
#define INTERP_DOC_PARTS_H

#include "interp/doc_writer.h"
#include "lang/arena.h"
#include "lang/program.h"

struct doc {
	const struct program *program;
	struct arena *arena;
	struct doc_writer *writer;
	const char *const *capitals; /* words the text has in capitals only: "CAS" */
	uint32_t capital_count;
	const char *field; /* of the `in each FIELD` that is being put down; or NULL */
};

/* ---- words: doc_names.c, doc_words.c ---- */

/* To be called first: finds the words in capitals. */
void doc_words_init(struct doc *doc);

/* "waiting_time" as "waiting time", and "cas_number" as "CAS number" where the text has CAS and
 * never cas; with `capital`, for the start of a sentence or a heading. */
const char *doc_human(struct doc *doc, const char *name, bool capital);

/* The name of a column: "silent in sign up"; where what is said in each strand is put down, another
 * such is "silent" alone. */
const char *doc_column_name(struct doc *doc, const struct column *column, bool capital);

/* What a link leads to. */
const char *doc_column_id(struct doc *doc, const struct column *column);
const char *doc_setting_id(struct doc *doc, const struct setting *setting);
const char *doc_table_id(struct doc *doc, const struct table *table);
const char *doc_letter_id(struct doc *doc, const struct letter *letter);
const char *doc_form_id(struct doc *doc, const struct form *form);
const char *doc_report_id(struct doc *doc, const struct report *report);

/* A value in words: dates as 31 May 2022, labels without underscores. */
const char *doc_value(struct doc *doc, const struct value *value);
const char *doc_values(struct doc *doc, const struct value *values, uint32_t count);
const char *doc_day(struct doc *doc, int64_t day);
/* "a date", "one of Red, Amber, Green" */
const char *doc_type(struct doc *doc, const struct type *type);

/* The policy's own words for an expression, with links to what they name. */
void doc_expr(struct doc *doc, const struct expr *expr);
/* The same as a text, without links. */
const char *doc_expr_text(struct doc *doc, const struct expr *expr);
/* An expression as the end of the text begun; a list (`all of`) becomes one, behind
 * `with_paragraph` outside of the paragraph, which is ended here. */
void doc_said(struct doc *doc, const struct expr *expr, bool with_paragraph);
/* A note, a title: text that may run over lines, as one line. */
void doc_flowing(struct doc *doc, const char *text);

/* ---- the parts ---- */

/* A rule with a heading of the third rank, and its name as the policy has it. */
void doc_rule_begin(struct doc *doc, const char *id, const char *title, const char *name,
    const struct provenance *provenance);
/* Ends what is said, puts clauses and notes beside it, and ends the rule. */
void doc_rule_end(struct doc *doc, const struct provenance *provenance);
/* Clauses and notes, as paragraphs in small print, or the clauses as text. */
void doc_side(struct doc *doc, const struct provenance *provenance);
void doc_clauses(struct doc *doc, const struct provenance *provenance);

void doc_settings_begin(struct doc *doc);
void doc_setting_row(struct doc *doc, const struct setting *setting);
void doc_settings_end(struct doc *doc);
void doc_calendar(struct doc *doc, const struct calendar *calendar);
void doc_variation(struct doc *doc, const struct variation *variation);

void doc_table(struct doc *doc, const struct table *table);
void doc_column(struct doc *doc, const struct column *column);
/* "each standing", "the run" */
const char *doc_of_what(struct doc *doc, const struct column *column);
/* Cells of the table of a decide: an outcome, and where a line comes from. */
void doc_outcome(struct doc *doc, const struct expr *outcome);
void doc_from(struct doc *doc, const struct provenance *provenance);

/* ---- doc_each.c: what is said once `in each` label of a field ---- */

/* Puts it down once, with the first of its columns; where the labels differ, it says so. */
void doc_in_each(struct doc *doc, const struct column *column);

void doc_report(struct doc *doc, const struct report *report);
void doc_letter_register(struct doc *doc, const struct letter_register *letter_register);
void doc_letter(struct doc *doc, const struct letter *letter);
void doc_form_drawn(struct doc *doc, const struct form *form);
void doc_needs(struct doc *doc);
void doc_tests(struct doc *doc);
void doc_index(struct doc *doc);

/* A heading comment of the policy, `# ---- title ----`; NULL when the line is none. `from` and
 * `end`: the line's place. */
struct doc_heading {
	const char *title;
	const char *about; /* the remarks right below it, as one text each paragraph; or NULL */
	uint32_t at; /* offset */
};

/* All of a file, in order. */
uint32_t doc_headings(
    struct doc *doc, const struct source_file *file, struct doc_heading **headings);

/* The remark behind the field's line, `# like this`; or NULL. */
const char *doc_remark(struct doc *doc, uint32_t at);

#endif
