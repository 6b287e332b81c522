/*
 * csvin_parts: what the files behind csvin.h share; nobody else includes it.
 *
 * csvin.c opens a file and runs its passes; csvin_rows.c turns records into rows of the columns,
 * one by one, and is the judge of them; csvin_strip.c takes rows that look as usual many at once;
 * csvin_cells.c reads one cell; csvin_usual.h knows the usual cells; csvin_styles.c judges whole
 * columns; csvin_repeats.c confirms repeated keys; csvin_ahead.c reads ahead in a thread of its
 * own.
 */
#ifndef INTERP_CSVIN_PARTS_H
#define INTERP_CSVIN_PARTS_H

#include "interp/csvin.h"
#include "interp/field.h"
#include "interp/header.h"
#include "interp/intake.h"
#include "interp/keygrid.h"
#include "interp/keys.h"
#include "interp/rows.h"

enum {
	STYLE_COUNT = 11,			/* bits of enum cell_style */
	/* text of a batch is kept in blocks of this size, or as large as one cell */
	AREA_BLOCK = 256 * 1024,
	/* a batch with more text than this ends early: memory stays bounded */
	BATCH_MAX_BYTES = 16 * 1024 * 1024,
	/* so many rows have their digests kept beside the grid of their keys: 16 MB */
	GRID_ALONE_FROM = 1024 * 1024
};

/* The text of one batch. Blocks never move, so pointers into them hold until the next batch. */
struct area {
	struct area_block *newest;
	size_t used;			/* of the newest block */
	size_t total;
};

char *area_take(struct area *area, size_t length);
void area_clear(struct area *area);	/* keeps one block */
void area_release(struct area *area);

struct seen {				/* where a style was first met */
	uint64_t line;
	char text[32];
};

/* One field that is read, in the order of reading: keys, the date of `dated by`, then the rest. */
struct reader_field {
	const struct column *column;
	uint32_t cell;
	bool is_key, is_date;
	const char *refused;		/* the whole column, and why; NULL when it is not */
	const char *refused_fix;
	unsigned style;
	struct seen seen[STYLE_COUNT];
	uint64_t given, blank, bad;
	uint64_t markers, marker_line;	/* dashes and n/a taken for blanks */
	char marker[32];
	uint64_t nhs, nhs_line;		/* texts that are NHS numbers by their check digit */
	uint64_t beyond, beyond_line;	/* percentages above 100% or below 0% */
	char beyond_text[32];
	bool blank_fine;		/* may be blank, and that is all it means */
	/* what the usual cell looks like (csvin_usual.h) */
	const struct label_key *label_keys;
	const uint32_t *label_lengths;
	uint64_t closed_labels;		/* of variations that are not taken */
	const struct text_form *form;	/* of the pattern; NULL: none, or not to be put so */
	struct strip_part *part;	/* what it holds in a strip (csvin_strip.c) */
};

/* A month as ISO dates begin with it. */
struct usual_month {
	uint64_t key;			/* the eight bytes up to the second hyphen; 0: none */
	int64_t before;			/* the day before its first */
	uint32_t days;
};

enum { USUAL_MONTHS = 64 };		/* of four years */

/* One cell, read. */
struct quick {
	enum presence state;
	bool refused;
	int64_t num;
	uint64_t labels;
	const char *text;
	uint32_t length;
};

/* About a row that repeats a key, or the one that is kept. */
struct mark {
	uint64_t row;			/* ordinal of its record */
	/* MARK_REPEATED, or the field (of `reading`) in which the kept row is contradicted */
	uint32_t field;
	bool differs;
	uint64_t other_line;
};

#define MARK_REPEATED UINT32_MAX

struct csvin {
	struct csvin_options options;
	struct intake *intake;
	struct rows *rows;
	struct header header;
	/* its length: most rows are told from the headings by that */
	size_t first_heading;
	struct reader_field *reading;
	uint32_t reading_count;
	struct csvin_column *columns;
	struct csvin_facts *facts;	/* in the arena of the options: they outlive the reader */
	struct csvin_counts counts;
	struct keys *keys;
	/* Of keys of several parts, while their values are few; beyond GRID_ALONE_FROM rows in
	 * place of `keys`. */
	struct keygrid *grid;
	bool grid_alone, grid_failed;	/* failed: read again, with digests */
	struct mark *marks;
	size_t mark_count, next_mark;
	/* some column is not recorded: rows are not shown with problems */
	bool hides_rows;
	bool fresh;			/* nothing of this pass was read yet */
	bool columns_judged, keys_judged, ended;
	uint64_t ordinal;		/* records after the header, of this pass */
	uint64_t blank_rows, blank_line;
	struct area area;
	/* messages about refused cells; given back after each batch */
	struct arena scratch;
	struct cell cell;		/* what field_read() last answered */
	struct usual_month months[USUAL_MONTHS];	/* that were met */
	bool strips;			/* all fields can be read strip by strip */
};

/* What the texts of the last batch stand in, for when it is still needed while the next is read:
 * taken out of the reader, and given back to it in the order of the batches. */
struct csvin_text {
	struct area area;
	struct rows_block *blocks;
};

void csvin_text_take(struct csvin *in, struct csvin_text *text);
void csvin_text_release(struct csvin *in, struct csvin_text *text);

/* csvin_cells.c */
void cell_read(struct csvin *in, struct reader_field *field, const struct row_cell *cell,
    uint64_t line, struct quick *out);
void cell_put(struct vec *vec, uint32_t row, const struct quick *value);
void cell_clear(struct vec *vec, uint32_t row);

/* csvin_rows.c */
/* A record as a row, a blank one, or a refused one. */
void row_take(struct csvin *in, const struct record *record, struct vec *const *fields,
    uint64_t *lines, uint32_t *rows);
bool row_has_shape(const struct csvin *in, const struct record *record);
/* The grid found a key that came before, or has no room. */
void row_drop_grid(struct csvin *in);
/* Of a usual text (csvin_usual.h) that is a key. */
bool row_is_totals_text(const char *text, uint32_t length);
/* Of a record of several lines, as it stands in the file. */
bool row_looks_swallowed(const struct csvin *in, const char *raw, size_t length);
void row_note_key(struct csvin *in, uint64_t digest);
uint64_t row_key(const struct reader_field *field, const struct quick *value, uint64_t digest);
void row_problem(struct csvin *in, enum problem_effect effect, const char *slug,
    const struct record *record, const char *cause, const char *fix);
void note(struct csvin *in, const char *slug, uint64_t line, const char *column, const char *cause,
    const char *fix);

/* csvin_styles.c: true when a column was refused now that was not before. */
bool styles_judge(struct csvin *in);
void styles_start(struct csvin *in);		/* forget counts and styles */
void styles_see(struct reader_field *field, unsigned style, uint64_t line, const char *text,
    size_t length);
void styles_notes(struct csvin *in);		/* at the end of the file */

/* csvin_strip.c */
/* Can all fields be read so? Makes what that takes. */
void strip_plan(struct csvin *in);
/* Takes a strip of rows; false when the next record is for row_take(). */
bool strip_take(struct csvin *in, struct vec *const *fields, uint64_t *lines, uint32_t *rows);

/* csvin_repeats.c: fills in->marks; false with a fault. `*looked`: the file was read for it, so
 * that the texts of the last batch are gone. */
bool repeats_find(struct csvin *in, bool *looked, struct fault *fault);

/* csvin.c */
bool csvin_rewind(struct csvin *in, struct fault *fault);
/* The next record after the header; counts `ordinal`. */
enum rows_result csvin_record(struct csvin *in, struct record *record);

#endif
