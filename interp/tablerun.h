/*
 * tablerun: what one reading of a table feeds: its rows to a file, its reports, the counts of the
 * summary and the list for a person. run.c prints one table or report with it, run_whole.c
 * everything.
 */
#ifndef INTERP_TABLERUN_H
#define INTERP_TABLERUN_H

#include "interp/arithmetic.h"
#include "interp/decisions.h"
#include "interp/declog.h"
#include "interp/fold.h"
#include "interp/outfile.h"
#include "interp/run.h"
#include "interp/summary.h"

struct table_run {
	struct session *session;
	struct run_summary *summary;		/* NULL: only one table or report is wanted */
	struct decisions_layout layout;
	struct out_file *rows;			/* NULL: the rows are not written */
	enum decisions_format format;
	/* as_text: an aligned table of the first SCREEN_ROWS rows */
	bool first, as_text;
	uint64_t shown, passed_over;		/* as_text: rows in it, rows left out */
	uint64_t neutralised;
	/* without a summary, for --strict: decides, deadlines and bands that came out unknown, over
	 * all rows */
	uint64_t undecided;
	/* where sums that could not be worked out are reported */
	struct problems *problems;
	const struct arithmetic *arithmetic;	/* made with the first batch */
	struct fold **folds;
	const struct report **reports;
	uint32_t report_count;
	const struct table *table;
	struct declog *log;			/* of a whole run that writes one; or NULL */
	/* of a whole run whose policy has letters; or NULL */
	struct letters *letters;
	struct register_rule *register_rule;	/* likewise */
};

/* The reports over the table, or only this one. */
void tablerun_reports(struct table_run *run, const struct report *only);
/* Everything that must be computed for one reading. */
struct table_wants tablerun_wants(struct table_run *run);
/* Are reasons or missing facts among what is printed? */
bool tablerun_explains(const struct table_run *run);
/* To give to session_read(). */
struct row_consumer tablerun_consumer(struct table_run *run);
/* Definitions without `for` that could not be worked out: located in the policy. */
void tablerun_report_run(const struct session *session, struct problems *problems);
/* Gives the folds back. */
void tablerun_release(struct table_run *run);

/* Every row was refused, and none of them only because it is dated later. */
bool tablerun_nothing_usable(const struct table_result *result);
/* Exit code 4, with what to do. */
void tablerun_say_unusable(const char *path, const struct table_result *result,
    struct fault *fault);

/* The command `run` without --table: everything, to a folder or in short to the screen. */
enum exit_code run_whole(struct session *session, struct fault *fault);

/* The same again, for somebody who looks at what comes out: its files are handed to the stage's
 * taker, nothing is shown. */
struct stage;
bool run_whole_aside(struct session *session, struct stage *stage, struct fault *fault);

/* Problems to standard error, unless --quiet. */
void run_show_problems(const struct session *session, const struct problems *problems);
/* With --strict, exit code 1 when there is `any`thing to look at. */
enum exit_code run_findings(const struct session *session, bool any);
bool run_any_refused(const struct problems *problems);

#endif
