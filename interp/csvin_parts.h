/*
 * csvin_parts: what the files behind csvin.h share; nobody else includes it.
 *
 * csvin.c opens a file and runs its passes; csvin_rows.c turns records into rows of the columns,
 * one by one, and is the judge of them; csvin_strip.c reads rows that look as usual many at once,
 * and csvin_runs.c takes them; csvin_cells.c reads one cell; csvin_usual.h knows the usual cells;
 * csvin_styles.c judges whole columns; csvin_repeats.c confirms repeated keys.
 *
 * Reading and taking are two halves, for with a thread they go on at the same time. Reading (bytes,
 * records, strips) keeps the order of the file and judges nothing; in a pass it touches nothing but
 * `rows`, `intake`, `strip_months`, `reached` and `reached_mark`. Taking judges, counts and tells.
 * Without a thread each strip is taken as soon as it was read; with one csvin_ahead.c hands over
 * what was read, in portions of a batch. Noting keys is a third task, of whoever is idle.
 */
#ifndef INTERP_CSVIN_PARTS_H
#define INTERP_CSVIN_PARTS_H

#include "interp/csvin.h"
#include "interp/encoding.h"
#include "interp/field.h"
#include "interp/header.h"
#include "interp/intake.h"
#include "interp/keygrid.h"
#include "interp/keys.h"
#include "interp/loadword.h"
#include "interp/rows.h"

#define SMALL_LETTERS UINT64_C(0x2020202020202020)	/* makes them of capitals */

enum {
	STYLE_COUNT = 11,			/* bits of enum cell_style */
	/* text of a batch is kept in blocks of this size, or as large as one cell */
	AREA_BLOCK = 256 * 1024,
	/* a batch with more text than this ends early: memory stays bounded */
	BATCH_MAX_BYTES = 16 * 1024 * 1024,
	/* so many rows have their digests kept beside the grid of their keys: 16 MB */
	GRID_ALONE_FROM = 1024 * 1024,
	CACHE_LINE = 64			/* bytes, of most processors */
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
	bool blank_fine;		/* may be blank, and that is all it means */
	/* what the usual cell looks like (csvin_usual.h) */
	const struct label_key *label_keys;
	const uint32_t *label_lengths;
	uint64_t closed_labels;		/* of variations that are not taken */
	const struct text_form *form;	/* of the pattern; NULL: none, or not to be put so */
	/* What is above stands still for a pass; what is below changes as rows are taken. In one
	 * line of the cache each would slow the other down. */
	char apart[CACHE_LINE];
	unsigned style;
	uint64_t given, blank, bad;
	uint64_t markers, marker_line;	/* dashes and n/a taken for blanks */
	char marker[32];
	uint64_t nhs, nhs_line;		/* texts that are NHS numbers by their check digit */
	uint64_t beyond, beyond_line;	/* percentages above 100% or below 0% */
	char beyond_text[32];
	struct seen seen[STYLE_COUNT];
	char apart_too[CACHE_LINE];
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

/* What one field holds in the rows of a strip: one bit a row. */
struct strip_bits {
	uint64_t given, nothing;
	uint64_t nhs;			/* may be the number of a patient */
	struct row_cell first;		/* of the runs; only where styles are judged */
};

/* Rows that were read together (csvin_strip.c), and are still to be taken (csvin_runs.c). */
struct strip {
	uint32_t rows;
	uint64_t apart;			/* those that row_take() is to look at */
	struct strip_bits *bits;	/* by index of `reading` */
	/* by index of `reading`: their values, in the columns they were read to, of which `at` is
	 * the first row */
	struct vec *const *columns;
	uint32_t at;
	const uint64_t *line;		/* physical, where each starts */
	/* as records, those apart one after the other; NULL when they can be had from `cells` */
	const struct record *records;
	const struct rows_strip *cells;
};

struct csvin_ahead;

struct csvin {
	struct csvin_options options;
	struct header header;
	/* how the first heading begins, in small letters, and which bits of that count: most rows
	 * are told from the headings by that */
	uint64_t heading_start, heading_mask;
	struct reader_field *reading;
	uint32_t reading_count;
	bool strips;			/* all fields can be read strip by strip */
	struct mark *marks;
	size_t mark_count;
	/* ---- of reading ---- */
	char apart[CACHE_LINE];
	struct intake *intake;
	struct rows *rows;
	uint64_t reached;		/* records after the header that were read, of this pass */
	size_t reached_mark;		/* the first that may be of a row to come */
	struct usual_month strip_months[USUAL_MONTHS];
	struct strip_bits *bits;	/* without a thread: of the strip that is taken */
	struct vec **targets, **spare;	/* ... and its columns; those that nobody wants */
	char apart_too[CACHE_LINE];
	/* ---- of keys (csvin_keys.c) ---- */
	struct keys *keys;
	/* Of keys of several parts, while their values are few; beyond GRID_ALONE_FROM rows in
	 * place of `keys`. */
	struct keygrid *grid;
	bool grid_alone, grid_failed;	/* failed: read again, with digests */
	uint64_t keys_noted;		/* rows, of this pass */
	uint64_t **run_digests;		/* by part of the key, of the rows of a run */
	char apart_again[CACHE_LINE];
	/* ---- of taking ---- */
	struct csvin_ahead *ahead;	/* NULL: without a thread */
	uint64_t *row_digests;		/* of the row: one a part of its key */
	struct csvin_column *columns;
	struct csvin_facts *facts;	/* in the arena of the options: they outlive the reader */
	struct csvin_counts counts;
	size_t next_mark;
	/* some column is not recorded: rows are not shown with problems */
	bool hides_rows;
	bool fresh;			/* nothing of this pass was read yet */
	bool columns_judged, keys_judged, ended;
	uint64_t ordinal;		/* records after the header that were taken, of this pass */
	enum encoding encoding;		/* of this pass */
	/* some bytes of the block that the record is of, or before it, are of no encoding */
	bool damaged;
	uint64_t blank_rows, blank_line;
	struct area area;
	/* messages about refused cells; given back after each batch */
	struct arena scratch;
	struct cell cell;		/* what field_read() last answered */
	struct usual_month months[USUAL_MONTHS];	/* that were met */
};

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
/* Of a usual text (csvin_usual.h) that is a key. */
bool row_is_totals_text(const char *text, uint32_t length);
/* Of a record of several lines, as it stands in the file. */
bool row_looks_swallowed(const struct csvin *in, const char *raw, size_t length);
void row_problem(struct csvin *in, enum problem_effect effect, const char *slug,
    const struct record *record, const char *cause, const char *fix);
void note(struct csvin *in, const char *slug, uint64_t line, const char *column, const char *cause,
    const char *fix);

/* csvin_keys.c */
void keybook_make(struct csvin *in);		/* once the fields are known */
void keybook_start(struct csvin *in);		/* for this pass */
/* A part of the key of the row that is taken, in the order of `reading`: to `row_digests`. */
void keybook_part(struct csvin *in, uint32_t part, const struct quick *value);
/* The keys of rows that count: the row that is taken, and a run of a strip, which
 * begins with the next record. Noted at once, or, with a thread, by whichever side is idle. */
void keybook_take_row(struct csvin *in);
void keybook_take_run(struct csvin *in, const struct strip *strip, uint32_t from, uint32_t count);
/* Notes them: of one row by the digests of its parts, and of a run whose first row is record
 * `ordinal`. */
void keybook_row(struct csvin *in, const uint64_t *digests, uint64_t ordinal);
void keybook_run(struct csvin *in, const struct strip *strip, uint32_t from, uint32_t count,
    uint64_t ordinal);
/* At the end: is what was noted enough to tell which rows may repeat a key? When not, the file is
 * read again, and then it is. */
bool keybook_tells(struct csvin *in);

/* csvin_styles.c: true when a column was refused now that was not before. */
bool styles_judge(struct csvin *in);
void styles_start(struct csvin *in);		/* forget counts and styles */
void styles_see(struct reader_field *field, unsigned style, uint64_t line, const char *text,
    size_t length);
void styles_notes(struct csvin *in);		/* at the end of the file */

/* May the first cell of the headings begin at `at`? Eight bytes can be read there. */
static inline bool
may_be_heading(const struct csvin *in, const char *at)
{
	unsigned char byte = (unsigned char)*at;

	return ((load_word(at) | SMALL_LETTERS) & in->heading_mask) == in->heading_start ||
	    byte <= ' ' || byte == '-' || byte == '_' || byte >= 0x80;
}

/* As many bits as there are rows. */
static inline uint64_t
first_bits(uint32_t rows)
{
	return rows >= 64 ? UINT64_MAX : (UINT64_C(1) << rows) - 1;
}

/* csvin_strip.c */
/* Can all fields be read so? */
void strip_plan(struct csvin *in);
/* Reads a strip, at most `room` rows, into `strip->columns` from row `strip->at` on, and fills the
 * rest of it but `records`; false when the next record is for csvin_record(). `cells` lives until
 * either is asked again. */
bool strip_read(struct csvin *in, uint32_t room, struct rows_strip *cells, struct strip *strip);

/* csvin_runs.c */
/* Judges the rows of a strip, and puts those that count behind the `*rows` of the batch. */
void strip_take(struct csvin *in, const struct strip *strip, struct vec *const *fields,
    uint64_t *lines, uint32_t *rows);

/*
 * csvin_ahead.c: reading in a thread of its own, a few portions ahead.
 *
 * Keys of the rows that were taken are noted later, portion by portion in the order of the file, by
 * the side that has nothing else to do: the thread when it is as far ahead as it may be, and who
 * asks when nothing was read yet.
 */
struct piece {
	struct piece *next;
	enum piece_kind { PIECE_STRIP, PIECE_RECORD } kind;
	struct strip strip;
	struct record record;		/* broken when it has a cause */
	bool damaged;
};

struct portion {
	const struct piece *pieces;
	enum rows_result last;		/* ROWS_RECORD: there is more */
	uint64_t bytes;			/* of the file, so far */
};

struct csvin_ahead *ahead_make(struct csvin *in);
/* For this pass; false when no thread can be started, and nothing has changed then. */
bool ahead_start(struct csvin_ahead *ahead);
/* Gives the portion before back, and waits for the next; it lives until the next call, or
 * ahead_rest(). After one that is the last of the file the thread has ended. */
const struct portion *ahead_next(struct csvin_ahead *ahead);
/* Of the portion that is taken: the row that is taken, and a run of one of its strips. */
void ahead_note_row(struct csvin_ahead *ahead);
void ahead_note_run(struct csvin_ahead *ahead, const struct strip *strip, uint32_t from,
    uint32_t count);
/* After the last portion: notes what is left to be noted. */
void ahead_note_rest(struct csvin_ahead *ahead);
/* Ends the thread, wherever it is, and takes back all portions. */
void ahead_rest(struct csvin_ahead *ahead);
bool ahead_is_running(const struct csvin_ahead *ahead);	/* in this pass, to its last portion */
void ahead_free(struct csvin_ahead *ahead);		/* NULL is allowed */

/* csvin_repeats.c: fills in->marks; false with a fault. `*looked`: the file was read for it, so
 * that the texts of the last batch are gone. */
bool repeats_find(struct csvin *in, bool *looked, struct fault *fault);

/* csvin.c */
bool csvin_rewind(struct csvin *in, struct fault *fault);
/* The next record after the header; counts `reached`. */
enum rows_result csvin_record(struct csvin *in, struct record *record);

#endif
