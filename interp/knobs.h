/*
 * knobs: what is fixed for one run: run_date, the value of each setting on each day, and the
 * calendars. Made once from the program, then changed by `--set` (within the bounds of `may vary
 * locally`) or by a test's `set` (bounds do not bind), then only read.
 */
#ifndef INTERP_KNOBS_H
#define INTERP_KNOBS_H

#include "interp/calendar.h"
#include "interp/fault.h"
#include "lang/program.h"

struct knob {
	const struct setting *setting;
	const struct setting_value *values;	/* by `from`, rising */
	uint32_t value_count;
	/* "policy", "--set", "test"; of a varied one the last variation */
	const char *origin;
	/* Of each value: the variation it comes from, or NULL; NULL for a setting that no variation
	 * touches. */
	const char *const *variations;
};

struct knobs {
	const struct program *program;
	int64_t run_date;
	struct knob *knobs;			/* one a setting, at setting->index */
	struct workdays **workdays;		/* one a calendar, at calendar->index */
	/* those that were taken, in their order; room for all */
	const struct variation **taken;
	uint32_t taken_count;
	struct arena *arena;
};

/* The policy's own values. Calendars are loaded by knobs_load_calendars(). */
void knobs_init(struct knobs *knobs, struct arena *arena, const struct program *program,
    int64_t run_date);

/* One value for all days. */
void knobs_set(struct knobs *knobs, const struct setting *setting, const struct value *values,
    uint32_t count, const char *origin);

/* The values of a variation between its dates, both included; before and after them the policy's
 * own. */
void knobs_vary(struct knobs *knobs, const struct variation *variation);

/* `--set name=value`: text to value, kind and bounds checked; false with a message that says what
 * is allowed. A list is written `A and B`, an empty one `nothing`. Each setting can be set once. */
bool knobs_set_text(struct knobs *knobs, const char *assignment, struct fault *fault);

/* The text that stands in the place of a wording (LOCAL_WORDING) or a paragraph of a letter dated
 * on the day of the run, by the variation taken last that has one and is in force; NULL: the
 * policy's own. */
const struct local_text *knobs_local_text(const struct knobs *knobs, const struct letter *letter,
    uint32_t paragraph);

/* The labels of a field that no variation of this run brings: a cell with one of them is refused.
 * Which day its row goes by plays no part: a cell reads the same wherever it stands. */
uint64_t knobs_closed_labels(const struct knobs *knobs, const struct column *field);

/* What people read for a label on the day of the run: the words of the variation taken last that
 * has some and is in force; NULL: the label, or no single label. */
const char *knobs_label_words(const struct knobs *knobs, const struct value *value);
/* The variation that they come from, or NULL. */
const struct variation *knobs_words_from(const struct knobs *knobs, const struct value *value);
/* The variation that brings the label itself, the first should two bring it; or NULL. */
const struct variation *knobs_label_from(const struct knobs *knobs, const struct value *value);
/* Does a label have these words on the day of the run? */
bool knobs_has_words(const struct knobs *knobs, const struct local_label *label);

/* After all settings are set: reads and prepares every calendar. `folder` is the policy's. A
 * calendar file is CSV in UTF-8: one date a line, like 2022-12-26, in its first column; the first
 * line may be a heading. */
bool knobs_load_calendars(struct knobs *knobs, const char *folder, struct fault *fault);

/* Several values over time, or not the policy's own. */
bool knob_is_changed(const struct knob *knob);

/* The variation a value of the knob comes from, or NULL. */
const char *knob_variation(const struct knob *knob, const struct setting_value *value);

/* The value in force on a day. */
const struct setting_value *knob_on(const struct knob *knob, int64_t day);

#endif
