/* letters_internal: what the files of letters share; no other file includes it. */
#ifndef INTERP_LETTERS_INTERNAL_H
#define INTERP_LETTERS_INTERNAL_H

#include "interp/filename.h"
#include "interp/fold_value.h"
#include "interp/letters.h"
#include "lang/template.h"

/* One row of another table, to be read when that table comes by. Figures as they are printed. */
struct looked {
	const struct table *table;
	const struct expr *const *exprs;
	uint32_t count, row;
	struct value *keys;		/* of its table */
	const char **cells;		/* NULL: unknown; "": nothing */
	bool *from;			/* the letter's, see there */
};

/* Rows that belong to a letter's row, in key order once all are read. */
struct looked_set {
	const struct table *table;
	struct looked **rows;
	uint32_t count;
	bool unsure;			/* others may belong as well */
};

struct filled_part {
	const char *text;		/* of a field; NULL: not there */
	bool shown;			/* of a flag */
	struct looked_set *items;	/* of a list that stands alone on its line, or: */
	bool joined;			/* the text is to be joined of the items */
};

struct filled {
	const struct template *template;	/* NULL: not shown */
	struct filled_part *parts;
};

struct filled_form {
	const struct form *form;
	struct filled title;
	const char **headers;		/* NULL: to fill in */
	const char **columns;		/* of empty rows; NULL: to fill in */
	const char *return_to;		/* or NULL */
	struct looked_set *rows;	/* or NULL: empty rows */
};

/* One letter that is due, or may be. */
struct letter_copy {
	const struct letter *letter;
	size_t number;			/* among all that came by */
	const struct batch *batch;	/* while it is being filled */
	uint32_t row;
	enum letter_fate fate;
	struct value *keys;		/* of its table */
	const char *key;
	struct filled subject, wording, *paragraphs;
	struct filled_form *forms;	/* one an enclosure; form NULL: a text */
	const char **copies;
	struct buffer missing;		/* what holds it back, parted by "; " */
	const char *why, *name, *local;
	/* by variation that was taken: something of the letter came from it; NULL: none was */
	bool *from;
	bool either_way;
	const char *stem;		/* of its files, without ending */
	const char **form_files;	/* one an enclosure, NULL for a text */
};

struct looked_list {
	struct looked **rows;
	size_t count, room;
	bool sorted;
};

struct letters {
	struct arena arena;
	const struct program *program;
	const struct knobs *knobs;
	struct letter_rows source;
	struct letter_copy **copies;
	size_t count, room;
	struct looked_list *looked;	/* by table->index */
	struct letter_summary summary;
	const bool **basis;		/* by letter->index, once asked for: letter_basis.h */
	uint32_t *list_rows;		/* room for rows that belong to one row */
	bool *list_sure;
	uint32_t list_room;
	const struct csvin_facts *register_facts;	/* of its file, or NULL */
	const struct local_reads *reads;	/* of letters_local.c */
};

/* ---- letters_wants.c ---- */

/* All there is to print in a letter, one after the other; a visitor of expressions. */
struct letter_visitor {
	void (*expr)(void *context, const struct expr *expr);
	void (*template)(void *context, const struct template *template);
	void *context;
};
void letter_visit(const struct letter *letter, const struct letter_visitor *visitor);

/* The columns and the answers of other rows below an expression. */
void expr_visit_leaves(const struct expr *expr, void (*visit)(void *, const struct expr *),
    void *context);

/* The `list of` that a field is, or NULL. */
const struct expr *list_behind(const struct expr *expr);
/* A field that has its line for itself, or the bullet that the line is. */
bool stands_alone(const struct template *template, uint32_t part);
/* "practice.recipient" */
const char *field_name(struct arena *arena, const struct template_part *part);
/* A field that says where the writer puts something: ((paragraphs)), ((subject)). */
bool is_place(const struct template_part *part, const char *name);

/* ---- letters_fill.c ---- */

/* Fills a letter that is due from its row, and notes what is missing. */
void letter_fill(struct letters *letters, struct letter_copy *copy);
/* As it is printed; `from` of the letter that prints it. */
const char *letter_spell(struct letters *letters, bool *from, const struct value *value);
/* "; " before all but the first */
void letter_misses(struct letter_copy *copy, const char *text);
/* A value whose text is the arena's own. */
struct value letter_keep(struct arena *arena, struct value value);

/* ---- letters_local.c ---- */

/* What of it came from a variation is noted in `from`, which may be NULL. How it was decided, in
 * its row: */
void letter_local_decision(struct letters *letters, struct letter_copy *copy);
/* An expression that is printed, or asked whether to print something. */
void letter_local_expr(struct letters *letters, bool *from, const struct expr *expr,
    const struct batch *batch, uint32_t row);
/* A value that is printed: its words, or the label itself. */
void letter_local_label(struct letters *letters, bool *from, const struct value *value);
/* Of a list as it was joined, with the labels themselves. */
void letter_local_list(
    struct letters *letters, bool *from, const struct expr *list, const char *text);
/* A list of labels that have words: it is joined again, of the rows. */
bool letter_list_has_words(const struct letters *letters, const struct expr *list);
/* letter_local() for a letter that has this text. */
const struct template *letter_local_text(
    struct letters *letters, struct letter_copy *copy, uint32_t paragraph);
/* All that is printed has been read: the names of the variations, "north and late"; or "". */
const char *letter_local_names(struct letters *letters, const struct letter_copy *copy);

/* ---- letters_holds.c ---- */

/* Adds what rows of other files hold it back for, to what is missing. */
void letter_miss_held(struct letters *letters, struct letter_copy *copy);

/* ---- letters_rows.c ---- */

/* The rows that certainly belong to the letter's row, or `of_run` to the run as a whole, with
 * expressions to read in each; NULL when none can be told. */
struct looked_set *letter_look(struct letters *letters, struct letter_copy *copy,
    const struct related *related, bool of_run, const struct expr *const *exprs, uint32_t count);
/* All rows have been read: puts them in key order, and says what is not known in them. */
void letter_settle_rows(struct letters *letters, struct letter_copy *copy);
int letter_keys_order(const struct value *a, const struct value *b, uint32_t count);

/* ---- letters_csv.c ---- */

/* `register_only`: the columns of the register and no others, to be put below its rows. */
void letters_csv(struct buffer *out, const struct letters *letters, bool register_only, bool excel,
    uint64_t *neutralised);
void letters_not_written_csv(struct buffer *out, const struct letters *letters, bool excel,
    uint64_t *neutralised);
const char *letters_to_fill(struct letters *letters);

/* What the row of the register about a letter has in one of its columns; NOTHING where it is left
 * for a person. */
struct value letters_register_cell(const struct letters *letters, const struct letter_copy *copy,
    const struct column *column, const char *reference);
/* Its own reference: P87001-2017/18 Q2-Letter_4-2017-11-20 */
const char *letters_reference(struct arena *arena, struct filenames *names,
    const struct letters *letters, const struct letter_copy *copy);

/* ---- letters_register.c ---- */

/* for-the-register.csv, in the form of the register's file where that is known. */
void letters_register_csv(struct buffer *out, const struct letters *letters, bool excel,
    uint64_t *neutralised);

/* ---- letters_flow.c ---- */

/*
 * A filled text in lines, with marks that no cell can hold: FLOW_VALUE before what comes from data
 * (so that a cell never begins a bullet), FLOW_BREAK for a line break inside a value, FLOW_HEADING
 * alone on the line where the subject is to stand.
 */
enum { FLOW_VALUE = 0x01, FLOW_HEADING = 0x02, FLOW_BREAK = 0x0B };

/* The text of this run: the policy's own, or that of a variation. `paragraph` may be
 * LOCAL_WORDING. */
const struct template *letter_local(const struct letters *letters, const struct letter *letter,
    uint32_t paragraph);

/* The wording with its paragraphs; `heading` is set when the wording says where the subject goes,
 * `dated` when it has a line with the date of the letter. */
void flow_letter(struct buffer *out, const struct letter_copy *copy, bool *heading, bool *dated);
/* On one line: a subject, a title. */
void flow_line(struct buffer *out, const struct filled *filled);

/* Paragraphs, line breaks and bullets, escaped; `heading` is the subject, for its mark. */
void flow_html(struct buffer *out, const struct buffer *flow, const char *heading);
void flow_text(struct buffer *out, const struct buffer *flow, const char *heading);

#endif
