/*
 * csvin: a CSV file to the field columns of a table, batch by batch.
 *
 * Bytes become UTF-8 (encoding.h), records (rows.h, where libcsv judges) and typed cells (field.h);
 * rows of the usual shape many at a time, with the same values (csvin_strip.c).
 * This module finds the header, matches its columns, judges styles over whole columns and sees
 * repeated keys. Only the columns in `wanted` are converted.
 *
 * A verdict on a whole column, or a repeated key, may come last. Then csvin_next() answers
 * CSVIN_AGAIN: the caller throws away what it made so far and reads on from the start (the problems
 * are restarted already). It comes at most four times: bytes that are not UTF-8 after all, refused
 * columns, in a long file a suspicion of repeated keys, rows that were compared for repeated keys;
 * then nothing is left to find. Standard input is spooled for that. A file is read as long as it
 * was when it was opened, and must be the same bytes each time.
 *
 * Rows dated later than run_date take no part in repeated keys: they do not exist yet. Whether rows
 * that repeat a key agree is judged over the fields that are read. The row a repeated key leaves is
 * the first in the file; what differs is refused in it, whichever came first.
 *
 * Rows: as many cells as the row of headings has, whether it names them all or not; a cell too many
 * refuses the row even when it is empty. A file's headings once more are refused with that cause,
 * and so are totals: a row without a key that says total, or one whose key is Total, Totals, Grand
 * total or Sum and nothing else.
 *
 * Accounting, always: read = used + refused + repeated + dated later. Totals and blank rows are not
 * rows: they are skipped and said so (a totals row is refused, never summed).
 */
#ifndef INTERP_CSVIN_H
#define INTERP_CSVIN_H

#include <stdbool.h>
#include <stdint.h>

#include "interp/fault.h"
#include "interp/problems.h"
#include "interp/vec.h"
#include "lang/program.h"

struct cellbook;
struct csvin;
struct knobs;

enum csvin_result { CSVIN_ROWS, CSVIN_END, CSVIN_AGAIN, CSVIN_FAULT };

struct csvin_options {
	const struct table *table;
	const char *path;		/* "-" for standard input */
	const char *shown;		/* what messages call it */
	/* by column index, fields only; keys and dated_by are always read */
	const bool *wanted;
	int64_t run_date;		/* for `dated by` */
	/* which variations bring their labels; NULL: all that the policy knows */
	const struct knobs *knobs;
	const char *encoding;		/* NULL: find out; "utf-8", "windows-1252", "utf-16le" */
	/* see repeated keys: 16 bytes a row, less where keygrid.h will do */
	bool check_keys;
	/* what comparing rows of one key may hold at once; 0: 64 MB */
	size_t repeats_max_bytes;
	/* rows from which keygrid.h alone looks for repeated keys; 0: 1,048,576 */
	uint64_t grid_alone_from;
	/* for the tests: no strips (csvin_strip.c), or strips without the instructions of the
	 * processor */
	bool row_by_row, plain_index;
	bool without_digest;		/* no csvin_digest(): for runs that keep no record */
	/* read ahead in a thread of its own while rows are judged and worked on; the same comes out
	 * with and without it. Not with `cells`. */
	bool thread;
	/* where the cells of each row are put as well; NULL: nowhere */
	struct cellbook *cells;
	struct problems *problems;
	/* for the header and facts; batches have memory of their own */
	struct arena *arena;
};

struct csvin_counts {
	uint64_t read, used, refused, repeated, dated_later;
	/* of the refused, those that are the headings once more: they are no rows of data */
	uint64_t headings;
	uint64_t bytes, lines;
};

/* What was found out about a file: for `inspect`, the record and messages. */
struct csvin_column {
	const char *header;		/* as it stands in the file */
	const struct column *column;	/* NULL: not asked for by the policy */
	unsigned style;			/* enum cell_style, so far */
	bool refused;			/* the whole column */
	uint64_t given, blank, bad;
};

struct csvin_facts {
	/* "UTF-8", "UTF-8 with a byte order mark", "Windows-1252", "UTF-16LE" */
	const char *encoding;
	char delimiter;
	bool crlf;
	bool open_ended;		/* its last line has no line end */
	uint64_t header_line;
	uint32_t skipped_rows;		/* above the header */
	const struct csvin_column *columns;
	uint32_t column_count;
};

/* Opens, finds encoding, delimiter and header, matches columns. NULL with a fault: file missing
 * (exit 2), empty, header only is not a fault (no rows), a required column missing or there twice
 * (exit 4, with the near miss). */
struct csvin *csvin_open(const struct csvin_options *options, struct fault *fault);

/* Fills the next rows into `fields` (one vec for each field column, by column index; those not
 * wanted may be NULL), `lines` (first physical line of each row; BATCH_ROWS of them). Rails past
 * the last row are clear. Rows whose `dated by` is unknown stay. */
enum csvin_result csvin_next(struct csvin *in, struct vec *const *fields, uint64_t *lines,
    uint32_t *rows, struct fault *fault);

const struct csvin_counts *csvin_counts(const struct csvin *in);
/* In the arena of the options: they outlive csvin_close(). */
const struct csvin_facts *csvin_facts(const struct csvin *in);

/* SHA-256 of the file's bytes, once csvin_next() gave CSVIN_END; 64 hex digits; "" with
 * `without_digest`. */
const char *csvin_digest(struct csvin *in);

void csvin_close(struct csvin *in);

#endif
