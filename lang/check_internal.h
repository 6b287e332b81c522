/*
 * check_internal: what the files of the checker share; no other file includes it.
 *
 * How to read the checker. check.c is the list of passes. First everything is declared (names only,
 * so the order of the text does not matter), then settings get their kinds, then the columns of
 * all tables are put in an order in which each stands after those it needs (check_order.c) and are
 * given types in that order, then come reports and tests. A draft is the piece of the program under
 * construction together with the tree it comes from. Whatever was found wrong has type KIND_ERROR,
 * which fits everywhere without another message.
 */
#ifndef LANG_CHECK_INTERNAL_H
#define LANG_CHECK_INTERNAL_H

#include "lang/arena.h"
#include "lang/ast.h"
#include "lang/check.h"
#include "lang/diag.h"
#include "lang/intern.h"
#include "lang/program.h"
#include "lang/scope.h"

/* Levels of nesting an expression may have; the passes call themselves once for each. */
enum { CHECK_MAX_DEPTH = 1000 };

/* A growing list of pointers, in the arena. */
struct list {
	void **items;
	uint32_t count, capacity;
};

struct table_draft;

struct column_draft {
	struct column column;
	const struct ast *node;
	struct table_draft *table;
	bool wrong_node; /* its mistake was reported: never looked at again */
	struct table_draft *refers_to; /* of a reference: whose rows it points to; else NULL */
	struct column_draft *source; /* of a key of a group: the column it gathers by */
	uint32_t place; /* among all that check_order() puts in order */
};

struct table_draft {
	struct table table;
	const struct ast *node;
	struct scope names; /* of its columns: struct column_draft */
	struct list columns; /* struct column_draft, in the order of the text, fields first */
	struct list keys; /* struct column_draft */
	const struct column **evaluation; /* table.evaluation, while it is made */
	struct table_draft *of; /* of a group: whose rows it gathers */
	uint32_t rows_place; /* of a group: the place of its membership in check_order() */
	bool rows_wrong; /* which rows a group has was reported as a circle */
	bool wrong; /* not known: whatever is said of it is accepted */
	bool settings_day_asked; /* [settings-day-needed] was given once */
};

struct setting_draft {
	struct setting setting;
	const struct ast *node;
	bool open; /* an empty list whose kind no use has told yet */
};

struct report_draft {
	struct report report;
	struct scope names; /* of its columns so far: struct report_column */
};

struct letter_draft {
	struct letter letter;
	const struct ast *node;
	struct table_draft *table;
	const char *sent_name; /* of its COLUMN_SENT: no name that can be written */
	bool wrong; /* its name or its table cannot be used; reported */
};

struct form_draft {
	struct form form;
	const struct ast *node;
	struct table_draft *table; /* NULL when wrong */
};

struct check {
	struct arena *arena;
	struct names *names;
	struct diags *diags;
	const struct ast *file;
	const struct ast *tests_of;	/* the head of a file of tests beside the policy, or NULL */
	struct program *program;
	struct scope documents, settings, calendars, tables, reports, letters;
	struct list setting_list, calendar_list, table_list,
	    report_list; /* drafts, in the order of the text */
	struct table_draft *run;
	struct scope columns; /* every column of every table: the first table_draft that has one of
	                         that name */
	struct scope declared; /* names that a text with syntax errors seems to declare */
	struct scope each; /* said `in each FIELD`, by the name in the text: struct each_name */
	struct scope compared; /* settings compared with a column of labels: its struct label_set */
	bool declared_ready, had_errors;
	uint32_t next_id;
	unsigned depth;
	const char *run_date, *letter_date;
	/* letters, forms, variations */
	struct scope forms; /* struct form_draft; `letters` has struct letter_draft */
	struct list letter_list, form_list;
	struct table_draft *register_table; /* NULL when there is none, or a wrong one */
	/* by path: the struct source_file of a template, NULL after a message */
	struct scope files;
	const struct file_loader *loader;
	const struct source_file *policy_file;
	size_t files_length; /* of all templates together */
	const struct source_file *local_file; /* a text is read for the variation in it; or NULL */
	bool in_letter; /* what is checked is printed by a letter or form: letter_date is known, and
	                   settings go by it */
	bool no_register_said;
};

/* Where an expression stands: which names it may use. */
struct where {
	struct table_draft *table; /* whose row; the run when there is none */
	struct report_draft *report; /* earlier columns of the report, or NULL */
	bool of_groups; /* the row of a report that stands for many: no column of the table can be
	                   read */
	bool named; /* two rows are in sight: TABLE.NAME says whose column is meant */
	/* Behind `in TABLE`, else NULL: the row we stand on, whose names come second; the part of
	 * the condition that is said of it; and the names that both rows may have, being the
	 * same. */
	const struct where *ours;
	const struct ast *our_side;
	const struct list *same;
};

/* ---- check_say.c ---- */
const char *check_said(
    const struct check *check, struct span at); /* the text written there, on one line, cut short */
const char *check_a_kind(enum kind kind); /* "a date", "an amount of money", "a length in days" */
const char *
check_labels(struct check *check, const struct label_set *labels); /* "Red, Amber and Green" */
void check_nearest(const struct check *check, struct nearest *nearest, const char *wanted);
void check_did_you_mean(struct check *check, const struct nearest *nearest);
void
check_once(struct check *check, const struct ast *parent, enum ast_kind kind, const char *what);

/* ---- check_counts.c ---- */
/* Does it count rows? Where it is not known yet, no. */
bool check_is_count(const struct expr *expr);
/* A setting here is a number of things. */
void check_counts_with(const struct expr *expr);
/* Places written as a figure; false after a message. */
bool check_whole_places(struct check *check, const struct expr *places);
/* When all of the text has been looked at: such settings are given whole numbers. */
void check_counts(struct check *check);

/* ---- check_recorded.c: when the program is whole ---- */
void check_recorded(struct check *check);

/* ---- check.c: shared helpers ---- */
void list_add(struct check *check, struct list *list, void *item);
bool check_maybe_declared(
    struct check *check, const char *name); /* by a construct that could not be read */
struct provenance
check_provenance(struct check *check, const struct ast *first); /* up to the next AST_FROM */
void check_cited(struct check *check, const struct provenance *provenance, struct span at,
    const char *what, const char *name);
bool check_name_free(struct check *check, const char *name, struct span at, const char *what);
bool check_pattern(struct check *check, struct span at, const char *pattern, bool capitals);

/* ---- check_accepted.c ---- */
void check_acceptances(struct check *check); /* what `accepted because` answers */

/* ---- check_header.c ---- */
/* An error when the document lists its clauses and this is none of them. */
void check_clause(struct check *check, const struct document *document, const struct ast *clause);
void check_policy_header(struct check *check);
void check_documents(struct check *check);
void check_calendars(struct check *check);

/* ---- check_settings.c ---- */
void check_declare_settings(struct check *check);
void check_settings(struct check *check);
bool check_literal_set(struct check *check, struct setting_draft *draft, const struct ast *set,
    const struct value **values, uint32_t *count);
bool check_among(const struct value *value, const struct value *values, uint32_t count);

/* ---- check_tables.c ---- */
void check_declare_tables(struct check *check);
void check_declare_columns(struct check *check);
void check_table_lines(struct check *check); /* keys, dated by */
void check_table_days(struct check *check); /* after every column has a kind */
struct table_draft *check_table_named(struct check *check, const char *name, struct span at);
struct column_draft *check_add_column(struct check *check, struct table_draft *table,
    const char *name, struct span at, const struct ast *node, enum column_origin origin);
/* The column whose day picks the settings of a row, or NULL. */
struct column_draft *check_day_column(const struct table_draft *table);

/* ---- check_groups.c ---- */
void check_declare_group(struct check *check, struct table_draft *table); /* its keys, by name */
void check_group_sources(struct check *check); /* what keys gather by; after all have names */
void check_key(struct check *check, struct column_draft *draft);
void check_group_rows(struct check *check, struct table_draft *table);
/* What in an expression, or in a definition it uses, needs more of a row than `keys` and what they
 * refer to; NULL: nothing. */
const struct expr *check_beyond_keys(struct check *check, const struct table_draft *table,
    const struct list *keys, const struct expr *expr);

/* ---- check_fields.c ---- */
void check_field(struct check *check, struct column_draft *draft);
void check_reference(struct check *check, struct column_draft *draft); /* its kind */
bool check_same_labels(const struct label_set *a, const struct label_set *b);
/* The labels in the order in which an input lists them in a column of that name: so rows of the two
 * tables can be related by it. */
const struct label_set *
check_usual_order(struct check *check, const char *name, const struct label_set *labels);
/* check_written_labels() of the column, or of the key that a reference points to. */
const struct label_set *
check_column_labels(struct check *check, const struct column_draft *draft);
struct label_set *check_label_set(struct check *check, const struct list *names);
const struct label_set *check_written_labels(struct check *check, const struct ast *node);
bool check_add_label(
    struct check *check, struct list *names, const char *name, struct span at, const char *of);

/* ---- check_needs.c ---- */
/* Places (check_order.c) of what a column needs, and of what the membership of a group needs. */
void check_needs(struct check *check, struct column_draft *draft, struct list *needs);
void check_rows_need(struct check *check, struct table_draft *table, struct list *needs);

/* ---- check_order.c ---- */
/* Puts the columns of all tables in order, reports circles, and calls check_column() and
 * check_group_rows() in that order; sets the lists of evaluation. */
void check_in_order(struct check *check);

/* ---- check_expr.c, check_names.c, check_time.c, check_condition.c, check_compare.c ---- */
struct expr *expr_make(struct check *check, enum expr_kind kind, const struct ast *node);
struct expr *expr_wrong(struct check *check, const struct ast *node);
struct expr *
expr_of_column(struct check *check, const struct column *column, const struct ast *node);
struct expr *expr_of_labels(
    struct check *check, const struct label_set *labels, uint64_t bits, const struct ast *node);
bool expr_same(const struct expr *a, const struct expr *b);
struct expr *check_value(struct check *check, const struct where *where, const struct ast *node);
struct expr *
check_condition(struct check *check, const struct where *where, const struct ast *node);
struct expr *check_ref(struct check *check, const struct where *where, const struct ast *node,
    const struct label_set *labels);
struct where check_row(struct table_draft *table); /* one row of it */
/* A column of the table; under the table's own name its only key. */
struct column_draft *check_column_named(const struct table_draft *table, const char *name);
struct column_draft *check_own_column(struct check *check, const struct where *where,
    const struct ast *part); /* named by a part; else a message and NULL */
struct expr *check_time(struct check *check, const struct where *where, const struct ast *node);
bool check_one_value(struct check *check, const struct expr *expr); /* not wrong, and not a list */
struct expr *check_share(struct check *check, const struct where *where, const struct ast *node);
struct expr *check_rounded(struct check *check, struct expr *value, const struct ast *rounded);
bool check_rounding(struct check *check, enum kind kind, const struct ast *rounded,
    enum round_mode *mode, int *places);
bool check_is_condition(const struct ast *node);
bool check_kinds_compare(enum kind a, enum kind b);
struct expr *condition_make(struct check *check, enum expr_kind kind, const struct ast *node);
struct expr *condition_holds(struct check *check, struct expr *value, const struct ast *node);
struct expr *
condition_negated(struct check *check, struct expr *condition, const struct ast *node, bool really);
struct expr *
check_left_side(struct check *check, const struct where *where, const struct ast *node);
struct expr *
check_comparison(struct check *check, const struct where *where, const struct ast *node);
struct expr *check_one_of(struct check *check, const struct where *where, const struct ast *node);
struct expr *check_boolean(struct check *check, const struct where *where, const struct ast *node);
struct value check_literal(const struct ast *node);
const char *check_label_of(
    struct check *check, const struct ast *node); /* the label a node may stand for, or NULL */
int check_find_label(struct check *check, const struct label_set *labels, const char *label,
    struct span at, const char *of);

/* ---- check_rules.c, check_decide.c ---- */
void check_decide(struct check *check, struct column_draft *draft, const struct where *where);
void check_column(struct check *check, struct column_draft *draft);

/* ---- check_letters.c: in the order in which they are called ---- */
void check_declare_letter(struct check *check, const struct ast *node); /* its two columns */
void check_register(struct check *check); /* after the tables; also who stands instead of whom */
const char *check_sent_name(
    const struct check *check, const struct ast *node); /* of `Letter_4 is Sent`; else NULL */
struct expr *
check_whether_sent(struct check *check, const struct where *where, const struct ast *node);
bool check_letter_elsewhere(
    struct check *check, const struct where *where, const struct ast *node); /* reported */
struct expr *check_letter_date(struct check *check, const struct ast *node);
void check_letter_column(
    struct check *check, struct column_draft *draft, const struct where *where);
void check_instead_of(struct check *check); /* once every letter has its name in the register */

/* ---- check_letter_about.c ---- */
/* Letters about rows of the register itself are errors; once the register is known. */
void check_letters_about(struct check *check, const struct letter_register *found);
void check_letters(struct check *check); /* what they print; after all columns and forms */

/* ---- check_forms.c ---- */
void check_declare_forms(struct check *check);
void check_forms(struct check *check);
struct form_draft *check_form_named(struct check *check, const char *name, struct span at);

/* ---- check_template.c ---- */
struct template_place {
	struct table_draft *table;
	const struct expr *reply_by; /* or NULL */
	bool letter; /* else a form */
	bool wording; /* where the subject and the paragraphs have their places */
};

const struct template *check_template_text(
    struct check *check, const struct template_place *place, const struct ast *part);
const struct template *check_template_file(
    struct check *check, const struct template_place *place, const struct ast *part);

/* ---- check_variation.c ---- */
/* Labels that variations bring join the lists of their fields; before tables are declared. */
void check_local_lists(struct check *check);
/* `may vary locally` behind a field; false, and said, where it is not for it. */
bool check_labels_may_vary(struct check *check, const struct ast *field);
/* What a variation does with labels: once the columns are known. */
void check_local_labels(struct check *check, struct variation *variation, const struct ast *node);
bool check_beside(struct check *check, const struct check_request *request); /* false: no policy */
void check_variations(struct check *check);
/* A reason, or words to print, of which a reader sees something. NULL is none. */
bool check_can_be_seen(const char *text);

/* ---- check_each.c ---- */
/* Writes out what is said `in each FIELD`, one construct for each label: first of all, so that the
 * rest of the checker knows nothing of it. */
void check_each(struct check *check);

/* ---- check_local_text.c ---- */
void check_local_text(
    struct check *check, const struct variation *variation, const struct ast *node);
/* ---- check_related.c ---- */
struct expr *
check_aggregate(struct check *check, const struct where *where, const struct ast *node);
struct expr *check_exists(struct check *check, const struct where *where, const struct ast *node);
bool check_aggregate_fits(struct check *check, const struct ast *node, const struct expr *what);
void check_aggregate_type(
    const struct ast *node, const struct expr *what, struct type *type); /* `what` may be NULL */
/* The rows of `table` that belong to the row of `where`: the same in the AST_KEY parts of `keys`
 * (NULL: its members), and `condition` (may be NULL). `inner` is then their row. NULL after a
 * message. */
struct related *check_related(struct check *check, const struct where *where,
    struct table_draft *table, const struct ast *keys, const struct ast *condition, struct span at,
    struct where *inner);

/* ---- check_sides.c ---- */
struct sides {
	bool theirs, ours;
};
/* Whose columns a part of the condition behind `in TABLE` speaks of. */
struct sides check_sides(const struct table_draft *theirs, const struct table_draft *ours,
    const struct ast *node, unsigned depth);
/* Takes the condition apart into what goes by their row and the one comparison with ours. */
bool check_related_where(struct check *check, const struct where *inner,
    const struct ast *condition, struct related *related);

/* ---- check_whole.c ---- */
struct expr *check_rank(struct check *check, const struct where *where, const struct ast *node);
struct expr *
check_succession(struct check *check, const struct where *where, const struct ast *node);

/* ---- check_report.c, check_report_column.c, check_test.c ---- */
struct reporting {
	struct check *check;
	const struct ast *node;
	struct report_draft *draft;
	struct table_draft *table;
	struct where row, line; /* one row of the table; one line of the report */
	bool wrong;
};

void check_report_columns(struct reporting *reporting);
void check_reports(struct check *check);
void check_tests(struct check *check);

#endif
