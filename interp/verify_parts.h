/* verify_parts: what the files of verify share; no other file includes it. */
#ifndef INTERP_VERIFY_PARTS_H
#define INTERP_VERIFY_PARTS_H

#include "interp/oldrun.h"
#include "interp/options.h"
#include "interp/platform.h"
#include "interp/run.h"
#include "interp/verify.h"
#include "lang/twins.h"

/* Of one kind of difference so many are told one by one. */
enum { VERIFY_TOLD = 20 };

/* A file the record names, or that comes out now. */
struct verify_file {
	const char *name;
	/* its digest in the record; NULL: the record does not name it */
	const char *recorded;
	char there[65], now[65];	/* in the folder; worked out again; "" when there is none */
};

struct verify_cell {			/* of an input, that is another now */
	const struct table *table;
	uint64_t line;
	const char *heading, *was, *now;
	struct verify_cell *next;	/* by table and line */
};

struct verify {
	struct arena *arena;
	const struct options *options;
	struct oldrun old;
	/* the sentences: each a line that begins with "- " or, below it, with blanks */
	struct buffer out;
	uint64_t found;
	struct verify_file **files;	/* in the order they were met, until they are sorted */
	uint32_t file_count, file_room;
	struct twins file_index;
	uint64_t log_lines;		/* counted in the folder */
	bool log_whole;			/* its chain holds */
	/* the second run */
	const struct program *program;
	const char *const *again_paths;	/* of the files now, by table->index */
	struct verify_cell *changed;
	/* by table->index: are its cells compared? NULL: none are */
	bool *compared;
	bool tables_differ, log_told;	/* was that said already? */
	struct buffer again;		/* its run.json */
	/* a file that is there and cannot be read: then nothing can be said of differences */
	struct fault unread;
};

void verify_say(struct verify *verify, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

/* Notes that, once. */
void verify_unread(struct verify *verify, const char *path);

/* The file of that name, made when it is new; NULL: that is not known yet. */
struct verify_file *verify_file(struct verify *verify, const char *name);
struct verify_file *verify_file_known(const struct verify *verify, const char *name);

/* By name, whatever order they were met in. */
void verify_sort_files(struct verify *verify);

/* verify_files.c: the folder against its record, and the chain of the log. */
void verify_folder(struct verify *verify);
void verify_chain(struct verify *verify);

/* verify_lines.c: a file that was worked out again, line by line, without the line breaks. */
typedef void verify_take_line(void *context, const char *line, size_t length);
/* False when it could not be read back. */
bool verify_lines(struct platform_writer *again, verify_take_line *take, void *context);

/* verify_rows.c: a table of decisions, and the log, in the folder against what was worked out
 * again. */
void verify_decisions(struct verify *verify, const char *name, struct platform_writer *again);
void verify_log(struct verify *verify, struct platform_writer *again);

/* verify_cells.c: the cells of inputs that are other files now, as far as the log holds them; and
 * those of one input, said. */
void verify_cells(struct verify *verify, struct platform_writer *again);
void verify_say_cells(struct verify *verify, const char *table);

/* verify_record.c: the record against that of the second run. */
void verify_causes(struct verify *verify, const struct json_value *now);
void verify_rest(struct verify *verify, const struct json_value *now);
/* Where two trees differ, leaf by leaf, each on a line of its own: "at settings, 1 (limit), is". */
void verify_differ(struct verify *verify, const struct json_value *was,
    const struct json_value *now, const char *words);

#endif
