/*
 * outfile: one file on its way out, or standard output: bytes are put into its buffer and sent on from time to time. And problems.csv, the
 * file of everything that was refused, which the reader feeds through a sink (problems.h).
 *
 * A failure is kept in the fault once; the caller then abandons everything, so nothing half-written stays (stage.h).
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
	struct buffer buffer;		/* what goes to the writer next */
};

/* `stage` NULL: standard output, which messages then call `name`. */
bool outfile_open(struct out_file *file, struct stage *stage, const char *name, struct fault *fault);
/* Sends on what is in the buffer. */
bool outfile_flush(struct out_file *file, struct fault *fault);
/* Sends the rest and closes; on failure throws the file away. */
bool outfile_close(struct out_file *file, struct fault *fault);
/* Closes and throws away what was written; harmless when it is not open. */
void outfile_abandon(struct out_file *file);

struct problems_file {
	struct out_file *file;
	uint64_t start;			/* where this table's problems begin */
	uint64_t *neutralised;
	bool excel;
	struct fault *fault;
};

/* Opens problems.csv and writes its headings. */
bool problems_file_open(struct out_file *file, struct stage *stage, struct fault *fault);
/* The sink that writes there; `to` must live as long as it. */
struct problem_sink problems_file_sink(struct problems_file *to);

#endif
