/* oracle_parts: what the files of the oracle share among themselves. */
#ifndef TESTS_ORACLE_ORACLE_PARTS_H
#define TESTS_ORACLE_ORACLE_PARTS_H

#include "tests/oracle/oracle.h"

/* ---- answers (oracle_value.c) ---- */
struct answer answer_unknown(struct type type);
struct answer answer_nothing(struct type type);
struct answer answer_figure(struct ratio figure);
struct answer answer_whole(int64_t whole);
struct answer answer_labels(uint64_t labels);
struct answer answer_truth(bool yes);
extern const struct answer answer_open; /* a condition that is unknown */
bool answer_is_yes(struct answer answer);
bool answer_is_no(struct answer answer);
struct answer answer_of_value(const struct value *value);
/* Both given and the same value. Figures exactly, texts by bytes. */
bool answer_same(struct answer a, struct answer b);
int answer_order(struct answer a, struct answer b); /* both given: -1, 0, 1 */

/* ---- exact numbers (oracle_value.c); false when 128 bits do not hold it ---- */
struct ratio ratio_make(wide num, wide den);
bool ratio_add(struct ratio *out, struct ratio a, struct ratio b);
bool ratio_multiply(struct ratio *out, struct ratio a, struct ratio b);
int ratio_compare(struct ratio a, struct ratio b);
/* Whether a result of this type can be kept: a decimal a whole number of its units in 64 bits, a
 * fraction 64 over 64. */
bool ratio_fits(struct ratio value, struct type type);
struct ratio ratio_round(struct ratio value, enum round_mode mode, int places);

/* ---- days (oracle_time.c) ---- */
struct civil {
	int64_t year, month, day;
}; /* month 1 to 12 */
bool day_exists(struct civil civil);
int64_t day_number(struct civil civil); /* 0 is 1970-01-01 */
struct civil day_civil(int64_t day);
int64_t day_period(
    int64_t day, enum kind period); /* KIND_MONTH, KIND_QUARTER, KIND_YEAR, units of type.h */
int64_t period_first_day(int64_t period, enum kind kind);
int64_t period_last_day(int64_t period, enum kind kind);
bool day_move_months(int64_t day, int64_t months, int64_t *out);
bool day_in_range(int64_t day);
/* All of these are false when a day outside the calendar had to be asked about. */
bool oracle_working_days_after(struct oracle *oracle, const struct calendar *calendar, int64_t day,
    int64_t count, int64_t *out);
bool oracle_working_days_between(
    struct oracle *oracle, const struct calendar *calendar, int64_t from, int64_t to, int64_t *out);
bool oracle_first_working_day(
    struct oracle *oracle, const struct calendar *calendar, int64_t day, int64_t *out);

/* ---- settings (oracle_settings.c) ---- */
const struct setting_value *setting_on(const struct setting *setting, int64_t day);
/* The day whose settings hold for this row; false when it is not known. */
bool oracle_settings_day(struct oracle *oracle, struct oracle_row *row, int64_t *day);
/* The value that holds for this row; NULL when the day is not known and the setting has changed. */
const struct setting_value *oracle_setting(
    struct oracle *oracle, struct oracle_row *row, const struct setting *setting);

/* Every label that a setting with one value has on some day. */
uint64_t oracle_setting_labels(const struct oracle *oracle, const struct setting *setting);

/* ---- rules (oracle_rules.c) ---- */
struct answer oracle_decide(
    struct oracle *oracle, struct oracle_row *row, const struct column *column);
struct answer oracle_bands(
    struct oracle *oracle, struct oracle_row *row, const struct column *column);
struct answer oracle_deadline(
    struct oracle *oracle, struct oracle_row *row, const struct column *column);

/* Which lines of a decide are in play: [rule_count], and the `otherwise`. `sure`: lines that are a
 * clear yes and displaced by none. */
struct play {
	bool line[256];
	bool yes[256];
	bool open[256];
	bool otherwise;
};
void oracle_play(
    struct oracle *oracle, struct oracle_row *row, const struct decide *decide, struct play *play);

struct answer oracle_outcome(struct oracle *oracle, struct oracle_row *row,
    const struct column *column, const struct expr *outcome);

/* Where in its bands a figure may lie: band by band yes, no or open. */
struct answer oracle_in_band(struct oracle *oracle, struct oracle_row *row,
    const struct column *column, const struct band *band);

/* ---- tables (oracle_tables.c) ---- */
void oracle_make_row(
    struct arena *arena, struct oracle_row *row, const struct table *table, uint32_t line);
/* Whether a row of the source of a group belongs to a row of the group. */
struct answer oracle_is_member(struct oracle *oracle, const struct oracle_row *group,
    struct oracle_row *member);
/* Two cells that should say the same: yes, no or open; an empty one matches nothing. */
struct answer oracle_match(struct answer a, struct answer b);
struct answer oracle_both(struct answer a, struct answer b);
struct answer oracle_either(struct answer a, struct answer b);
/* The row a reference points to, or NULL. */
struct oracle_row *oracle_target(
    struct oracle *oracle, struct oracle_row *row, const struct column *reference);
/* The places of a table's rows, in key order. */
uint32_t *oracle_key_order(struct oracle *oracle, struct oracle_rows *rows);

/* ---- what other rows have to say (oracle_others.c, oracle_ranks.c, oracle_letters.c) ---- */
struct answer oracle_through(struct oracle *oracle, struct oracle_row *row,
    const struct expr *expr);
/* Whether a row of theirs belongs to ours. */
struct answer oracle_belongs(struct oracle *oracle, struct oracle_row *ours,
    struct oracle_row *theirs, const struct related *related);
struct answer oracle_aggregate(
    struct oracle *oracle, struct oracle_row *row, const struct expr *expr);
struct answer oracle_exists(struct oracle *oracle, struct oracle_row *row, const struct expr *expr);
/* Whether a row may take part in the pool of `row`. */
struct answer oracle_in_pool(struct oracle *oracle, struct oracle_row *row,
    struct oracle_row *other, const struct rank *rank);
/* What C, or the WHERE, counts as in a period; the row of that period, or NULL. */
struct answer oracle_counted(struct oracle *oracle, struct oracle_row *row,
    const struct succession *run, const struct column *column, int64_t own, int64_t period);
struct oracle_row *oracle_of_period(struct oracle *oracle, struct oracle_row *row,
    const struct succession *run, int64_t period);
/* The rows that keep a figure, or "there is", from being known: those that may belong, or whose
 * value is not there. `rows` has room for every row of theirs. */
uint32_t oracle_left_open(struct oracle *oracle, struct oracle_row *row, const struct expr *expr,
    struct oracle_row **rows, uint32_t *may_belong);
struct answer oracle_rank(struct oracle *oracle, struct oracle_row *row, const struct expr *expr);
struct answer oracle_succession(
    struct oracle *oracle, struct oracle_row *row, const struct expr *expr);
struct answer oracle_sent(struct oracle *oracle, struct oracle_row *row,
    const struct column *column);
struct answer oracle_letter(
    struct oracle *oracle, struct oracle_row *row, const struct column *column);

/* ---- what letters print (oracle_print.c) ---- */

struct print_bit { /* of a wording: text, ((name)) or ((name??text)) */
	const char *text; /* NULL: of a plain ((name)) */
	const char *name; /* NULL: of plain text */
	uint32_t line; /* of the text it begins on, from 0 */
};

struct print_text {
	struct print_bit *bits;
	uint32_t count;
};

/* Takes a raw text apart; every line end ends a bit of text too. */
struct print_text oracle_take_apart(struct arena *arena, const char *text);
/* What ((name)) stands for in a row of a letter's table; NULL for a place: subject, paragraphs. */
const struct expr *oracle_named(struct oracle *oracle, const struct table *table,
    const struct letter *letter, const char *name);
/* As people read it: "2 March 2021", "£1,234.50"; "" where it is not given. */
const char *oracle_readable(struct arena *arena, struct type type, struct answer answer);
/* With settings as on the day of the letter. */
struct answer oracle_printed(struct oracle *oracle, struct oracle_row *row,
    const struct expr *expr);

/* Whether a letter rests on a table: by its rules, by what they rest on, or by what it prints. */
bool oracle_rests_on(struct oracle *oracle, const struct letter *letter, const struct table *table,
    const struct print_text *texts, uint32_t text_count);

/* `a compare b`, both given and of one kind. */
struct answer oracle_compared(struct answer a, const struct expr *of_a, struct answer b,
    const struct expr *of_b, enum comparison how);

#endif
