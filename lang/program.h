/*
 * program: the checked policy. Immutable, typed, resolved, ordered, without cycles: the contract
 * for whoever runs, explains, documents or translates a policy. It is plain and relational: tables
 * with columns, each column a pure function of columns that stand before it in `evaluation`, of
 * settings, calendars and run_date.
 *
 * Everything lives in the arena given to policy_compile() and is never changed afterwards. Lists
 * are arrays with a count. Nothing here depends on data; nothing here prints.
 */
#ifndef LANG_PROGRAM_H
#define LANG_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/arena.h"
#include "lang/source.h"
#include "lang/twins.h"
#include "lang/type.h"
#include "lang/vocabulary.h"

struct table;
struct column;
struct setting;
struct related;
struct rank;
struct succession;
struct letter;
struct form;
struct template;

/* ---- provenance: where a rule comes from ---- */

struct listed_clause {
	const char *clause;
	bool background;		/* asks nothing of a rule: need not be cited */
	struct span at;
};

struct document;

/* The clause among those that are listed; NULL. */
const struct listed_clause *document_clause(const struct document *document, const char *clause);

struct cite {
	const struct document *document;
	const char *clause;
	struct span at;
};

struct provenance {
	const struct cite *cites;
	uint32_t cite_count;
	const char *const *notes;
	uint32_t note_count;
};

struct document {		/* `source guide is "…"` */
	const char *name, *title, *address;	/* address may be NULL */
	/* in the order of the text; none: the document is cited freely */
	const struct listed_clause *clauses;
	uint32_t clause_count;
	struct twins clause_index;	/* for document_clause() */
	struct provenance provenance;
	struct span at;
};

/* `accepted because "…"`: answers what `check` finds (never an error) at a place that begins in
 * `covers` or in `head`. */
struct acceptance {
	const char *because;
	struct span at, covers, head;
};

/* ---- expressions ---- */

enum expr_kind {
	/* values */
	EXPR_VALUE,		/* value */
	/* column, of the same table or of the run (column->table is program->run) */
	EXPR_COLUMN,
	EXPR_SETTING,		/* setting, one value (not a list) */
	EXPR_RUN_DATE,
	EXPR_PLUS, EXPR_MINUS, EXPR_TIMES, EXPR_DIVIDED,	/* a, b */
	EXPR_SHARE,		/* a as percent of b: a fraction */
	EXPR_ROUND,		/* a; mode, places */
	/* a = length, b = date or period; calendar when in working days; month_end */
	EXPR_AFTER, EXPR_BEFORE,
	EXPR_FIRST_WORKING_DAY,	/* a = date; calendar */
	EXPR_FIRST_DAY_OF, EXPR_LAST_DAY_OF,	/* a = month, quarter or year */
	EXPR_MONTH_OF, EXPR_QUARTER_OF, EXPR_YEAR_OF,	/* a = date (or a quarter, for the year) */
	/* days or working days from a to b; first_day_counted; calendar for working days */
	EXPR_SPAN,
	/* report_column: an earlier column of the same report; only in reports */
	EXPR_REPORT_COLUMN,
	/* the day of the letter: run_date for one that is due; only in letters and forms */
	EXPR_LETTER_DATE,
	/* through, a column of the row that column, a reference of our own row, points to */
	EXPR_THROUGH,
	/* of related rows: aggregate; a = what, over related->table (NULL for a plain count) */
	EXPR_AGGREGATE,
	/* conditions: yes, no or unknown */
	EXPR_HOLDS,		/* a: a yes-or-no value */
	/* a compare b; figures, times, text, or a column of labels with another */
	EXPR_COMPARE,
	/* a, a value of labels: yes when all still possible are in `labels`, no when none is */
	EXPR_LABELS_IN,
	/* a is one of parts (values); for text, figures, dates; `is not one of` is EXPR_NOT of
	 * it */
	EXPR_ONE_OF,
	/* a is one of a list setting; a quarter against Q1 to Q4 also of a setting with one
	 * value */
	EXPR_ONE_OF_SETTING,
	EXPR_QUARTER_IS,	/* a is a quarter; labels has a bit for each of Q1 to Q4 named */
	EXPR_GIVEN, EXPR_BLANK,	/* a */
	EXPR_LIKE,		/* a; pattern */
	EXPR_NOT,		/* a */
	EXPR_ALL, EXPR_ANY, EXPR_NONE,	/* parts */
	/* related: yes if there is such a row; `there is no` is EXPR_NOT of it */
	EXPR_EXISTS,
	EXPR_RANK,		/* rank */
	EXPR_SUCCESSION		/* succession */
};

struct expr {
	enum expr_kind kind;
	struct type type;		/* KIND_YES_NO, never empty, for a condition */
	struct span at;			/* the text it was written as */
	/* unique in the program, from 0; equal expressions may have different ids */
	uint32_t id;
	const struct expr *a, *b;
	const struct expr *const *parts;
	uint32_t part_count;
	struct value value;
	const struct column *column;
	const struct setting *setting;
	const struct report_column *report_column;
	const struct calendar *calendar;
	enum comparison compare;
	enum round_mode mode;
	int places;
	/* chain: written `a and b`, not as a list; same_label: not written, but what `for the same
	 * ... strand` asks of other rows inside a construct `in each strand` */
	bool month_end, first_day_counted, chain, same_label;
	uint64_t labels;
	const char *pattern;
	const struct column *through;
	const struct related *related;
	enum aggregate_kind aggregate;
	const struct rank *rank;
	const struct succession *succession;
};

bool expr_is_condition(const struct expr *expr);

/* EXPR_AGGREGATE, EXPR_EXISTS, EXPR_RANK, EXPR_SUCCESSION: what no row can answer alone. */
bool expr_is_whole(const struct expr *expr);

/* Does it hand on the value of a column that is not recorded? A comparison does not: it is a yes or
 * a no. */
bool expr_not_recorded(const struct expr *expr);

/* The condition in the `where` of related rows that has same_label, or NULL: it comes first. */
const struct expr *expr_same_label(const struct expr *where);

/* ---- other rows (writ.5, SEVERAL TABLES) ---- */

struct related_key {		/* columns of one name in both tables */
	const struct column *ours, *theirs;
};

/*
 * The rows that belong to a row of ours. An unknown key of either side makes the match unknown, an
 * empty one matches nothing. The `where` of the text is taken apart: what only their row knows is
 * `where`; the one comparison with our row that the language allows stands beside it, turned so
 * that theirs comes first. A row belongs when the keys match and both say yes.
 */
struct related {
	const struct table *table;	/* whose rows are looked at */
	/* the rows that this row of a group stands for: then no keys */
	bool members;
	const struct related_key *keys;
	uint32_t key_count;
	const struct expr *where;	/* over `table`, or NULL */
	/* `theirs compare ours`; both NULL when there is none */
	const struct expr *theirs, *ours;
	enum comparison compare;
	struct span at;
};

struct rank {			/* among the lowest PLACES by COLUMN, in each KEY where … */
	const struct column *by;
	const struct expr *places;	/* a number, the same in every row of a pool */
	bool highest, ties_excluded;
	const struct column *const *each;	/* keys of the table; none: one pool */
	uint32_t each_count;
	const struct expr *where;	/* over the same table, or NULL */
};

enum year_end { YEAR_END_STOPS, YEAR_END_CROSSED, YEAR_END_BY_SETTING };

/*
 * COLUMN for N quarters in succession; in the previous quarter; in an earlier quarter of the run
 * where WHERE
 */
struct succession {
	const struct column *of;	/* yes or no */
	/* yes or no: an earlier period of its run is asked for; else NULL */
	const struct column *where;
	const struct column *period;	/* the one key that is a month, quarter or year */
	uint32_t periods;		/* N; 1 with `previous`, 0 with `where` */
	bool previous;			/* not this period but the one before */
	/* Q1 to Q4: before it in the year `of` counts as no; or NULL */
	const struct expr *counting_from;
	enum year_end year_end;
	const struct expr *crosses;	/* YEAR_END_BY_SETTING: yes: crossed; no: stops */
};

/* ---- settings, calendars ---- */

enum may_vary { MAY_NOT_VARY, MAY_VARY_FREELY, MAY_VARY_BETWEEN, MAY_VARY_AMONG };

struct setting_value {
	int64_t from;			/* first day it holds; INT64_MIN for the first value */
	const struct value *values;	/* one, or the members of a list */
	uint32_t count;
	struct provenance provenance;
	struct span at;
};

struct setting {
	const char *name;
	struct type type;		/* of one member */
	bool is_list;
	const struct setting_value *values;	/* by `from`, rising; at least one */
	uint32_t value_count;
	enum may_vary may_vary;
	const struct value *bounds;	/* BETWEEN: lowest, highest; AMONG: those allowed */
	uint32_t bound_count;
	struct provenance provenance;
	uint32_t index;			/* in program->settings */
	struct span at;
	/* A number of things, which has no fraction: the places of a rank, or what a count is
	 * compared with; and where it is used so first. */
	bool counts;
	struct span counts_at;
};

struct calendar {
	const char *name;
	const char *built_in;		/* "england_and_wales", or NULL */
	/* a CSV with a date column, relative to the policy, or NULL */
	const char *file;
	const struct setting *closed_also;	/* a list of dates, or NULL */
	struct provenance provenance;
	uint32_t index;
	struct span at;
};

/* ---- tables and columns ---- */

enum column_origin {
	COLUMN_FIELD,		/* read from the file */
	COLUMN_DEFINE,		/* body */
	COLUMN_DECIDE,		/* decide */
	COLUMN_BANDS,		/* bands */
	COLUMN_DUE,			/* NAME_due of a deadline: body */
	COLUMN_DEADLINE,		/* deadline: state; deadline->due, met_by */
	/* of a group: stands among its fields; its value is the group's own */
	COLUMN_KEY,
	/* "Letter_4 is Sent": body, whether the register has it; yes or no */
	COLUMN_SENT,
	COLUMN_LETTER			/* letter: Due, Sent, Lapsed or Not_due */
};

struct field {
	const char *header;		/* `from column`, or NULL: the column's own name */
	const char *pattern;		/* text like "…", or NULL */
	bool may_be_blank, small_letters, is_key;
	bool not_recorded;		/* as declared; see column->not_recorded */
	bool has_blank_value;		/* `blank means` */
	struct value blank_value;
	/* of a list of labels: a variation may bring more, or print other words; how many are the
	 * policy's own: those behind them come from variations */
	bool labels_may_vary;
	uint32_t own_labels;
	bool rounded;
	enum round_mode mode;
	int places;
};

struct rule {			/* one `gives` line */
	/* which line of the text, from 1: of what is said in each label some may be left out */
	uint32_t number;
	const struct expr *outcome;	/* NULL: nothing */
	const struct expr *when;
	/* [rule_count]: the lines this one stands instead of, directly or through others */
	const bool *displaces;
	struct provenance provenance;
	struct span at;
};

struct decide {
	bool first_that_applies;
	const struct rule *rules;
	uint32_t rule_count;
	bool has_otherwise;
	const struct expr *otherwise;	/* NULL: nothing */
	struct provenance otherwise_provenance;
	struct span otherwise_at;
};
/* Outcomes that are labels, yes or no are EXPR_VALUE with one bit of the column's own label set in
 * value.labels. An outcome that is a column or setting of labels has a list with which the column's
 * own begins: its bits mean the same in both. */

struct band {
	uint32_t label;			/* index in the column's label set */
	const struct expr *low, *high;	/* NULL: open */
	bool low_included, high_included;
	struct span at;
};

struct bands {
	const struct column *by;
	const struct band *bands;	/* rising */
	uint32_t count;
};

struct deadline {
	const struct column *due, *met_by;
};

/* `in each strand`: one of the columns that were said once, one for each label of a field. Its
 * name is made of the two: escalation_in_Sign_up_strand. */
struct said_in_each {
	const char *name, *field, *label;
	uint32_t index;		/* of the label: 0 for the first */
};

struct column {
	const char *name;
	const struct said_in_each *each;	/* or NULL */
	const struct table *table;
	struct type type;
	enum column_origin origin;
	uint32_t index;			/* in table->columns */
	const struct field *field;
	const struct expr *body;
	const struct decide *decide;
	const struct bands *bands;
	const struct deadline *deadline;
	const struct letter *letter;	/* COLUMN_SENT, COLUMN_LETTER */
	/* A reference: holds the key of a row of that table, and has the type of that key. Of a
	 * field, or of the key of a group that is a reference in its source. */
	const struct table *refers_to;
	/* What it says stays out of the record (the decision log, the list of problems): a field
	 * marked so, and what hands its value on. Never a key or a reference. */
	bool not_recorded;
	struct provenance provenance;
	struct span at;			/* of the name where it is declared */
};

enum settings_day {
	SETTINGS_AT_RUN_DATE, SETTINGS_AT_COLUMN, SETTINGS_AT_FIRST_DAY, SETTINGS_AT_LAST_DAY
};

struct table {
	const char *name;
	const char *file;		/* relative to the policy; NULL: a group, or the run */
	/* A group: its keys stand first among its columns, as COLUMN_KEY, and are its fields. */
	const struct table *of;		/* the table whose rows it gathers, or NULL */
	const struct column *const *source_keys;	/* of `of`, one for each key */
	/* every pair of what the keys refer to, found or not; else what is found */
	bool every;
	/* of a group: which rows it has; over keys and what they refer to; or NULL */
	const struct expr *where;
	/* in the order of the text: fields first, then derived */
	const struct column *const *columns;
	uint32_t column_count, field_count;
	/* derived columns only, each after those it needs */
	const struct column *const *evaluation;
	uint32_t evaluation_count;
	const struct column *const *keys;
	uint32_t key_count;
	const struct column *dated_by;	/* or NULL */
	enum settings_day settings_day;
	const struct column *settings_column;	/* the date, or the period */
	bool settings_day_stated;
	struct provenance provenance;
	uint32_t index;			/* in program->tables */
	struct span at;
};

/* ---- reports ---- */

enum report_shape { REPORT_GROUPS, REPORT_LISTING, REPORT_ONE_ROW };

enum report_body { REPORT_VALUE, REPORT_AGGREGATE, REPORT_REASON };

struct report_column {
	const char *name, *heading;
	enum report_body body;
	/* REPORT_VALUE: over columns of the table (listing) or earlier report columns (groups);
	 * EXPR_SHARE and EXPR_ROUND included */
	const struct expr *value;
	enum aggregate_kind aggregate;
	const struct expr *what;	/* of the aggregate; NULL for a plain count */
	const struct expr *where;	/* NULL: all rows */
	const struct column *reason_for;
	const char *text_instead;	/* "no cases" when … */
	const struct expr *text_when;
	struct type type;
	uint32_t index;
	struct span at;
};

struct report_key {
	/* of the column of the table; for `month of D` the unit's word */
	const char *name;
	const char *heading;		/* `headed`, or the name */
	const struct expr *value;
};

struct report {
	const char *name, *title;
	const struct table *table;
	const struct expr *where;	/* or NULL */
	bool as_at_run_date;
	enum report_shape shape;
	const struct report_key *keys;
	uint32_t key_count;
	bool including_empty;		/* exactly one key then, a period */
	/* a value for the run, of the key's kind, or NULL: from the first to the last found */
	const struct expr *empty_from, *empty_to;
	const struct report_column *columns;
	uint32_t column_count;
	const char *total_label;	/* or NULL */
	const struct report_column *sorted_by;	/* a column, ... */
	const struct report_key *sorted_key;	/* ... or a key; both NULL: key order */
	bool descending;
	struct provenance provenance;
	struct span at;
};

/* ---- letters and forms ---- */

/* labels of COLUMN_LETTER, in this order */
enum letter_state { LETTER_DUE, LETTER_SENT, LETTER_LAPSED, LETTER_NOT_DUE };

struct letter_register {	/* `letters are recorded in sent_letter, named by letter_name` */
	const struct table *table;
	const struct column *named_by;
	struct provenance provenance;
	struct span at;
};

/* Another text for the wording or a paragraph, while a variation that was taken is in force. */
struct local_text {
	const struct variation *variation;
	uint32_t paragraph;		/* index; LOCAL_WORDING: the wording */
	const char *file;		/* relative to the file of the variation */
	const struct template *text;	/* NULL when no file was read */
	const char *because;
	struct span at;
};

#define LOCAL_WORDING UINT32_MAX

struct letter_paragraph {
	bool may_vary;			/* a variation may bring another text */
	const char *file;		/* relative to the policy */
	const struct template *text;	/* template.h; NULL when no file was read */
	const struct expr *when;
	struct span at;
};

struct enclosure {
	const struct form *form;	/* or NULL: */
	const char *text;
};

struct letter {
	const char *name;
	const struct table *table;
	const struct column *column, *sent;	/* COLUMN_LETTER, COLUMN_SENT */
	/* the reference that holds the addressee, or the key of a table the letter itself hangs
	 * on */
	const struct column *to;
	/* letters that stand instead of it, directly or through others */
	const struct letter *const *displaced_by;
	uint32_t displaced_by_count;
	const struct expr *send_when, *lapses_when;	/* the latter may be NULL */
	const char *subject;		/* may hold ((fields)); or NULL */
	const struct template *subject_template;	/* template.h; NULL without a subject */
	const char *wording;		/* a file, relative to the policy; or NULL */
	const struct template *wording_template;	/* NULL when no file was read */
	bool wording_may_vary;
	const struct local_text *locals;	/* of all variations, in the order of the text */
	uint32_t local_count;
	const struct letter_paragraph *paragraphs;
	uint32_t paragraph_count;
	const struct expr *reply_by, *reply_to;	/* or NULL */
	const struct enclosure *enclosures;
	uint32_t enclosure_count;
	const struct expr *const *copies;
	uint32_t copy_count;
	struct provenance provenance;
	uint32_t index;			/* in program->letters */
	struct span at;
};

struct form_part {		/* a line of the header, or a column */
	const char *label;
	const struct expr *value;	/* NULL: to fill in */
};

struct form {
	/* the latter may be NULL; the title may hold ((fields)) */
	const char *name, *title, *also_called;
	const struct template *title_template;	/* template.h; over `table` */
	const struct table *table;
	const struct form_part *headers, *columns;
	uint32_t header_count, column_count;
	/* one row for each; the columns are over its table; or NULL: */
	const struct related *rows;
	uint32_t empty_rows;
	const struct expr *return_to;	/* or NULL */
	struct provenance provenance;
	uint32_t index;			/* in program->forms */
	struct span at;
};

/* ---- variations ---- */

struct variation_set {
	const struct setting *setting;
	const struct value *values;
	uint32_t count;
	const char *because;
	struct span at;
};

/* A label that a variation brings to the list of a field, or the words it prints for one. */
struct local_label {
	const struct column *column;
	uint32_t label;			/* index in the column's label set */
	const char *words;		/* NULL: it brings the label */
	const char *because;
	struct span at;
};

struct variation {		/* a local change, for rows whose day lies between its dates */
	const char *name;
	const char *version;		/* of the policy it was decided for; NULL: not said */
	int64_t from, to;		/* both included */
	const struct variation_set *sets;
	uint32_t set_count;
	const struct local_label *labels;
	uint32_t label_count;
	struct provenance provenance;
	struct span at;
};

/* ---- tests ---- */

enum test_state { TEST_VALUE, TEST_BLANK, TEST_UNKNOWN, TEST_NOTHING };

struct test_value {
	enum test_state state;
	/* for a field of text: as written; the runner reads it as a cell is read */
	struct value value;
	struct span at;
};

struct test_rows {
	const struct table *table;
	/* `from "f.csv"`, relative to the policy; then no columns and rows here. With `giving`
	 * the file is a table of tests: its headings say which columns are given. */
	const char *file;
	const struct column *const *columns;	/* given */
	uint32_t column_count;
	const struct column *const *expected;	/* `giving` */
	uint32_t expected_count;
	/* row by row: the given ones, then the expected ones */
	const struct test_value *values;
	uint32_t row_count;
	const struct span *row_at;
	struct span at;
};

struct test_set {
	const struct setting *setting;
	const struct value *values;
	uint32_t count;
	struct span at;
};

enum expect_kind { EXPECT_IS, EXPECT_UNDECIDED, EXPECT_ROWS, EXPECT_REPORT, EXPECT_TIES };

struct expectation {
	enum expect_kind kind;
	const struct column *column;
	struct test_value value;
	const struct column *const *without;	/* EXPECT_UNDECIDED: the facts named */
	uint32_t without_count;
	const struct table *table;	/* EXPECT_ROWS */
	uint32_t rows;
	/* EXPECT_TIES: in the ranking that is the column's definition */
	bool none;
	const struct expr *where;	/* or NULL */
	const struct report *report;
	const char *file;
	struct span at;
};

struct policy_test {
	const char *name;
	/* Whose tests they are: the name of the variation, NULL for the policy's own. Its tests
	 * hold with the variation, the policy's without. */
	const char *of;
	int64_t on;
	const struct test_set *sets;
	uint32_t set_count;
	const struct test_rows *givens;
	uint32_t given_count;
	const struct expectation *expectations;
	uint32_t expectation_count;
	struct span at;
};

/* ---- the policy ---- */

struct revision {
	const char *version, *what;	/* what may be NULL */
	int64_t on;
};

struct program {
	const char *name, *title, *version, *owner;	/* NULL where not stated */
	const char *approved_by;
	/* INT64_MIN where not stated */
	int64_t approved_on, in_force_from, in_force_to, due_for_review;
	struct span review_at; /* of `due for review` */
	const struct revision *revisions;
	uint32_t revision_count;
	struct provenance provenance;
	const struct document *documents;
	uint32_t document_count;
	const struct setting *const *settings;
	uint32_t setting_count;
	const struct calendar *const *calendars;
	uint32_t calendar_count;
	const struct table *const *tables;	/* inputs and groups, in the order of the text */
	uint32_t table_count;
	const struct table *run;	/* one row: defines without `for`; file is NULL */
	/* The derived columns of all tables and of the run, each after those it needs in whatever
	 * row; each table's own list of evaluation is the part of this one that is its. */
	const struct column *const *evaluation;
	uint32_t evaluation_count;
	const struct letter_register *letter_register;	/* or NULL */
	const struct letter *const *letters;
	uint32_t letter_count;
	const struct form *const *forms;
	uint32_t form_count;
	const struct variation *const *variations;
	uint32_t variation_count;
	const struct report *const *reports;
	uint32_t report_count;
	const struct policy_test *tests;
	uint32_t test_count;
	struct provenance tests_provenance;	/* at the head of a file of tests */
	uint32_t expr_count;
	const struct acceptance *acceptances;	/* in the order of the text */
	uint32_t acceptance_count;
	const struct sources *sources;
};

const struct table *program_table(const struct program *program, const char *name);
const struct column *table_column(const struct table *table, const char *name);
const struct setting *program_setting(const struct program *program, const char *name);
const struct report *program_report(const struct program *program, const char *name);

/* A readable listing of the whole program, with types and evaluation order; for tests and `writ
 * check --show program`. */
char *program_dump(struct arena *arena, const struct program *program);

/* The column as a policy text writes it: "silent in Sign_up_strand". */
const char *column_written(struct arena *arena, const struct column *column);

#endif
