/*
 * prove_internal: what the parts of prove.h share. Private to lang/prove*.c.
 *
 * A question ("can these two lines both hold?") is put for one stretch of time between changes of
 * the settings it reads. It becomes a formula without negation over two sorts of variable:
 * *figures* (numbers, amounts, dates, lengths, periods, texts by number), tied by differences x - y
 * <= c, and *sets* (labels, yes or no, given or blank, opaque conditions), one bit a possible
 * value. Rows are taken to be complete: every cell is given or blank. That is enough, since a line
 * that holds while a fact is missing holds whatever the fact turns out to be (writ.5, What is
 * promised).
 *
 * A variable is *exact* when a row may really take each of its values; an opaque one stands for
 * something whose values are tied to others in ways not looked at. "Cannot be met" is proof either
 * way; "can be met" is proof only when no opaque variable was needed.
 */
#ifndef LANG_PROVE_INTERNAL_H
#define LANG_PROVE_INTERNAL_H

#include "lang/diag.h"
#include "lang/program.h"
#include "lang/twins.h"

__extension__ typedef __int128 wide;

enum {
	PROVE_CASES_MAX = 4096,		/* cases looked at for one question */
	PROVE_FIGURES_MAX = 40,
	PROVE_SETS_MAX = 200,
	PROVE_FORMULA_MAX = 20000,	/* nodes of one question */
	PROVE_DEPTH_MAX = 300,
	PROVE_CELLS_MAX = 1000000,	/* list cells of one search: bounds its memory */
	PROVE_LINEAR_MAX = 6
};

/* ---- time and settings (prove_linear.c) ---- */

struct stretch {
	/* first day; first day that is no longer in it; INT64_MIN and INT64_MAX when open */
	int64_t from, until;
};

struct stretches {
	struct stretch *all;
	uint32_t count;
};

/* One run of values a setting may take; a single value has low == high. */
struct piece {
	wide low, high;
	bool no_low, no_high;
};

struct term {
	enum term_kind { TERM_FIELD, TERM_SETTING, TERM_RUN_DATE, TERM_OPAQUE } kind;
	const struct column *column;	/* FIELD */
	const struct setting *setting;	/* SETTING */
	const char *key;		/* OPAQUE: its text */
	struct type type;
};

/* constant + sum of factor * term, in units of the kind; weeks are counted in days. */
struct linear {
	wide constant;
	uint32_t count;
	struct {
		struct term term;
		wide factor;
	} parts[PROVE_LINEAR_MAX];
};

struct prover {
	struct arena *arena;		/* scratch: given back after each question */
	const struct program *program;
	const struct table *table;	/* whose rows are looked at; NULL when only settings are */
	/* by column->index: an example states these fields also where the proof did not need their
	 * values; NULL: none */
	const bool *stated;
	/* An example states which answer or outcome another definition, decide, letter or deadline
	 * has in its row, or in a row it refers to, as a test may; only for a row that is to show
	 * what was proved without. */
	bool states_outcomes;
	const char **texts;		/* texts met, each standing for its number */
	uint32_t text_count, text_room;
	struct twins text_index;
};

/* The units of a value of the text, which is never a fraction. */
wide prove_units(struct prover *prover, const struct value *value);

/* The spelling of so many units of a kind, in `arena`. */
const char *prove_spell(struct arena *arena, enum kind kind, wide units);

/* False: too many parts. What is not a sum or difference becomes an opaque term. `at_run`: inside a
 * definition for the run. */
bool prove_linear(struct prover *prover, const struct expr *expr, bool at_run, struct linear *out);
bool linear_subtract(struct linear *a, const struct linear *b);
bool term_equal(const struct term *a, const struct term *b);

/* The stretches between changes of the settings that `exprs` read, directly or through definitions
 * and bands. */
struct stretches prove_stretches(struct prover *prover, const struct expr *const *exprs,
    uint32_t count);

/* Which columns of the prover's table an expression reads, directly or through definitions and
 * bands, by column->index. */
bool *prove_columns(struct prover *prover, const struct expr *expr);

/* The values a setting may take in a stretch: its own, and those a variation may choose. Not for
 * labels, nor for lists. */
void setting_pieces(struct prover *prover, const struct setting *setting,
    const struct stretch *stretch, const struct piece **pieces, uint32_t *count);
const struct setting_value *setting_in(const struct setting *setting,
    const struct stretch *stretch);
bool setting_is_fixed(const struct setting *setting);	/* one value, for ever, everywhere */

/* The words of a span with single blanks between them: two opaque conditions are the same when
 * these are. */
const char *prove_text(struct prover *prover, struct span at);

/* "from 2023-04-01 on", "before 2023-04-01", or "" when there is but one stretch. */
const char *stretch_words(struct arena *arena, const struct stretch *stretch);

/* ---- formulas (prove_problem.c, prove_formula.c, prove_atoms.c) ---- */

enum formula_kind {
	FORMULA_TRUE, FORMULA_FALSE, FORMULA_DIFFERENCE, FORMULA_SET, FORMULA_AND, FORMULA_OR
};

struct formula {
	enum formula_kind kind;
	uint32_t x, y;			/* DIFFERENCE: figure x - figure y; SET: set x */
	wide bound;			/* 2c + 1 for at most c, 2c for less than c */
	uint64_t mask;
	/* only says which values a variable has: using it proves nothing about a row */
	bool range;
	struct formula_list *parts, *last;
};

struct formula_list {
	const struct formula *formula;
	struct formula_list *next;
};

struct figure {
	struct term term;
	bool dense, exact;
	wide grid;			/* whole multiples only; 1: every unit */
};

enum set_kind { SET_LABELS, SET_SETTING, SET_STATE, SET_QUARTER, SET_OPAQUE };

/* bits of SET_STATE, and of SET_OPAQUE when it stands for a condition */
#define STATE_EMPTY UINT64_C(1)
#define STATE_GIVEN UINT64_C(2)
#define STATE_UNKNOWN UINT64_C(4)
#define OPAQUE_NO UINT64_C(1)
#define OPAQUE_YES UINT64_C(2)
#define OPAQUE_UNKNOWN UINT64_C(4)

struct set {
	enum set_kind kind;
	const struct column *column;
	const struct setting *setting;
	const char *key;
	uint64_t all;
	bool exact;
	/* SET_LABELS: a column of the row a reference of ours points to, which an example states */
	const struct expr *through;
};

struct problem {
	struct prover *prover;
	struct stretch stretch;
	bool many_stretches;
	/* settings at their own values only: enough to show that something can be */
	bool own_only;
	bool varies;			/* a setting was met that may have others */
	/* 0 is the fixed point all others are measured from */
	struct figure figures[PROVE_FIGURES_MAX];
	uint32_t figure_count;
	struct set sets[PROVE_SETS_MAX];
	uint32_t set_count;
	struct formula_list *given;	/* ranges of the variables */
	uint32_t formula_count, depth;
	uint64_t effort;		/* steps this question took so far */
	bool too_big;
};

enum answer { ANSWER_YES, ANSWER_NO, ANSWER_NOT_YES, ANSWER_NOT_NO };

/* With several stretches the row's day is tied to this one. */
void problem_init(struct problem *problem, struct prover *prover, struct stretch stretch,
    bool many_stretches, bool own_only);
/* True when the setting is to be taken at its own value. */
bool problem_pins(struct problem *problem, const struct setting *setting);
const struct formula *formula_condition(struct problem *problem, const struct expr *expr,
    bool at_run, enum answer answer);

/* The two outcomes differ; NULL stands for nothing. */
const struct formula *formula_differ(struct problem *problem, const struct expr *a,
    const struct expr *b);
/* `a` is used up: it may become the answer. */
const struct formula *formula_and(struct problem *problem, const struct formula *a,
    const struct formula *b);

/* The pieces prove_formula.c and prove_atoms.c build from. */
extern const struct formula formula_true, formula_false;
const struct formula *formula_or(struct problem *problem, const struct formula *a,
    const struct formula *b);
const struct formula *formula_set(struct problem *problem, uint32_t set, uint64_t mask);
/* figure x - figure y is at most c, or less than c */
struct formula *formula_difference(struct problem *problem, uint32_t x, uint32_t y, wide c,
    bool less);
uint32_t problem_set(struct problem *problem, const struct set *like);
uint32_t problem_figure(struct problem *problem, const struct term *term);
bool problem_state_set(struct problem *problem, const struct column *column, uint32_t *set);

enum state_wanted { WANT_GIVEN, WANT_NOT_GIVEN, WANT_EMPTY, WANT_NOT_EMPTY };
const struct formula *formula_state(struct problem *problem, const struct expr *expr, bool at_run,
    enum state_wanted want);

/* a is less than, equal to, more than b: any of the bits. */
enum { SIGN_LESS = 1, SIGN_EQUAL = 2, SIGN_MORE = 4 };
const struct formula *formula_sign(struct problem *problem, const struct expr *a,
    const struct expr *b, bool at_run, unsigned signs);
const struct formula *formula_labels(struct problem *problem, const struct expr *expr, bool at_run,
    uint64_t mask, enum answer answer);

/* ---- search (prove_solve.c) ---- */

enum found { FOUND_NONE, FOUND_EXACT, FOUND_OPAQUE, FOUND_TOO_MANY };

struct solution {
	enum found found;
	wide *figures;			/* [figure_count] */
	uint64_t *sets;			/* [set_count]: the bits left */
	bool *figure_used, *set_used;
};

/* `cases` counts on over the stretches of one question. */
struct solution prove_solve(struct problem *problem, const struct formula *formula,
    uint32_t *cases);

/* ---- examples (prove_example.c) ---- */

/* The row of a solution as a test gives it, the settings it needs, and the day. */
struct example {
	const char *given; /* "given case with points is 3"; "" for what is said of the run */
	const char *sets; /* "  set limit to 30 days\n" for each */
	const char *others; /* "  given quarter_end with ...\n" for each row it refers to */
	int64_t on;
};
struct example
prove_example(const struct problem *problem, const struct solution *solution, struct arena *arena);

/* Adds that `column` is `cell`; and the day on which the settings of a stretch hold for a row of
 * the table. */
void example_give(struct arena *arena, struct example *example, const struct table *table,
    const struct column *column, const char *cell);
void example_in_stretch(struct arena *arena, struct example *example, const struct table *table,
    const struct stretch *stretch);

/* A day of the policy, for a test in which the day does not matter. */
int64_t example_day(const struct program *program);

/* A test that can be pasted: `name` is its title, `expect` its last line. */
const char *example_test(
    struct arena *arena, const struct example *example, const char *name, const char *expect);

/* The words without quotes, for the title of a test. */
const char *example_title(struct arena *arena, const char *words);

/* A label as a policy writes it: quoted unless it is one word that begins with a capital. */
const char *prove_label(struct arena *arena, const char *name);

/* ---- questions (prove_question.c) ---- */

enum verdict {
	VERDICT_NEVER, /* proved: no row can */
	VERDICT_CAN, /* an example row is at hand */
	VERDICT_MAY, /* it hangs on something opaque */
	VERDICT_TOO_MANY
};

struct asked {
	const struct expr *expr;
	enum answer answer;
};

/* Conditions with the answers they are to have, and perhaps two outcomes that are to differ. */
struct question {
	struct asked *asked;
	uint32_t count, room;
	bool differ;
	const struct expr *a, *b;
};

/* Questions about the same expressions, that share a bound on their cost. */
struct inquiry {
	struct prover *prover;
	struct stretches stretches;
	struct arena *lasting; /* outlives the scratch of a question */
	uint32_t spent;
	uint64_t effort; /* beyond INQUIRY_EFFORT_MAX every answer is VERDICT_TOO_MANY */
	struct example example; /* of the last question that was answered with VERDICT_CAN */
};

/* `exprs`: all that the questions will speak of. */
void inquiry_open(struct inquiry *inquiry, struct prover *prover, const struct expr *const *exprs,
    uint32_t count);
struct question question_new(void);
void question_ask(struct inquiry *inquiry, struct question *question, const struct expr *expr,
    enum answer answer);
enum verdict inquiry_answer(struct inquiry *inquiry, const struct question *question);
bool inquiry_is_over(const struct inquiry *inquiry); /* no question will be answered any more */

/* "no row meets 'A' and 'B' together": as few parts of an `all of` that can never be met as exclude
 * each other; NULL when it is none, or has but one part (prove_conflict.c). */
const char *inquiry_conflict(struct inquiry *inquiry, const struct expr *expr);

/* ---- the two proofs ---- */
void prove_bands(
    struct prover *prover, struct diags *diags, const struct column *column); /* prove_bands.c */
void prove_decide(
    struct prover *prover, struct diags *diags, const struct column *column); /* prove_decide.c */

#endif
