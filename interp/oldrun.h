/*
 * oldrun: the record of an earlier run, read again: its folder, run.json, and the decision log line
 * by line. For `verify` and `sample`.
 */
#ifndef INTERP_OLDRUN_H
#define INTERP_OLDRUN_H

#include "interp/buffer.h"
#include "interp/fault.h"
#include "interp/jsonread.h"
#include "interp/platform.h"

struct oldrun {
	const char *folder;
	const char *bytes;			/* of run.json */
	size_t length;
	char digest[65];
	/* NULL: run.json is no record of ours (any more), for the reason in ... */
	const struct json_value *record;
	const char *damage;			/* ... this sentence */
};

/* `word` is the folder, or the run.json in it. False with a fault when there is no such file. */
bool oldrun_read(struct oldrun *run, struct arena *arena, const char *word, struct fault *fault);
/* The path of a file the record names; NULL for a name that leads out of the folder. */
const char *oldrun_path(const struct oldrun *run, struct arena *arena, const char *name);
/* The entry of "outputs" with that name, or NULL. */
const struct json_value *oldrun_output(const struct json_value *record, const char *name);

/* SHA-256 of a file; false when it cannot be read. */
bool oldrun_digest(const char *path, char digest[65]);

/* ---- lines ---- */

struct log_lines {
	struct platform_file *file;
	const char *path, *reason;	/* why it cannot be read further, or NULL */
	struct buffer held;
	size_t at;			/* where the next line begins in `held` */
	uint64_t offset;		/* of `held` in the file */
	bool ended;
	/* the line read last, without its line break */
	const char *line;
	size_t length;
	uint64_t number, start;		/* from 1; where it begins in the file */
	bool open;			/* no line break behind it */
};

bool log_lines_open(struct log_lines *lines, const char *path);
/* False at the end, and where the file cannot be read further: log_lines_whole(). */
bool log_lines_next(struct log_lines *lines);
/* Whether all was read that was asked for; else false with a fault. */
bool log_lines_whole(const struct log_lines *lines, struct fault *fault);
void log_lines_close(struct log_lines *lines);

#endif
