/* sample_parts: what the files of sample share; no other file includes it. */
#ifndef INTERP_SAMPLE_PARTS_H
#define INTERP_SAMPLE_PARTS_H

#include "interp/account.h"
#include "interp/again.h"
#include "interp/draw.h"
#include "interp/oldrun.h"
#include "interp/options.h"

struct sample_passage {			/* lines of the policy that belong together */
	const char *file;
	uint32_t first, count;		/* from 1 */
	const char *const *lines;
};

/* What the policy says for some decisions: the passages of all they rest on, in the order of the
 * text. */
struct sample_rules {
	const struct sample_passage *passages;
	uint32_t passage_count;
	bool *settings;			/* read by them; by setting->index */
	bool *calendars;		/* counted by; by calendar->index */
};

struct sample_kind {			/* a decision of a table */
	const char *table, *decision;
	uint64_t rows;			/* lines of the log */
	bool chosen;			/* is it drawn from? */
	bool values;			/* figures, days, texts: no outcomes one could count */
	uint64_t first, drawn;		/* its first row in `rows` */
	/* with the policy at hand, of one that was drawn */
	const struct column *column;
	struct sample_rules rules;
	const struct sample_passage *own;	/* one of them: where it is decided */
};

struct sample_fact {			/* a cell a decision could rest on */
	const char *table, *key;	/* of its row */
	const char *file;
	uint64_t line;			/* 0: not known */
	const char *name, *heading;	/* of the field; as the file heads it */
	const char *value;
	bool ours;			/* of the row itself */
	bool lacking;			/* it mattered, and is blank or could not be read */
};

/* The figures of the others a row is ranked among, by their keys: who is in does not show. */
struct sample_ranking {
	const char *title;		/* "by performance in 2017/18 Q3" */
	const char *const *figures;	/* "P87001 42%" */
	uint32_t count;
};

/* What there is to work a decision out by hand: from the policy and the files. */
struct sample_evidence {
	const struct sample_fact *facts;
	uint32_t fact_count;
	const struct sample_ranking *rankings;
	uint32_t ranking_count;
	/* rows that are not there: "no sent_letter for practice P87008" */
	const char *const *absent;
	uint32_t absent_count;
	const char *cut;		/* files of which more rows belong than are listed, or "" */
	struct account_row pools;	/* only its rankings */
	const char *trace;		/* how it comes about; "" when that may not be recorded */
};

struct sample_closed {			/* weekdays that a calendar closes */
	uint32_t calendar;		/* its index */
	const char *title;		/* "england, 2017 to 2019" */
	const char *days;		/* "2017-04-14, 2017-04-17", or "none" */
};

struct sample_row {			/* one decision that may be drawn */
	const struct sample_kind *kind;
	const char *key;
	uint32_t stratum;
	uint64_t lines_from;		/* where the first line of its row begins in the log */
	bool drawn, met;
	struct sample_evidence *evidence;	/* of one that was drawn; NULL: not at hand */
};

struct sample_stratum {
	const struct sample_kind *kind;	/* NULL: of all */
	const char *outcome;
	uint64_t size, share;
};

struct sample {
	struct arena *arena;
	const struct options *options;
	struct oldrun old;
	const char *log_path;
	uint64_t wanted, seed;
	struct sample_kind *kinds;	/* in the order of the log */
	uint32_t kind_count, kind_room;
	const struct sample_kind *only;	/* the one that is drawn from; NULL: several are */
	struct sample_row *rows;	/* as the kinds stand, each in the order of its keys */
	uint64_t count, room;
	struct sample_stratum strata[DRAW_STRATA_MAX];	/* one, of all, without --by */
	uint32_t stratum_count;
	/* the policy and the files */
	bool at_hand;
	const char *not_at_hand;	/* else why, in words */
	const struct program *program;
	const char *policy_path;	/* as it was found; NULL: it was not */
	struct sample_rules rules;	/* of all that were drawn */
	/* from the first to the last of the dates that are listed */
	bool any_day;
	int64_t first_day, last_day;
	const struct sample_closed *closed;
	uint32_t closed_count;
	struct buffer out;
};

/* All lines of one row, as the log has them. */
struct row_lines {
	struct arena arena;
	const struct json_value *lines[256];
	uint32_t count;
	const struct json_value *line;	/* of the decision that is sampled */
	bool reached[256];		/* the decisions it goes by, and those they go by */
	const struct sample_row *row;
	const struct sample_kind *kind;
	/* from the evidence, else from the log */
	const struct sample_fact *facts;
	uint32_t fact_count;
};

/* ---- sample_log.c ---- */

/* Which decisions there are, and whether run.json agrees with the log. */
bool sample_survey(struct sample *sample, struct fault *fault);
/* The rows of the decisions that are drawn from, with their outcomes. */
bool sample_read(struct sample *sample, struct fault *fault);
/* The lines of one of them. */
bool sample_lines(const struct sample *sample, const struct sample_row *wanted,
    struct row_lines *row, struct fault *fault);

/* ---- sample_draw.c ---- */
bool sample_draw(struct sample *sample, struct fault *fault);

/* ---- sample_again.c: the policy and the files, when they are at hand and are those of the run;
 * the run is performed again, and must come out as run.json says. ---- */
bool sample_again(struct sample *sample, struct fault *fault);

/* ---- sample_evidence.c: what is listed of a row besides its cells. Names of files as the record
 * has them. ---- */
void sample_others_of(struct sample_evidence *made, struct arena *arena, const struct again *again,
    const struct facts *facts);
/* Each sentence of it to `tell`: absences, what was cut. */
void sample_asides(const struct sample_evidence *evidence, struct arena *arena,
    void (*tell)(struct buffer *out, const char *text), struct buffer *out);

/* ---- sample_days.c: which weekdays are no working days, in the years of what was drawn ---- */

/* The dates among the facts of a row; a day that counts besides. */
void sample_note_days(struct sample *sample, const struct facts *facts, const struct batch *batch,
    uint32_t row);
void sample_note_day(struct sample *sample, int64_t day);
/* Afterwards: for each calendar that the rules count by. */
void sample_closed_days(struct sample *sample, const struct knobs *knobs);

/* ---- sample_rules.c: the passages of the policy that columns rest on ---- */
void sample_rules(struct sample_rules *made, const struct sample *sample,
    const struct column *const *columns, uint32_t count);
/* The one of them in which this column is declared; NULL: none. */
const struct sample_passage *sample_own_passage(const struct sample_rules *rules,
    const struct program *program, const struct column *column);

/* ---- sample_kinds.c: which decisions are drawn from, and how that is said ---- */

/* Those that fit --table and --column; without them all. */
bool sample_choose(struct sample *sample, struct fault *fault);
/* "route of case" */
void sample_kind_name(struct buffer *out, const struct sample_kind *kind);
/* The same when it is the only one; else "all decisions of the log" and the like. */
void sample_subject(struct buffer *out, const struct sample *sample);
/* "the rows in the order of their keys" */
void sample_drawn_from(struct buffer *out, const struct sample *sample);
/* "2 other decisions of case: next_step (71), priority (71)"; nothing when all is sampled. */
void sample_others(struct buffer *out, const struct sample *sample);
/* "12, 20 to 25 of p.writ": where in the policy's own words stands what it rests on besides its own
 * passage; nothing when there is no more. */
void sample_rests_on(struct buffer *out, const struct sample_kind *kind);

/* ---- sample_head.c: what a sheet says of itself ---- */

/* Each fact to `tell`, which may be asked several times for one name. */
void sample_head(struct sample *sample,
    void (*tell)(struct buffer *out, const char *name, const char *text));
/* The command that makes this sheet again. */
void sample_command_line(struct buffer *out, const struct sample *sample);
/* "Red, Amber, Green": what may come out; nothing for figures, days and texts, and without the
 * policy. */
void sample_possible(struct buffer *out, const struct sample_kind *kind);
/* What is asked for beside a result: which line. */
const char *sample_asks_line(const struct sample_kind *kind);

/* ---- sample_words.c: parts of a line of the log, in words ---- */

enum sample_part { PART_CLAUSES, PART_COMPARISONS, PART_VALUES, PART_SETTINGS, PARTS };

const char *sample_text(const struct json_value *object, const char *key);
const char *sample_part_key(enum sample_part part);
const char *sample_part_title(enum sample_part part);
void sample_part(struct buffer *out, enum sample_part part, const struct json_value *line,
    const struct json_value *one);
void sample_rule(struct buffer *out, const struct json_value *line);
void sample_outcome(struct buffer *out, const struct json_value *line);
/* A setting as run.json has it, with all its values over time. */
void sample_setting(struct buffer *out, const struct json_value *setting);
/* The day, and whether it was given. */
void sample_day(struct buffer *out, const struct sample *sample);
/* From where the facts and the words are. */
void sample_basis(struct buffer *out, const struct sample *sample);
/* Is there something to be listed besides cells? */
bool sample_says_more(const struct row_lines *row);
/* What stands where nothing is listed. */
const char *sample_no_cell(const struct sample *sample);
/* Was this setting read by the rules? */
bool sample_uses(const struct sample *sample, const struct sample_rules *rules,
    const struct json_value *setting);

/* ---- the sheet, to `out`, one drawn row after the other: `tell` gets each with its number. When
 * several decisions are drawn from, the first of each begins a group. ---- */
bool sample_begins_group(const struct sample *sample, const struct row_lines *row);
bool sample_each(struct sample *sample,
    void (*tell)(struct sample *sample, const struct row_lines *row, uint64_t number),
    struct fault *fault);
bool sample_sheet_text(struct sample *sample, struct fault *fault);	/* sample_sheet.c */
bool sample_sheet_csv(struct sample *sample, struct fault *fault);	/* sample_csv.c */
bool sample_sheet_page(struct sample *sample, struct fault *fault);	/* sample_page.c */

#endif
