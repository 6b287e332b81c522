/*
 * ast: the syntax tree; what was written, nothing looked up.
 *
 * One node type for everything. A node has a kind, a place, at most one name, one text and one
 * literal value, and a list of children in the order written; the kind of a child says which part
 * of the construct it is (a `gives` line has an outcome, perhaps AST_INSTEAD_OF, an AST_WHEN, then
 * notes). The table below is the contract between grammar and checker: it names for every kind what
 * is set. `parts...` are the children in order; `?` may be absent, `*` any number.
 *
 * Names are interned, so equal names are equal pointers. A node of kind AST_WRONG stands where a
 * mistake was reported: later passes accept it silently. No node points into the scanner's buffers.
 *
 * kind                name            text        parts...
 * -- file
 * AST_FILE                                        constructs*
 * AST_WRONG                                       (nothing; a message has been given)
 * -- shared parts
 * AST_CITES           source                      AST_CLAUSE*  (text = the clause)
 * AST_NOTE                            the note
 * AST_ACCEPTED                        why             (`accepted because`)
 * AST_WHERE, AST_WHEN                             condition
 * AST_AS_AT           (day of settings)           AST_REF | AST_FIRST_DAY_OF | AST_LAST_DAY_OF
 * AST_ROUNDED                                     value.num = places (0 for whole percent, 2 for
 *                                                 the penny), flag = half even; unit kept in
 *                                                 `type_word`
 * -- policy
 * AST_POLICY          policy                      AST_TITLE AST_VERSION AST_OWNER (text),
 *                                                 AST_APPROVED (text, value date), AST_IN_FORCE
 *                                                 (value from; part AST_TO with value to?),
 *                                                 AST_DUE_FOR_REVIEW (value), AST_REVISION (text
 *                                                 version, value date, part AST_NOTE?), AST_NOTE
 * AST_SOURCE          source          title       AST_AT? (text), AST_CLAUSES* (AST_CLAUSE*;
 *                                                 flag = background), notes*
 * AST_CALENDAR        calendar        file?       AST_REF? (name of the built-in calendar, when no
 *                                                 file), AST_CLOSED_ALSO? (name), notes*
 * AST_SETTING         setting                     AST_SETTING_VALUE, then in order: notes |
 *                                                 AST_FROM (value date; part AST_SETTING_VALUE) |
 *                                                 AST_MAY_VARY | AST_MAY_VARY_BETWEEN (2 values) |
 *                                                 AST_MAY_VARY_AMONG (values*)
 * AST_SETTING_VALUE                               literals* (none, and flag set: `nothing`); more
 *                                                 than one: a list
 * AST_INPUT           table           file        AST_KEY* (name), AST_DATED_BY? (name),
 *                                                 AST_AS_AT?, AST_FIELD*, notes*
 * AST_FIELD           column                      AST_TYPE | AST_REFERS_TO (name),
 *                                                 AST_MAY_BE_BLANK?, AST_BLANK_MEANS? (literal),
 *                                                 AST_SMALL_LETTERS?, AST_NOT_RECORDED?,
 *                                                 AST_MAY_VARY?,
 *                                                 AST_ROUNDED?, AST_FROM_COLUMN? (text)
 * AST_TYPE                            pattern?    value.type.kind = the kind; for KIND_LABEL
 *                                                 AST_LABEL* (name; flag = quoted; flag2 = a
 *                                                 variation brings it, put here by the checker)
 * AST_REGISTER        table                       AST_NAMED_BY (name), notes*
 * AST_GROUP           table                       AST_OF (name), AST_KEY* (flag = every),
 *                                                 AST_AS_AT?, AST_WHERE?, notes*
 * AST_DEFINE          column                      AST_FOR? (name of the table), AST_IN_EACH?
 *                                                 (name of a field of labels), body,
 *                                                 AST_ROUNDED?, notes*
 *     body: any expression, AST_AGGREGATE, AST_RANK, AST_SPAN or AST_SHARE
 * AST_DECIDE          column                      AST_FOR, AST_IN_EACH?, AST_FIRST_THAT_APPLIES?,
 *                                                 AST_GIVES*, AST_OTHERWISE?
 * AST_GIVES                                       outcome, AST_INSTEAD_OF? (part: outcome),
 *                                                 AST_WHEN, notes*; flag2 = no line of this label,
 *                                                 only its outcome counts (check_each.c)
 * AST_OTHERWISE                                   outcome, notes*
 *     outcome: an expression, AST_LABEL, AST_YES, AST_NO or AST_NOTHING
 * AST_BANDS           column                      AST_FOR, AST_BY (name), AST_BAND*, notes*
 * AST_BAND            label                       AST_BELOW x | AST_TO_UNDER x y | AST_OR_MORE x |
 *                                                 AST_OR_LESS x | AST_OVER_TO x y | AST_OVER x
 * AST_DEADLINE        column                      AST_FOR, AST_DUE (part: expression), AST_MET_BY
 *                                                 (name), notes*
 * AST_LETTER          letter                      AST_FOR, AST_TO_WHOM (name), letter parts*
 *                                                 (AST_INSTEAD_OF name, AST_SUBJECT text,
 *                                                 AST_SEND_WHEN cond, AST_LAPSES_WHEN cond,
 *                                                 AST_ONCE_FOR_EACH with AST_KEY*, AST_WORDING
 *                                                 text, AST_PARAGRAPH text + AST_WHEN (both
 *                                                 with an AST_MAY_VARY?),
 *                                                 AST_ASKS_FOR_REPLY with two expressions,
 *                                                 AST_ENCLOSES name or text, AST_COPIES_TO expr)
 * AST_FORM            form            title       AST_FOR, AST_ALSO_CALLED text, AST_HEADER text +
 *                                                 expr?, AST_COLUMN text + expr?, AST_RETURN_TO
 *                                                 expr, AST_EMPTY_ROWS value.num, AST_ROW_PER name
 *                                                 + AST_KEY* + AST_WHERE?
 * AST_REPORT          report          title       AST_OF (name), AST_WHERE?, then in order: notes |
 *                                                 AST_REPORT_AS_AT (name) | AST_ONE_ROW_IN_ALL |
 *                                                 AST_ONE_ROW_PER | AST_COLUMN | AST_TOTAL_ROW
 *                                                 (text) | AST_SORTED_BY (name; flag = highest or
 *                                                 latest first, flag2 = earliest or latest first)
 * AST_ONE_ROW_PER                                 AST_KEY* (name) |
 *                                                 AST_MONTH_OF/AST_QUARTER_OF/AST_YEAR_OF (part:
 *                                                 AST_REF)*, AST_INCLUDING_EMPTY? (type_word =
 *                                                 unit; parts from, to as AST_REF, or none),
 *                                                 AST_HEADED? (text)
 * AST_COLUMN          column          heading     body: expression | AST_SHARE | AST_AGGREGATE |
 *                                                 AST_REASON_FOR (name); AST_ROUNDED?,
 *                                                 AST_TEXT_WHEN? (text; part: condition)
 * AST_VARIATION       variation                   AST_OF (name), AST_VERSION? (text), AST_IN_FORCE
 *                                                 (value from, part AST_TO), AST_SET* |
 *                                                 AST_SET_TEXT* | AST_SET_LABELS* |
 *                                                 AST_SET_WORDS*, notes*
 * AST_SET             setting         because?    AST_SETTING_VALUE
 * AST_SET_TEXT        letter          because     AST_WORDING (text: the local file),
 *                                                 AST_PARAGRAPH? (text: the file it replaces)
 * AST_SET_LABELS      column          because     AST_OF (name of the table), AST_LABEL*
 * AST_SET_WORDS       column          because     AST_OF, AST_LABEL, AST_TEXT (the words)
 * AST_TESTS_OF        policy                      notes* (first in a file of tests beside a policy)
 * AST_TEST                            name        value = the date; then in order AST_GIVEN_WITH |
 *                                                 AST_GIVEN_ROWS | AST_GIVEN_FILE | AST_SET |
 *                                                 AST_EXPECT*
 * AST_GIVEN_WITH      table                       AST_ASSIGN* (name; part: test value)
 * AST_GIVEN_ROWS      table                       AST_TARGET* (name; flag = after `giving`),
 *                                                 AST_ROW* (parts: test values; those after `gives`
 *                                                 are in an AST_GIVES_VALUES)
 * AST_GIVEN_FILE      table           file        AST_TARGET* (name; flag set: after `giving`)
 * AST_EXPECT_IS       column                      AST_OF? (name), test value, AST_WHERE?
 * AST_EXPECT_UNDECIDED column                     AST_OF?, AST_KEY* (the facts named), AST_WHERE?
 * AST_EXPECT_ROWS     table                       value.num = how many; AST_WHERE?
 * AST_EXPECT_FILE     report          file
 * AST_EXPECT_TIES     column                      flag: none are expected; AST_OF?
 *     test value: a literal, AST_LABEL, AST_YES, AST_NO, AST_BLANK, AST_UNKNOWN,
 *     AST_NOTHING or AST_TO_FILL_IN (a value that is still to be worked out: an error)
 * -- expressions
 * AST_REF             name            member?     `member` is the part after the dot; `label`,
 *                                                 as in a target and AST_REASON_FOR, that after
 *                                                 `in`
 * AST_LABEL           the label                   flag = it was quoted (then text is set as well)
 * AST_LITERAL                                     value (a figure, percentage, amount, date,
 *                                                 quarter, year, Q1 to Q4, length); AST_TEXT for
 *                                                 text
 * AST_TEXT            (interned)      the text
 * AST_YES AST_NO AST_NOTHING AST_BLANK AST_UNKNOWN
 * AST_PLUS AST_MINUS AST_TIMES AST_DIVIDED         a, b
 * AST_AFTER AST_BEFORE                            length, date, AST_BY_CALENDAR? (name) |
 *                                                 AST_AT_MOST_MONTH_END?
 * AST_FIRST_WORKING_DAY                           date, AST_BY_CALENDAR
 * AST_FIRST_DAY_OF AST_LAST_DAY_OF AST_MONTH_OF AST_QUARTER_OF AST_YEAR_OF   AST_REF
 * AST_SPAN                                        from, to, AST_BY_CALENDAR?; flag = first day
 *                                                 counted; type_word = the unit
 * AST_SHARE                                       a, b          (`a as percent of b`)
 * AST_AGGREGATE                                   aggregate = which; AST_REF? (what), AST_IN?
 *                                                 (name; parts AST_KEY*), AST_WHERE?
 * AST_RANK                                        places, AST_BY (name), AST_IN_EACH (AST_KEY*),
 *                                                 AST_WHERE?; flag = highest; flag2 = ties excluded
 * -- conditions
 * AST_COMPARE                                     a, b; compare = which. b may be AST_LABEL,
 *                                                 AST_YES, AST_NO; flag2 = put in by check_each.c
 * AST_ONE_OF AST_NOT_ONE_OF                       a, values* (AST_REF, AST_LABEL, AST_TEXT,
 *                                                 AST_LITERAL, AST_YES, AST_NO)
 * AST_IS_GIVEN AST_IS_BLANK                       a
 * AST_IS_LIKE                         pattern     a
 * AST_NOT                                         AST_REF
 * AST_ALL AST_ANY AST_NONE                        conditions* flag = written as a chain (`a and b`)
 *                                                 instead of a list
 * AST_THERE_IS        table                       AST_KEY*, AST_WHERE?; flag = there is no
 * AST_RUN             column                      value.num = how many, type_word = unit, or flag =
 *                                                 in the previous (AST_OF name), with AST_WHERE
 *                                                 (name) in an earlier of the run;
 *                                                 AST_COUNTING_FROM expr?, AST_WITHIN_YEAR?
 *                                                 (name = unless), AST_ACROSS_YEARS?
 * A bare expression where a condition is due is a condition: the grammar makes no node for it.
 */
#ifndef LANG_AST_H
#define LANG_AST_H

#include <stdbool.h>
#include <stddef.h>

#include "lang/arena.h"
#include "lang/source.h"
#include "lang/type.h"
#include "lang/vocabulary.h"

enum ast_kind {
	AST_FILE, AST_WRONG,
	AST_CITES, AST_CLAUSE, AST_CLAUSES, AST_NOTE, AST_ACCEPTED, AST_WHERE, AST_WHEN, AST_AS_AT,
	AST_ROUNDED,
	AST_POLICY, AST_TITLE, AST_VERSION, AST_OWNER, AST_APPROVED, AST_IN_FORCE, AST_TO,
	AST_DUE_FOR_REVIEW, AST_REVISION,
	AST_SOURCE, AST_AT, AST_CALENDAR, AST_CLOSED_ALSO,
	AST_SETTING, AST_SETTING_VALUE, AST_FROM, AST_MAY_VARY, AST_MAY_VARY_BETWEEN,
	AST_MAY_VARY_AMONG,
	AST_INPUT, AST_KEY, AST_DATED_BY, AST_FIELD, AST_TYPE, AST_REFERS_TO, AST_MAY_BE_BLANK,
	AST_BLANK_MEANS,
	AST_SMALL_LETTERS, AST_NOT_RECORDED, AST_FROM_COLUMN,
	AST_REGISTER, AST_NAMED_BY, AST_GROUP, AST_OF, AST_DEFINE, AST_FOR,
	AST_DECIDE, AST_FIRST_THAT_APPLIES, AST_GIVES, AST_INSTEAD_OF, AST_OTHERWISE,
	AST_BANDS, AST_BY, AST_BAND, AST_BELOW, AST_TO_UNDER, AST_OR_MORE, AST_OR_LESS, AST_OVER_TO,
	AST_OVER,
	AST_DEADLINE, AST_DUE, AST_MET_BY,
	AST_LETTER, AST_TO_WHOM, AST_SUBJECT, AST_SEND_WHEN, AST_LAPSES_WHEN, AST_ONCE_FOR_EACH,
	AST_WORDING, AST_PARAGRAPH,
	AST_ASKS_FOR_REPLY, AST_ENCLOSES, AST_COPIES_TO,
	AST_FORM, AST_ALSO_CALLED, AST_HEADER, AST_RETURN_TO, AST_EMPTY_ROWS, AST_ROW_PER,
	AST_REPORT, AST_REPORT_AS_AT, AST_ONE_ROW_IN_ALL, AST_ONE_ROW_PER, AST_INCLUDING_EMPTY,
	AST_HEADED, AST_COLUMN,
	AST_REASON_FOR, AST_TEXT_WHEN, AST_TOTAL_ROW, AST_SORTED_BY,
	AST_VARIATION, AST_SET, AST_SET_TEXT, AST_SET_LABELS, AST_SET_WORDS,
	AST_TESTS_OF, AST_TEST, AST_GIVEN_WITH, AST_ASSIGN, AST_GIVEN_ROWS, AST_TARGET, AST_ROW,
	AST_GIVES_VALUES, AST_GIVEN_FILE,
	AST_EXPECT_IS, AST_EXPECT_UNDECIDED, AST_EXPECT_ROWS, AST_EXPECT_FILE,
	AST_EXPECT_TIES,
	AST_REF, AST_LABEL, AST_LITERAL, AST_TEXT, AST_YES, AST_NO, AST_NOTHING, AST_BLANK,
	AST_UNKNOWN, AST_TO_FILL_IN,
	AST_PLUS, AST_MINUS, AST_TIMES, AST_DIVIDED, AST_AFTER, AST_BEFORE, AST_BY_CALENDAR,
	AST_AT_MOST_MONTH_END,
	AST_FIRST_WORKING_DAY, AST_FIRST_DAY_OF, AST_LAST_DAY_OF, AST_MONTH_OF, AST_QUARTER_OF,
	AST_YEAR_OF,
	AST_SPAN, AST_SHARE, AST_AGGREGATE, AST_IN, AST_RANK, AST_IN_EACH,
	AST_COMPARE, AST_ONE_OF, AST_NOT_ONE_OF, AST_IS_GIVEN, AST_IS_BLANK, AST_IS_LIKE, AST_NOT,
	AST_ALL, AST_ANY, AST_NONE,
	AST_THERE_IS, AST_RUN, AST_COUNTING_FROM, AST_WITHIN_YEAR, AST_ACROSS_YEARS,
	AST_KIND_COUNT
};

struct ast {
	enum ast_kind kind;
	struct span at;			/* the whole form, notes left out */
	struct span name_at;		/* the name, where there is one */
	const char *name, *member, *text;
	/* of `NAME in Label`: which of those said `in each`; NULL once check_each.c was over it */
	const char *label;
	struct value value;
	enum comparison compare;
	enum aggregate_kind aggregate;
	enum kind type_word;		/* KIND_DAYS ..., KIND_MONTH ... */
	bool flag, flag2;
	struct ast *first, *last;	/* children */
	struct ast *next;		/* the next child of the same parent */
};

struct ast *ast_make(struct arena *arena, enum ast_kind kind, struct span at);

/* Adds a child, or a whole chain linked by `next`; NULL adds nothing. Returns the parent. */
struct ast *ast_add(struct ast *parent, struct ast *child);

/* The first child of a kind, or NULL. */
struct ast *ast_child(const struct ast *parent, enum ast_kind kind);

const char *ast_kind_name(enum ast_kind kind);

/* The tree as indented lines, for tests and for `writ check --show tree`. */
char *ast_dump(struct arena *arena, const struct ast *tree);

#endif
