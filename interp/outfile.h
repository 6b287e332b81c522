/*
 * outfile: one file on its way out, or standard output: bytes are put into its buffer and sent on
 * from time to time. And problems.csv, the file of everything that was refused, which the reader
 * feeds through a sink (problems.h).
 *
 * A failure is kept in the fault once; the caller then abandons everything, so nothing half-written
 * stays (stage.h).
 */
#ifndef INTERP_OUTFILE_H
#define INTERP_OUTFILE_H

#include "interp/buffer.h"
#include "interp/fault.h"
#include "interp/platform.h"
#include "interp/problems.h"
#include "interp/stage.h"

struct out_file {
	struct platform_writer *writer;
	const char *name;
	bool is_stdout;
	struct stage *taken_by;		/* a stage that hands its files over; or NULL */
	struct buffer buffer;		/* what goes to the writer next */
};

/* `stage` NULL: standard output, which messages then call `name`. */
bool outfile_open(struct out_file *file, struct stage *stage, const char *name,
    struct fault *fault);
/* Sends on what is in the buffer. */
bool outfile_flush(struct out_file *file, struct fault *fault);
/* The same once there is so much that the writer hands it to the system as it stands. */
bool outfile_pass(struct out_file *file, struct fault *fault);
/* Sends the rest and closes; on failure throws the file away. When standard output is a pipe whose
 * reader has seen enough and gone, that is no failure: there is nobody left to tell. */
bool outfile_close(struct out_file *file, struct fault *fault);
/* Closes and throws away what was written; harmless when it is not open. */
void outfile_abandon(struct out_file *file);

/* All that was written to a file that is not closed yet, put behind what is in the buffer. */
bool outfile_retell(struct buffer *out, struct platform_writer *file);

/*
 * A table's problems stand in the order of its file's lines; those of the whole file come first.
 * Some are found late (a note about a column, when the last row is read), so all of a table wait in
 * memory to be sorted. Past PROBLEMS_HELD bytes they are written as far as they are sorted, and
 * then part by part, each sorted in itself.
 */
enum { PROBLEMS_HELD = 16 * 1024 * 1024 };

struct held_problem {
	uint64_t line;
	size_t at, length;		/* in `held` */
};

struct problems_file {
	struct out_file *file;
	uint64_t start;			/* where this table's problems begin */
	uint64_t *neutralised;
	bool excel;
	struct fault *fault;
	struct buffer held;
	struct held_problem *order;
	size_t count, capacity;
};

/* Opens problems.csv and writes its headings, for `excel` with a byte order mark. */
bool problems_file_open(struct out_file *file, struct stage *stage, bool excel,
    struct fault *fault);
/* The sink that writes there; `to` must live as long as it. */
struct problem_sink problems_file_sink(struct problems_file *to);
/* Writes what is held, in order, and gives the memory back. To be called when the table is read. */
bool problems_file_finish(struct problems_file *to);

#endif
