/* parse.y: the grammar of language.md. Every action is one or two constructor calls; nothing is
 * looked up. Tokens are phrases (phrases.c), so the grammar is free of conflicts; what may not be
 * changed without making one is measured in language.md section 12. `wrong_...` is where reading
 * goes on after a mistake (reading.h says how). */
%code requires {
#include "lang/reading.h"
}
%code {
#include <stdlib.h>

#include "lang/phrases.h"
#include "lang/syntax.h"

/* The parser's stack: far above what SYNTAX_MAX_DEPTH levels need, far below what memory holds. */
#define YYMAXDEPTH 20000

#define YYLLOC_DEFAULT(current, right, count) \
	do { \
		if (count) \
			(current) = span_join(YYRHSLOC(right, 1), YYRHSLOC(right, count)); \
		else \
			(current).start = (current).end = YYRHSLOC(right, 0).end; \
	} while (0)

/* The token that did not fit is handed out again, unless recovery skips it. */
#define RECOVER(level, bullet) \
	do { \
		if (yychar != TOK_WRIT_YYEMPTY) { \
			yyclearin; \
			cx->position--; \
		} \
		reading_recover(cx, level, bullet); \
		yyerrok; \
	} while (0)

#define LIST(first) ast_add(node(cx, AST_FILE, no_place), first)

static const struct span no_place = { 0, 0 };

static int yylex(YYSTYPE *value, YYLTYPE *at, struct reading *cx);
static void yyerror(const YYLTYPE *at, struct reading *cx, const char *message);
}
%define api.pure full
%define api.prefix {writ_yy}
%define api.token.prefix {TOK_}
%define api.location.type {struct span}
%define api.value.type union
%define parse.error custom
%define parse.lac full
%locations
%expect 0
%param {struct reading *cx}

/* what opens a construct */
%token <const struct token *>
	POLICY "policy" SOURCE "source" CALENDAR "calendar" SETTING "setting" INPUT "input"
	GROUP "group" DEFINE "define" DECIDE "decide" BANDS "bands" DEADLINE "deadline"
	LETTER "letter" FORM "form" REPORT "report" VARIATION "variation" TEST "test"
	LETTERS_ARE_RECORDED_IN "letters are recorded in" TESTS_OF "tests of"
/* what opens a part */
%token <const struct token *>
	TITLE "title" VERSION "version" OWNER "owner" APPROVED_BY "approved by"
	IN_FORCE_FROM "in force from" DUE_FOR_REVIEW "due for review" REVISION "revision"
	NOTE "note" CITES "cites" MAY_VARY "may vary locally" BETWEEN "between" AMONG "among"
	SET "set" SET_WORDING_OF "set wording of" SET_PARAGRAPH "set paragraph"
	BECAUSE "because" FROM "from" FROM_COLUMN "from column" TO "to" OF "of" FOR "for"
	BY "by" AS "as" AT "at" IS "is" ON "on" WITH "with"
	IN "in (a table)" ONE_ROW_PER "one row per"
	ONE_ROW_IN_ALL "one row in all" ONE_ROW_FOR "one row for" MAY_BE_BLANK "may be blank"
	BLANK_MEANS "blank means" SMALL_LETTERS_ACCEPTED "small letters accepted"
	NOT_RECORDED "not recorded"
	REFERS_TO "refers to" LIKE "like" SETTINGS_AS_AT "settings as at" NAMED_BY "named by"
	DATED_BY "dated by" EVERY "every" GIVES "gives" GIVING "giving" WHEN "when"
	OTHERWISE "otherwise" FIRST_THAT_APPLIES "first that applies" NOTHING "nothing"
	BELOW "below" TO_UNDER "to under" OR_MORE "or more" OR_LESS "or less" OVER "over"
	MET_BY "met by" INSTEAD_OF "instead of" SEND_WHEN "send when" LAPSES_WHEN "lapses when"
	ONCE_FOR_EACH "once for each" WORDING_FROM "wording from" PARAGRAPH_FROM "paragraph from"
	ASKS_FOR_REPLY_BY "asks for a reply by" ENCLOSES "encloses" COPIES_TO "copies to"
	SUBJECT "subject" ALSO_CALLED "also called" HEADER "header" TO_FILL_IN "to fill in"
	EMPTY_ROWS "empty rows" RETURN_TO "return to" COLUMN "column" TOTAL_ROW "total row"
	AS_AT "as at" SORTED_BY "sorted by" LOWEST_FIRST "lowest first"
	HIGHEST_FIRST "highest first" EARLIEST_FIRST "earliest first" LATEST_FIRST "latest first"
	HEADED "headed" INCLUDING_EMPTY "including empty" AS_PERCENT_OF "as percent of"
	ROUNDED_HALF_UP_TO "rounded half up to" ROUNDED_HALF_EVEN_TO "rounded half even to"
	WHOLE_PERCENT "whole percent" DECIMAL_PLACES "decimal places" THE_PENNY "the penny"
	REASON_FOR "reason for" GIVEN "given" ROWS "rows" END_GIVEN "end given" EXPECT "expect"
	CANNOT_BE_DECIDED_WITHOUT "cannot be decided without" IS_AS_IN "is as in"
	TIES_IN "ties in" NO_TIES_IN "no ties in"
/* conditions */
%token <const struct token *>
	AND "and" OR "or" NOT "not" THERE_IS_A "there is a" THERE_IS_NO "there is no"
	ANY_OF "any of" ALL_OF "all of" NONE_OF "none of" END_ANY "end any" END_ALL "end all"
	END_NONE "end none" IS_NOT "is not" IS_ONE_OF "is one of" IS_NOT_ONE_OF "is not one of"
	IS_MORE_THAN "is more than" IS_LESS_THAN "is less than" IS_AT_LEAST "is at least"
	IS_AT_MOST "is at most" IS_BEFORE "is before" IS_AFTER "is after"
	IS_ON_OR_BEFORE "is on or before" IS_ON_OR_AFTER "is on or after" IS_BLANK "is blank"
	IS_GIVEN "is given" IS_LIKE "is like" IS_BETWEEN "is between" FOR_THE_SAME "for the same"
	WHERE "where" IN_SUCCESSION "in succession" IN_THE_PREVIOUS "in the previous"
	IN_AN_EARLIER "in an earlier" OF_THE_RUN_WHERE "of the run where"
	COUNTING_FROM "counting from" WITHIN_SAME_YEAR "within the same financial year"
	ACROSS_YEARS "across financial years" UNLESS "unless" AMONG_THE_LOWEST "among the lowest"
	AMONG_THE_HIGHEST "among the highest" TIES_INCLUDED "ties included"
	TIES_EXCLUDED "ties excluded" IN_EACH "in each" COUNT "count"
	COUNT_OF_DIFFERENT "count of different" SUM_OF "sum of" AVERAGE_OF "average of"
	LIST_OF "list of" LATEST "latest" EARLIEST "earliest" LOWEST "lowest" HIGHEST "highest"
/* values */
%token <const struct token *>
	YES "yes" NO "no" YES_OR_NO "yes or no" BLANK "blank" UNKNOWN "unknown" T_TEXT "text"
	T_DATE "date" T_PERCENT "percent" T_NUMBER "number" T_MONEY "money" T_QUARTER "quarter"
	T_MONTH "month" T_YEAR "year" DAYS "days" WORKING_DAYS "working days" WEEKS "weeks"
	MONTHS "months" QUARTERS "quarters" YEARS "years" FIRST_DAY_COUNTED "first day counted"
	FIRST_DAY_NOT_COUNTED "first day not counted"
	FIRST_WORKING_DAY "first working day on or after" LAST_DAY_OF "last day of"
	FIRST_DAY_OF "first day of" AT_MOST_MONTH_END "at most month end" BY_CALENDAR "by calendar"
	CLOSED_ALSO_ON "closed also on" PLUS "plus" MINUS "minus" TIMES "times"
	DIVIDED_BY "divided by" AFTER "after" BEFORE "before" COMMA "," BULLET "-" LP "(" RP ")"
	DOT "." LID "name" UID "Label" STRING "text in quotes" NUMBER "figure" PERCENT "percentage"
	MONEY "amount" DATE "date value" MONTH "month value" QUARTER "quarter value"
	YEAR "year value" QOY "Q1 to Q4"
/* names elsewhere: see phrases.c */
%token <const struct token *>
	ACCEPTED "accepted" CLAUSES "clauses" BACKGROUND "background"
/* `in` before a label: see phrases.c */
%token <const struct token *>
	IN_LABEL "in"
/* never in a rule: a reserved word that opens no phrase, and a character of no use */
%token <const struct token *>
	RESERVED "reserved word" SYMBOL "symbol"
%token END 0 "end of the text"

%type <const struct token *>
	name
%type <enum kind>
	unit period
%type <enum comparison>
	size
%type <enum aggregate_kind>
	aggregate_word order
%type <bool>
	counted ranked ties ties_in exists
%type <struct ast *>
	construct policy source source_parts source_part accepted calendar setting input register
	group define decide bands deadline
	letter form report variation test tests_of key names annots annot clauses policy_parts
	policy_part
	revision_note source_at closed setting_value value_list setting_parts setting_part
	input_options input_option as_at opt_as_at day input_parts input_part field_wrong field_is
	field_options field_option field_column type labels label group_rows every_keys opt_for for
	body define_each in_each decide_how decide_parts decide_part opt_instead outcome
	bands_parts bands_part
	band_range letter_parts letter_part form_parts form_part filler report_parts report_part
	row_keys row_key row_options row_option column_body share_options text_when variation_parts
	variation_part set set_text set_labels opt_version opt_vary test_parts test_part
	opt_of target targets test_rows test_row judged_rows
	judged_row assigns assign test_values test_value span rank aggregate related opt_where share
	opt_round rounding grain condition and_chain or_chain mixed term list bullets bullet
	there_is run run_how run_options run_option comparison letter_name is_value values set_value
	value figure quantity operand opt_calendar sum product atom ref wrong_part wrong_bullet

%%

file:
	start constructs
	;

start:
	%empty
	| wrong_start
	;

constructs:
	%empty
	| constructs construct			{ ast_add(cx->file, $construct); }
	;

wrong_start:
	error					{ RECOVER(LEVEL_FILE, NULL); }
	;

/* In a list of parts, or for all that is left of one part. */
wrong_part:
	error
		{ RECOVER(LEVEL_PART, NULL); $$ = node(cx, AST_WRONG, @$); }
	;

wrong_bullet:
	BULLET error
		{ RECOVER(LEVEL_LIST, $1); $$ = node(cx, AST_WRONG, @$); }
	;

/* ---- names and notes ---- */

name:
	LID | T_TEXT | T_DATE | T_PERCENT | T_NUMBER | T_MONEY | T_QUARTER | T_MONTH | T_YEAR
	;

key:
	name					{ $$ = node_named(cx, AST_KEY, @$, $name); }
	;

names:
	key					{ $$ = LIST($key); }
	| names AND key				{ $$ = ast_add($1, $key); }
	;

annots:
	%empty					{ $$ = LIST(NULL); }
	| annots annot				{ $$ = ast_add($1, $annot); }
	| annots wrong_part			{ $$ = ast_add($1, $2); }
	;

annot:
	CITES name clauses
		{ $$ = node_take(node_named(cx, AST_CITES, @$, $name), $clauses); }
	| CITES wrong_part			{ $$ = $2; }
	| NOTE STRING				{ $$ = node_text(cx, AST_NOTE, @$, $STRING); }
	| NOTE wrong_part			{ $$ = $2; }
	| accepted
	;

accepted:
	ACCEPTED BECAUSE STRING
		{ $$ = node_text(cx, AST_ACCEPTED, @$, $STRING); }
	| ACCEPTED BECAUSE wrong_part		{ $$ = $3; }
	;

clauses:
	STRING
		{ $$ = LIST(node_text(cx, AST_CLAUSE, @$, $STRING)); }
	| clauses COMMA STRING
		{ $$ = ast_add($1, node_text(cx, AST_CLAUSE, @3, $STRING)); }
	;

/* ---- constructs ---- */

construct:
	policy | source | calendar | setting | input | register | group | define | decide | bands
	| deadline | letter | form | report | variation | test | tests_of
	;

policy:
	POLICY name policy_parts
		{ $$ = node_take(node_named(cx, AST_POLICY, span_join(@1, @2), $name), $3); }
	| POLICY wrong_part policy_parts
		{ $$ = node_take(node(cx, AST_POLICY, @1), $3); ast_add($$, $2); }
	;

policy_parts:
	%empty					{ $$ = LIST(NULL); }
	| policy_parts policy_part		{ $$ = ast_add($1, $2); }
	;

policy_part:
	TITLE STRING				{ $$ = node_text(cx, AST_TITLE, @$, $2); }
	| VERSION STRING			{ $$ = node_text(cx, AST_VERSION, @$, $2); }
	| OWNER STRING				{ $$ = node_text(cx, AST_OWNER, @$, $2); }
	| APPROVED_BY STRING ON DATE
		{
			$$ = node_value(cx, AST_APPROVED, @$, KIND_DATE, $4);
			$$->text = $2->text;
		}
	| IN_FORCE_FROM DATE
		{ $$ = node_value(cx, AST_IN_FORCE, @$, KIND_DATE, $2); }
	| IN_FORCE_FROM DATE TO DATE
		{
			$$ = node_value(cx, AST_IN_FORCE, @$, KIND_DATE, $2);
			ast_add($$, node_value(cx, AST_TO, span_join(@3, @4), KIND_DATE, $4));
		}
	| DUE_FOR_REVIEW DATE
		{ $$ = node_value(cx, AST_DUE_FOR_REVIEW, @$, KIND_DATE, $2); }
	| REVISION STRING ON DATE revision_note
		{
			$$ = node_value(cx, AST_REVISION, @$, KIND_DATE, $4);
			$$->text = $2->text;
			ast_add($$, $5);
		}
	| NOTE STRING				{ $$ = node_text(cx, AST_NOTE, @$, $2); }
	| accepted
	| wrong_part
	;

revision_note:
	%empty					{ $$ = NULL; }
	| STRING				{ $$ = node_text(cx, AST_NOTE, @$, $1); }
	;

source:
	SOURCE name IS STRING source_at source_parts
		{
			$$ = node_named(cx, AST_SOURCE, span_join(@1, @4), $name);
			$$->text = $4->text;
			node_take(ast_add($$, $5), $6);
		}
	| SOURCE name wrong_part source_parts	{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| SOURCE wrong_part source_parts	{ $$ = $2; (void)$3; }
	;

source_parts:
	%empty					{ $$ = LIST(NULL); }
	| source_parts source_part		{ $$ = ast_add($1, $2); }
	;

source_part:
	annot
	| CLAUSES clauses			{ $$ = node_take(node(cx, AST_CLAUSES, @$), $2); }
	| BACKGROUND clauses
		{ $$ = node_take(node(cx, AST_CLAUSES, @$), $2); $$->flag = true; }
	| wrong_part
	;

source_at:
	%empty					{ $$ = NULL; }
	| AT STRING				{ $$ = node_text(cx, AST_AT, @$, $2); }
	;

calendar:
	CALENDAR name IS key closed annots
		{
			$$ = node_named(cx, AST_CALENDAR, span_join(@1, @4), $2);
			$4->kind = AST_REF;
			node_take(ast_add(ast_add($$, $4), $5), $6);
		}
	| CALENDAR name FROM STRING annots
		{
			$$ = node_named(cx, AST_CALENDAR, span_join(@1, @4), $2);
			$$->text = $4->text;
			node_take($$, $5);
		}
	| CALENDAR name wrong_part annots	{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| CALENDAR wrong_part annots		{ $$ = $2; (void)$3; }
	;

closed:
	%empty					{ $$ = NULL; }
	| COMMA CLOSED_ALSO_ON name
		{ $$ = node_named(cx, AST_CLOSED_ALSO, span_join(@2, @3), $3); }
	;

setting:
	SETTING name IS setting_value setting_parts
		{
			$$ = node_named(cx, AST_SETTING, span_join(@1, @4), $2);
			node_take(ast_add($$, $4), $5);
		}
	| SETTING name wrong_part setting_parts	{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| SETTING wrong_part setting_parts	{ $$ = $2; (void)$3; }
	;

setting_value:
	NOTHING
		{ $$ = node(cx, AST_SETTING_VALUE, @$); $$->flag = true; }
	| value_list
	;

value_list:
	value
		{ $$ = ast_add(node(cx, AST_SETTING_VALUE, @$), $1); }
	| value_list AND value			{ $$ = ast_add($1, $3); $$->at = @$; }
	;

setting_parts:
	%empty					{ $$ = LIST(NULL); }
	| setting_parts setting_part		{ $$ = ast_add($1, $2); }
	;

setting_part:
	annot
	| FROM DATE IS setting_value
		{ $$ = ast_add(node_value(cx, AST_FROM, @$, KIND_DATE, $2), $4); }
	| MAY_VARY				{ $$ = node(cx, AST_MAY_VARY, @$); }
	| MAY_VARY BETWEEN value AND value
		{ $$ = node_pair(cx, AST_MAY_VARY_BETWEEN, @$, $3, $5); }
	| MAY_VARY AMONG values
		{ $$ = node_take(node(cx, AST_MAY_VARY_AMONG, @$), $3); }
	| wrong_part
	;

input:
	INPUT name FROM STRING COMMA ONE_ROW_PER names input_options input_parts
		{
			$$ = node_named(cx, AST_INPUT, span_join(@1, @8), $2);
			$$->text = $4->text;
			node_take(node_take(node_take($$, $7), $8), $9);
		}
	| INPUT name wrong_part input_parts	{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| INPUT wrong_part input_parts		{ $$ = $2; (void)$3; }
	;

input_options:
	%empty					{ $$ = LIST(NULL); }
	| input_options COMMA input_option	{ $$ = ast_add($1, $3); }
	;

input_option:
	DATED_BY name				{ $$ = node_named(cx, AST_DATED_BY, @$, $2); }
	| as_at
	;

as_at:
	SETTINGS_AS_AT day			{ $$ = ast_add(node(cx, AST_AS_AT, @$), $2); }
	;

opt_as_at:
	%empty					{ $$ = NULL; }
	| COMMA as_at				{ $$ = $2; }
	;

day:
	ref
	| LAST_DAY_OF ref			{ $$ = ast_add(node(cx, AST_LAST_DAY_OF, @$), $2); }
	| FIRST_DAY_OF ref
		{ $$ = ast_add(node(cx, AST_FIRST_DAY_OF, @$), $2); }
	;

input_parts:
	%empty					{ $$ = LIST(NULL); }
	| input_parts input_part		{ $$ = ast_add($1, $2); }
	;

input_part:
	annot
	| name field_is field_options field_column
		{ $$ = ast_add(node_take(ast_add(node_named(cx, AST_FIELD, @$, $1), $2), $3), $4); }
	| name field_wrong
		{ $$ = ast_add(node_named(cx, AST_FIELD, @$, $1), $2); }
	| wrong_part
	;

field_wrong:
	IS wrong_part				{ $$ = $2; }
	| REFERS_TO wrong_part			{ $$ = $2; }
	| wrong_part
	;

field_is:
	IS type					{ $$ = $2; }
	| REFERS_TO name			{ $$ = node_named(cx, AST_REFERS_TO, @$, $2); }
	;

field_options:
	%empty					{ $$ = LIST(NULL); }
	| field_options COMMA field_option	{ $$ = ast_add($1, $3); }
	;

field_option:
	MAY_BE_BLANK				{ $$ = node(cx, AST_MAY_BE_BLANK, @$); }
	| BLANK_MEANS value			{ $$ = ast_add(node(cx, AST_BLANK_MEANS, @$), $2); }
	| SMALL_LETTERS_ACCEPTED		{ $$ = node(cx, AST_SMALL_LETTERS, @$); }
	| NOT_RECORDED				{ $$ = node(cx, AST_NOT_RECORDED, @$); }
	| MAY_VARY				{ $$ = node(cx, AST_MAY_VARY, @$); }
	| rounding
	;

field_column:
	%empty					{ $$ = NULL; }
	| FROM_COLUMN STRING			{ $$ = node_text(cx, AST_FROM_COLUMN, @$, $2); }
	;

type:
	T_TEXT					{ $$ = node_type(cx, @$, KIND_TEXT); }
	| T_TEXT LIKE STRING
		{ $$ = node_type(cx, @$, KIND_TEXT); $$->text = $3->text; }
	| T_DATE				{ $$ = node_type(cx, @$, KIND_DATE); }
	| T_PERCENT				{ $$ = node_type(cx, @$, KIND_PERCENT); }
	| T_NUMBER				{ $$ = node_type(cx, @$, KIND_NUMBER); }
	| T_MONEY				{ $$ = node_type(cx, @$, KIND_MONEY); }
	| T_QUARTER				{ $$ = node_type(cx, @$, KIND_QUARTER); }
	| T_MONTH				{ $$ = node_type(cx, @$, KIND_MONTH); }
	| T_YEAR				{ $$ = node_type(cx, @$, KIND_YEAR); }
	| YES_OR_NO				{ $$ = node_type(cx, @$, KIND_YES_NO); }
	| unit					{ $$ = node_type(cx, @$, $1); }
	| labels
		{ $$ = node_take(node_type(cx, @$, KIND_LABEL), $1); }
	;

labels:
	label OR label				{ $$ = ast_add(LIST($1), $3); }
	| labels OR label			{ $$ = ast_add($1, $3); }
	;

label:
	UID					{ $$ = node_label(cx, @$, $1); }
	| STRING				{ $$ = node_label(cx, @$, $1); }
	;

register:
	LETTERS_ARE_RECORDED_IN name COMMA NAMED_BY name annots
		{
			$$ = node_named(cx, AST_REGISTER, span_join(@1, @5), $2);
			ast_add($$, node_named(cx, AST_NAMED_BY, span_join(@4, @5), $5));
			node_take($$, $6);
		}
	| LETTERS_ARE_RECORDED_IN wrong_part annots	{ $$ = $2; (void)$3; }
	;

group:
	GROUP name OF key COMMA group_rows opt_as_at opt_where annots
		{
			$$ = node_named(cx, AST_GROUP, span_join(@1, @8), $2);
			$4->kind = AST_OF;
			node_take(ast_add(ast_add(node_take(ast_add($$, $4), $6), $7), $8), $9);
		}
	| GROUP name wrong_part annots		{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| GROUP wrong_part annots		{ $$ = $2; (void)$3; }
	;

group_rows:
	ONE_ROW_PER names			{ $$ = $2; }
	| ONE_ROW_FOR every_keys		{ $$ = $2; }
	;

every_keys:
	EVERY key				{ $$ = LIST($2); $2->flag = true; }
	| every_keys AND EVERY key		{ $$ = ast_add($1, $4); $4->flag = true; }
	;

define:
	DEFINE name opt_for define_each AS body annots
		{
			$$ = node_named(cx, AST_DEFINE, span_join(@1, @6), $2);
			node_take(node_take(ast_add(ast_add($$, $3), $4), $6), $7);
		}
	| DEFINE name opt_for define_each AS wrong_part annots
		{
			$$ = node_named(cx, AST_DEFINE, span_join(@1, @5), $2);
			node_take(ast_add(ast_add(ast_add($$, $3), $4), $6), $7);
		}
	| DEFINE name wrong_part annots		{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| DEFINE wrong_part annots		{ $$ = $2; (void)$3; }
	;

define_each:
	%empty					{ $$ = NULL; }
	| COMMA in_each				{ $$ = $2; }
	| COMMA in_each COMMA			{ $$ = $2; }
	;

in_each:
	IN_EACH name				{ $$ = node_named(cx, AST_IN_EACH, @$, $2); }
	;

opt_for:
	%empty					{ $$ = NULL; }
	| for
	;

for:
	FOR name				{ $$ = node_named(cx, AST_FOR, @$, $2); }
	;

body:
	condition				{ $$ = LIST($1); }
	| operand COMMA rounding		{ $$ = ast_add(LIST($1), $3); }
	| aggregate				{ $$ = LIST($1); }
	| rank					{ $$ = LIST($1); }
	| span					{ $$ = LIST($1); }
	| share					{ $$ = LIST($1); }
	| share COMMA rounding			{ $$ = ast_add(LIST($1), $3); }
	;

decide:
	DECIDE name for decide_how decide_parts
		{
			$$ = ast_add(node_named(cx, AST_DECIDE, span_join(@1, @4), $2), $3);
			reading_decide(cx, node_take($$, $4), $5);
		}
	| DECIDE name wrong_part decide_parts	{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| DECIDE wrong_part decide_parts	{ $$ = $2; (void)$3; }
	;

decide_how:
	%empty					{ $$ = LIST(NULL); }
	| COMMA FIRST_THAT_APPLIES
		{ $$ = LIST(node(cx, AST_FIRST_THAT_APPLIES, @2)); }
	| COMMA in_each				{ $$ = LIST($2); }
	| COMMA in_each COMMA FIRST_THAT_APPLIES
		{ $$ = ast_add(LIST($2), node(cx, AST_FIRST_THAT_APPLIES, @4)); }
	;

decide_parts:
	%empty					{ $$ = LIST(NULL); }
	| decide_parts decide_part		{ $$ = ast_add($1, $2); }
	;

decide_part:
	annot
	| GIVES outcome opt_instead WHEN condition
		{
			$$ = ast_add(ast_add(node(cx, AST_GIVES, @$), $2), $3);
			ast_add($$, ast_add(node(cx, AST_WHEN, span_join(@4, @5)), $5));
		}
	| GIVES outcome opt_instead WHEN wrong_part
		{
			$$ = ast_add(ast_add(node(cx, AST_GIVES, span_join(@1, @4)), $2), $3);
			ast_add($$, ast_add(node(cx, AST_WHEN, @4), $5));
		}
	| GIVES wrong_part			{ $$ = $2; }
	| OTHERWISE outcome			{ $$ = ast_add(node(cx, AST_OTHERWISE, @$), $2); }
	| OTHERWISE wrong_part			{ $$ = ast_add(node(cx, AST_OTHERWISE, @1), $2); }
	| wrong_part
	;

opt_instead:
	%empty					{ $$ = NULL; }
	| INSTEAD_OF outcome			{ $$ = ast_add(node(cx, AST_INSTEAD_OF, @$), $2); }
	;

outcome:
	operand
	| UID					{ $$ = node_label(cx, @$, $1); }
	| YES					{ $$ = node(cx, AST_YES, @$); }
	| NO					{ $$ = node(cx, AST_NO, @$); }
	| NOTHING				{ $$ = node(cx, AST_NOTHING, @$); }
	;

bands:
	BANDS name for BY name bands_parts
		{
			$$ = ast_add(node_named(cx, AST_BANDS, span_join(@1, @5), $2), $3);
			node_take(ast_add($$, node_named(cx, AST_BY, span_join(@4, @5), $5)), $6);
		}
	| BANDS name wrong_part bands_parts	{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| BANDS wrong_part bands_parts		{ $$ = $2; (void)$3; }
	;

bands_parts:
	%empty					{ $$ = LIST(NULL); }
	| bands_parts bands_part		{ $$ = ast_add($1, $2); }
	;

bands_part:
	annot
	| band_range IS label
		{ $$ = ast_add($3, $1); $$->kind = AST_BAND; $$->at = @$; }
	| wrong_part
	;

band_range:
	BELOW operand				{ $$ = ast_add(node(cx, AST_BELOW, @$), $2); }
	| operand TO_UNDER operand		{ $$ = node_pair(cx, AST_TO_UNDER, @$, $1, $3); }
	| operand OR_MORE			{ $$ = ast_add(node(cx, AST_OR_MORE, @$), $1); }
	| operand OR_LESS			{ $$ = ast_add(node(cx, AST_OR_LESS, @$), $1); }
	| OVER operand TO operand		{ $$ = node_pair(cx, AST_OVER_TO, @$, $2, $4); }
	| OVER operand				{ $$ = ast_add(node(cx, AST_OVER, @$), $2); }
	;

deadline:
	DEADLINE name for IS operand COMMA MET_BY name annots
		{
			$$ = ast_add(node_named(cx, AST_DEADLINE, span_join(@1, @8), $2), $3);
			ast_add($$, ast_add(node(cx, AST_DUE, @5), $5));
			ast_add($$, node_named(cx, AST_MET_BY, span_join(@7, @8), $8));
			node_take($$, $9);
		}
	| DEADLINE name wrong_part annots	{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| DEADLINE wrong_part annots		{ $$ = $2; (void)$3; }
	;

/* ---- letters and forms ---- */

letter:
	LETTER UID for COMMA TO name letter_parts
		{
			$$ = ast_add(node_named(cx, AST_LETTER, span_join(@1, @6), $2), $3);
			ast_add($$, node_named(cx, AST_TO_WHOM, span_join(@5, @6), $6));
			node_take($$, $7);
		}
	| LETTER UID wrong_part letter_parts	{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| LETTER wrong_part letter_parts	{ $$ = $2; (void)$3; }
	;

letter_parts:
	%empty					{ $$ = LIST(NULL); }
	| letter_parts letter_part		{ $$ = ast_add($1, $2); }
	;

letter_part:
	annot
	| INSTEAD_OF UID			{ $$ = node_named(cx, AST_INSTEAD_OF, @$, $2); }
	| SUBJECT STRING			{ $$ = node_text(cx, AST_SUBJECT, @$, $2); }
	| SEND_WHEN condition			{ $$ = ast_add(node(cx, AST_SEND_WHEN, @$), $2); }
	| LAPSES_WHEN condition			{ $$ = ast_add(node(cx, AST_LAPSES_WHEN, @$), $2); }
	| ONCE_FOR_EACH names
		{ $$ = node_take(node(cx, AST_ONCE_FOR_EACH, @$), $2); }
	| WORDING_FROM STRING opt_vary
		{ $$ = ast_add(node_text(cx, AST_WORDING, @$, $2), $3); }
	| PARAGRAPH_FROM STRING opt_vary WHEN condition
		{
			$$ = ast_add(node_text(cx, AST_PARAGRAPH, @$, $2), $3);
			ast_add($$, ast_add(node(cx, AST_WHEN, span_join(@4, @5)), $5));
		}
	| ASKS_FOR_REPLY_BY operand COMMA TO operand
		{ $$ = node_pair(cx, AST_ASKS_FOR_REPLY, @$, $2, $5); }
	| ENCLOSES FORM UID			{ $$ = node_named(cx, AST_ENCLOSES, @$, $3); }
	| ENCLOSES STRING			{ $$ = node_text(cx, AST_ENCLOSES, @$, $2); }
	| COPIES_TO operand			{ $$ = ast_add(node(cx, AST_COPIES_TO, @$), $2); }
	| wrong_part
	;

/* The text in the file may be a local one. */
opt_vary:
	%empty					{ $$ = NULL; }
	| COMMA MAY_VARY			{ $$ = node(cx, AST_MAY_VARY, @$); }
	;

form:
	FORM UID for STRING form_parts
		{
			$$ = ast_add(node_named(cx, AST_FORM, span_join(@1, @4), $2), $3);
			$$->text = $4->text;
			node_take($$, $5);
		}
	| FORM UID wrong_part form_parts	{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| FORM wrong_part form_parts		{ $$ = $2; (void)$3; }
	;

form_parts:
	%empty					{ $$ = LIST(NULL); }
	| form_parts form_part			{ $$ = ast_add($1, $2); }
	;

form_part:
	annot
	| ALSO_CALLED STRING			{ $$ = node_text(cx, AST_ALSO_CALLED, @$, $2); }
	| HEADER STRING filler
		{ $$ = ast_add(node_text(cx, AST_HEADER, @$, $2), $3); }
	| COLUMN STRING filler
		{ $$ = ast_add(node_text(cx, AST_COLUMN, @$, $2), $3); }
	| RETURN_TO operand			{ $$ = ast_add(node(cx, AST_RETURN_TO, @$), $2); }
	| NUMBER EMPTY_ROWS
		{
			$$ = node(cx, AST_EMPTY_ROWS, @$);
			$$->value.num = reading_whole(cx, $1, 1000, "empty rows");
		}
	| ONE_ROW_PER name FOR_THE_SAME names opt_where
		{ $$ = ast_add(node_take(node_named(cx, AST_ROW_PER, @$, $2), $4), $5); }
	| wrong_part
	;

filler:
	TO_FILL_IN				{ $$ = NULL; }
	| IS operand				{ $$ = $2; }
	;

/* ---- reports ---- */

report:
	REPORT name OF key STRING opt_where report_parts
		{
			$$ = node_named(cx, AST_REPORT, span_join(@1, @6), $2);
			$$->text = $5->text;
			$4->kind = AST_OF;
			node_take(ast_add(ast_add($$, $4), $6), $7);
		}
	| REPORT name OF key STRING WHERE wrong_part report_parts
		{
			$$ = node_named(cx, AST_REPORT, span_join(@1, @6), $2);
			$$->text = $5->text;
			$4->kind = AST_OF;
			ast_add(ast_add($$, $4), ast_add(node(cx, AST_WHERE, @6), $7));
			node_take($$, $8);
		}
	| REPORT name wrong_part report_parts	{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| REPORT wrong_part report_parts	{ $$ = $2; (void)$3; }
	;

report_parts:
	%empty					{ $$ = LIST(NULL); }
	| report_parts report_part		{ $$ = ast_add($1, $2); }
	;

report_part:
	annot
	| AS_AT name				{ $$ = node_named(cx, AST_REPORT_AS_AT, @$, $2); }
	| ONE_ROW_IN_ALL			{ $$ = node(cx, AST_ONE_ROW_IN_ALL, @$); }
	| ONE_ROW_PER row_keys row_options
		{ $$ = node_take(node_take(node(cx, AST_ONE_ROW_PER, @$), $2), $3); }
	| COLUMN name STRING IS column_body
		{
			$$ = node_named(cx, AST_COLUMN, @$, $2);
			$$->text = $3->text;
			node_take($$, $5);
		}
	| COLUMN name STRING IS wrong_part
		{
			$$ = node_named(cx, AST_COLUMN, @$, $2);
			$$->text = $3->text;
			ast_add($$, $5);
		}
	| TOTAL_ROW STRING			{ $$ = node_text(cx, AST_TOTAL_ROW, @$, $2); }
	| SORTED_BY name COMMA order
		{
			$$ = node_named(cx, AST_SORTED_BY, @$, $2);
			$$->flag = $4 == AGGREGATE_HIGHEST || $4 == AGGREGATE_LATEST;
			$$->flag2 = $4 == AGGREGATE_EARLIEST || $4 == AGGREGATE_LATEST;
		}
	| wrong_part
	;

row_keys:
	row_key					{ $$ = LIST($1); }
	| row_keys AND row_key			{ $$ = ast_add($1, $3); }
	;

row_key:
	key
	| T_MONTH OF ref			{ $$ = ast_add(node(cx, AST_MONTH_OF, @$), $3); }
	| T_QUARTER OF ref			{ $$ = ast_add(node(cx, AST_QUARTER_OF, @$), $3); }
	| T_YEAR OF ref				{ $$ = ast_add(node(cx, AST_YEAR_OF, @$), $3); }
	;

row_options:
	%empty					{ $$ = LIST(NULL); }
	| row_options COMMA row_option		{ $$ = ast_add($1, $3); }
	;

row_option:
	INCLUDING_EMPTY unit
		{ $$ = node(cx, AST_INCLUDING_EMPTY, @$); $$->type_word = $2; }
	| INCLUDING_EMPTY unit FROM ref TO ref
		{ $$ = node_pair(cx, AST_INCLUDING_EMPTY, @$, $4, $6); $$->type_word = $2; }
	| HEADED STRING				{ $$ = node_text(cx, AST_HEADED, @$, $2); }
	;

order:
	LOWEST_FIRST				{ $$ = AGGREGATE_LOWEST; }
	| EARLIEST_FIRST			{ $$ = AGGREGATE_EARLIEST; }
	| HIGHEST_FIRST				{ $$ = AGGREGATE_HIGHEST; }
	| LATEST_FIRST				{ $$ = AGGREGATE_LATEST; }
	;

column_body:
	operand opt_round			{ $$ = ast_add(LIST($1), $2); }
	| share share_options			{ $$ = node_take(LIST($1), $2); }
	| aggregate				{ $$ = LIST($1); }
	| COUNT related COMMA rounding
		{
			$$ = LIST(ast_add(node(cx, AST_AGGREGATE, @$), $2));
			$$->first->aggregate = AGGREGATE_COUNT;
			ast_add($$, $4);
		}
	| aggregate_word ref related COMMA rounding
		{
			$$ = LIST(ast_add(ast_add(node(cx, AST_AGGREGATE, @$), $2), $3));
			$$->first->aggregate = $1;
			ast_add($$, $5);
		}
	| REASON_FOR name
		{ $$ = LIST(node_named(cx, AST_REASON_FOR, @$, $2)); }
	| REASON_FOR name IN_LABEL UID
		{
			$$ = LIST(node_named(cx, AST_REASON_FOR, @$, $2));
			$$->first->label = $4->text;
		}
	;

share_options:
	%empty					{ $$ = LIST(NULL); }
	| COMMA rounding			{ $$ = LIST($2); }
	| COMMA text_when			{ $$ = LIST($2); }
	| COMMA rounding COMMA text_when	{ $$ = ast_add(LIST($2), $4); }
	;

text_when:
	STRING WHEN condition
		{ $$ = ast_add(node_text(cx, AST_TEXT_WHEN, @$, $1), $3); }
	;

/* ---- variations and tests ---- */

variation:
	VARIATION name OF key opt_version FROM DATE TO DATE variation_parts
		{
			struct ast *dates;

			dates = node_value(cx, AST_IN_FORCE, span_join(@6, @9), KIND_DATE, $7);
			ast_add(dates, node_value(cx, AST_TO, span_join(@8, @9), KIND_DATE, $9));
			$$ = node_named(cx, AST_VARIATION, span_join(@1, @9), $2);
			$4->kind = AST_OF;
			node_take(ast_add(ast_add(ast_add($$, $4), $5), dates), $10);
		}
	| VARIATION name wrong_part variation_parts
		{ $$ = node_wrong(cx, @$, $2, $3); (void)$4; }
	| VARIATION wrong_part variation_parts	{ $$ = $2; (void)$3; }
	;

opt_version:
	%empty					{ $$ = NULL; }
	| VERSION STRING			{ $$ = node_text(cx, AST_VERSION, @$, $2); }
	;

variation_parts:
	%empty					{ $$ = LIST(NULL); }
	| variation_parts variation_part	{ $$ = ast_add($1, $2); }
	;

variation_part:
	annot
	| set BECAUSE STRING			{ $$ = $1; $$->text = $3->text; $$->at = @$; }
	| set_text BECAUSE STRING		{ $$ = $1; $$->text = $3->text; $$->at = @$; }
	| set_labels BECAUSE STRING		{ $$ = $1; $$->text = $3->text; $$->at = @$; }
	| wrong_part
	;

/* Of the wording, or of the paragraph from that file. */
set_text:
	SET_WORDING_OF UID TO STRING
		{
			$$ = node_named(cx, AST_SET_TEXT, @$, $2);
			ast_add($$, node_text(cx, AST_WORDING, @4, $4));
		}
	| SET_PARAGRAPH STRING OF UID TO STRING
		{
			$$ = node_named(cx, AST_SET_TEXT, @$, $4);
			ast_add($$, node_text(cx, AST_WORDING, @6, $6));
			ast_add($$, node_text(cx, AST_PARAGRAPH, @2, $2));
		}
	;

/* The labels of a field, or what is printed for one of them. */
set_labels:
	SET name OF name TO labels
		{
			$$ = node_named(cx, AST_SET_LABELS, @$, $2);
			node_take(ast_add($$, node_named(cx, AST_OF, @4, $4)), $6);
		}
	| SET label OF name OF name TO STRING
		{
			$$ = node_named(cx, AST_SET_WORDS, @$, $4);
			ast_add($$, node_named(cx, AST_OF, @6, $6));
			ast_add($$, $2);
			ast_add($$, node_text(cx, AST_TEXT, @8, $8));
		}
	;

set:
	SET name TO setting_value
		{ $$ = ast_add(node_named(cx, AST_SET, @$, $2), $4); }
	;

test:
	TEST STRING ON DATE test_parts
		{
			$$ = node_value(cx, AST_TEST, span_join(@1, @4), KIND_DATE, $4);
			$$->text = $2->text;
			node_take($$, $5);
		}
	| TEST wrong_part test_parts		{ $$ = $2; (void)$3; }
	;

/* Begins a file of tests beside a policy. */
tests_of:
	TESTS_OF name annots
		{ $$ = node_take(node_named(cx, AST_TESTS_OF, span_join(@1, @2), $2), $3); }
	| TESTS_OF wrong_part annots		{ $$ = $2; (void)$3; }
	;

test_parts:
	%empty					{ $$ = LIST(NULL); }
	| test_parts test_part			{ $$ = ast_add($1, $2); }
	;

test_part:
	annot
	| GIVEN name WITH assigns
		{ $$ = node_take(node_named(cx, AST_GIVEN_WITH, @$, $2), $4); }
	| GIVEN name FROM STRING
		{ $$ = node_named(cx, AST_GIVEN_FILE, @$, $2); $$->text = $4->text; }
	| GIVEN name FROM STRING GIVING targets
		{
			for (struct ast *target = $6->first; target; target = target->next)
				target->flag = true;
			$$ = node_take(node_named(cx, AST_GIVEN_FILE, @$, $2), $6);
			$$->text = $4->text;
		}
	| GIVEN name ROWS targets test_rows END_GIVEN
		{ $$ = node_take(node_take(node_named(cx, AST_GIVEN_ROWS, @$, $2), $4), $5); }
	| GIVEN name ROWS targets GIVING targets judged_rows END_GIVEN
		{
			for (struct ast *target = $6->first; target; target = target->next)
				target->flag = true;
			$$ = node_take(node_take(node_named(cx, AST_GIVEN_ROWS, @$, $2), $4), $6);
			node_take($$, $7);
		}
	| set
	| EXPECT target opt_of IS test_value opt_where
		{
			$2->kind = AST_EXPECT_IS;
			$2->at = @$;
			$$ = ast_add(ast_add(ast_add($2, $3), $5), $6);
		}
	| EXPECT target opt_of IS_BLANK opt_where
		{
			$2->kind = AST_EXPECT_IS;
			$2->at = @$;
			$$ = ast_add(ast_add(ast_add($2, $3), node(cx, AST_BLANK, @4)), $5);
		}
	| EXPECT target opt_of CANNOT_BE_DECIDED_WITHOUT names opt_where
		{
			$2->kind = AST_EXPECT_UNDECIDED;
			$2->at = @$;
			$$ = ast_add(node_take(ast_add($2, $3), $5), $6);
		}
	| EXPECT ties_in name opt_of
		{
			$$ = ast_add(node_named(cx, AST_EXPECT_TIES, @$, $3), $4);
			$$->flag = $2;
		}
	| EXPECT name IS_AS_IN STRING
		{
			$$ = node_named(cx, AST_EXPECT_FILE, @$, $2);
			$$->text = $4->text;
		}
	| EXPECT NUMBER ROWS OF name opt_where
		{
			$$ = ast_add(node_named(cx, AST_EXPECT_ROWS, @$, $5), $6);
			$$->value.num = reading_whole(cx, $2, 1000000, "rows");
		}
	| wrong_part
	;

ties_in:
	TIES_IN					{ $$ = false; }
	| NO_TIES_IN				{ $$ = true; }
	;

opt_of:
	%empty					{ $$ = NULL; }
	| OF name				{ $$ = node_named(cx, AST_OF, @$, $2); }
	;

target:
	name					{ $$ = node_named(cx, AST_TARGET, @$, $1); }
	| name IN_LABEL UID
		{ $$ = node_named(cx, AST_TARGET, @$, $1); $$->label = $3->text; }
	| UID					{ $$ = node_named(cx, AST_TARGET, @$, $1); }
	;

targets:
	target					{ $$ = LIST($1); }
	| targets COMMA target			{ $$ = ast_add($1, $3); }
	;

test_rows:
	test_row				{ $$ = LIST($1); }
	| test_rows test_row			{ $$ = ast_add($1, $2); }
	;

test_row:
	BULLET test_values			{ $$ = node_take(node(cx, AST_ROW, @$), $2); }
	| wrong_bullet
	;

judged_rows:
	judged_row				{ $$ = LIST($1); }
	| judged_rows judged_row		{ $$ = ast_add($1, $2); }
	;

judged_row:
	BULLET test_values GIVES test_values
		{
			$$ = node_take(node(cx, AST_ROW, @$), $2);
			ast_add($$, node_take(node(cx, AST_GIVES_VALUES, span_join(@3, @4)), $4));
		}
	| wrong_bullet
	;

assigns:
	assign					{ $$ = LIST($1); }
	| assigns COMMA assign			{ $$ = ast_add($1, $3); }
	;

assign:
	name IS test_value
		{ $$ = ast_add(node_named(cx, AST_ASSIGN, @$, $1), $3); }
	| name IS_BLANK
		{ $$ = ast_add(node_named(cx, AST_ASSIGN, @$, $1), node(cx, AST_BLANK, @2)); }
	| name IN_LABEL UID IS test_value
		{
			$$ = ast_add(node_named(cx, AST_ASSIGN, @$, $1), $5);
			$$->label = $3->text;
		}
	| name IN_LABEL UID IS_BLANK
		{
			$$ = ast_add(node_named(cx, AST_ASSIGN, @$, $1), node(cx, AST_BLANK, @4));
			$$->label = $3->text;
		}
	;

test_values:
	test_value				{ $$ = LIST($1); }
	| test_values COMMA test_value		{ $$ = ast_add($1, $3); }
	;

test_value:
	value
	| BLANK					{ $$ = node(cx, AST_BLANK, @$); }
	| UNKNOWN				{ $$ = node(cx, AST_UNKNOWN, @$); }
	| NOTHING				{ $$ = node(cx, AST_NOTHING, @$); }
	| TO_FILL_IN				{ $$ = node(cx, AST_TO_FILL_IN, @$); }
	;

/* ---- long forms: each stands alone: a definition, a bullet, or after `when` and `where` ---- */

span:
	unit FROM sum TO sum opt_calendar COMMA counted
		{
			$$ = ast_add(node_pair(cx, AST_SPAN, @$, $3, $5), $6);
			$$->type_word = $1;
			$$->flag = $8;
		}
	;

counted:
	FIRST_DAY_COUNTED			{ $$ = true; }
	| FIRST_DAY_NOT_COUNTED			{ $$ = false; }
	;

rank:
	ranked operand BY name COMMA ties COMMA IN_EACH names opt_where
		{
			$$ = ast_add(node(cx, AST_RANK, @$), $2);
			ast_add($$, node_named(cx, AST_BY, span_join(@3, @4), $4));
			ast_add($$, node_take(node(cx, AST_IN_EACH, span_join(@8, @9)), $9));
			ast_add($$, $10);
			$$->flag = $1;
			$$->flag2 = $6;
		}
	;

ranked:
	AMONG_THE_LOWEST			{ $$ = false; }
	| AMONG_THE_HIGHEST			{ $$ = true; }
	;

ties:
	TIES_INCLUDED				{ $$ = false; }
	| TIES_EXCLUDED				{ $$ = true; }
	;

aggregate:
	COUNT related opt_where
		{
			$$ = ast_add(ast_add(node(cx, AST_AGGREGATE, @$), $2), $3);
			$$->aggregate = AGGREGATE_COUNT;
		}
	| aggregate_word ref related opt_where
		{
			$$ = ast_add(ast_add(ast_add(node(cx, AST_AGGREGATE, @$), $2), $3), $4);
			$$->aggregate = $1;
		}
	;

aggregate_word:
	COUNT_OF_DIFFERENT			{ $$ = AGGREGATE_COUNT_DIFFERENT; }
	| SUM_OF				{ $$ = AGGREGATE_SUM; }
	| AVERAGE_OF				{ $$ = AGGREGATE_AVERAGE; }
	| LIST_OF				{ $$ = AGGREGATE_LIST; }
	| LATEST				{ $$ = AGGREGATE_LATEST; }
	| EARLIEST				{ $$ = AGGREGATE_EARLIEST; }
	| LOWEST				{ $$ = AGGREGATE_LOWEST; }
	| HIGHEST				{ $$ = AGGREGATE_HIGHEST; }
	;

related:
	%empty					{ $$ = NULL; }
	| IN name				{ $$ = node_named(cx, AST_IN, @$, $2); }
	| IN name FOR_THE_SAME names
		{ $$ = node_take(node_named(cx, AST_IN, @$, $2), $4); }
	;

opt_where:
	%empty					{ $$ = NULL; }
	| WHERE condition			{ $$ = ast_add(node(cx, AST_WHERE, @$), $2); }
	;

share:
	operand AS_PERCENT_OF operand		{ $$ = node_pair(cx, AST_SHARE, @$, $1, $3); }
	;

opt_round:
	%empty					{ $$ = NULL; }
	| COMMA rounding			{ $$ = $2; }
	;

rounding:
	ROUNDED_HALF_UP_TO grain		{ $$ = $2; $$->at = @$; }
	| ROUNDED_HALF_EVEN_TO grain		{ $$ = $2; $$->at = @$; $$->flag = true; }
	;

grain:
	WHOLE_PERCENT				{ $$ = node_grain(cx, @$, KIND_PERCENT, 0); }
	| NUMBER DECIMAL_PLACES
		{
			int64_t places = reading_whole(cx, $1, 9, "decimal places");

			$$ = node_grain(cx, @$, KIND_NUMBER, places);
		}
	| THE_PENNY				{ $$ = node_grain(cx, @$, KIND_MONEY, 2); }
	;

/* ---- conditions: short forms chain ---- */

condition:
	term
	| and_chain
	| or_chain
	| mixed					{ $$ = reading_mixed(cx, @$); }
	| there_is
	| run
	;

and_chain:
	term AND term
		{ $$ = node_pair(cx, AST_ALL, @$, $1, $3); $$->flag = true; }
	| and_chain AND term			{ $$ = ast_add($1, $3); $$->at = @$; }
	;

or_chain:
	term OR term
		{ $$ = node_pair(cx, AST_ANY, @$, $1, $3); $$->flag = true; }
	| or_chain OR term			{ $$ = ast_add($1, $3); $$->at = @$; }
	;

mixed:
	and_chain OR term
	| or_chain AND term
	| mixed AND term
	| mixed OR term
	;

term:
	comparison
	| NOT ref				{ $$ = ast_add(node(cx, AST_NOT, @$), $2); }
	| list
	;

list:
	ANY_OF bullets END_ANY			{ $$ = node_take(node(cx, AST_ANY, @$), $2); }
	| ALL_OF bullets END_ALL		{ $$ = node_take(node(cx, AST_ALL, @$), $2); }
	| NONE_OF bullets END_NONE		{ $$ = node_take(node(cx, AST_NONE, @$), $2); }
	;

bullets:
	bullet					{ $$ = LIST($1); }
	| bullets bullet			{ $$ = ast_add($1, $2); }
	;

bullet:
	BULLET condition			{ $$ = $2; }
	| wrong_bullet
	;

there_is:
	exists name WHERE condition
		{
			$$ = ast_add(node_named(cx, AST_THERE_IS, @$, $2),
				     ast_add(node(cx, AST_WHERE, span_join(@3, @4)), $4));
			$$->flag = $1;
		}
	| exists name FOR_THE_SAME names opt_where
		{
			$$ = ast_add(node_take(node_named(cx, AST_THERE_IS, @$, $2), $4), $5);
			$$->flag = $1;
		}
	;

exists:
	THERE_IS_A				{ $$ = false; }
	| THERE_IS_NO				{ $$ = true; }
	;

run:
	name run_how run_options
		{ $$ = node_take($2, $3); node_name($$, $1); $$->at = @$; }
	| name IN_LABEL UID run_how run_options
		{
			$$ = node_take($4, $5);
			node_name($$, $1);
			$$->label = $3->text;
			$$->at = @$;
		}
	;

run_how:
	FOR NUMBER period IN_SUCCESSION
		{
			$$ = node(cx, AST_RUN, @$);
			$$->value.num = reading_whole(cx, $2, 1000, "periods in succession");
			$$->type_word = $3;
		}
	| IN_THE_PREVIOUS name
		{
			$$ = ast_add(node(cx, AST_RUN, @$), node_named(cx, AST_OF, @2, $2));
			$$->flag = true;
		}
	| IN_AN_EARLIER name OF_THE_RUN_WHERE name
		{
			$$ = ast_add(node(cx, AST_RUN, @$), node_named(cx, AST_OF, @2, $2));
			ast_add($$, node_named(cx, AST_WHERE, @4, $4));
			$$->flag = true;
		}
	;

run_options:
	%empty					{ $$ = LIST(NULL); }
	| run_options COMMA run_option		{ $$ = ast_add($1, $3); }
	;

run_option:
	COUNTING_FROM operand
		{ $$ = ast_add(node(cx, AST_COUNTING_FROM, @$), $2); }
	| WITHIN_SAME_YEAR			{ $$ = node(cx, AST_WITHIN_YEAR, @$); }
	| WITHIN_SAME_YEAR UNLESS name		{ $$ = node_named(cx, AST_WITHIN_YEAR, @$, $3); }
	| ACROSS_YEARS				{ $$ = node(cx, AST_ACROSS_YEARS, @$); }
	;

comparison:
	operand
	| operand IS is_value			{ $$ = node_compare(cx, @$, COMPARE_IS, $1, $3); }
	| operand IS_NOT is_value
		{ $$ = node_compare(cx, @$, COMPARE_IS_NOT, $1, $3); }
	| letter_name IS UID
		{ $$ = node_compare(cx, @$, COMPARE_IS, $1, node_label(cx, @3, $3)); }
	| letter_name IS_NOT UID
		{ $$ = node_compare(cx, @$, COMPARE_IS_NOT, $1, node_label(cx, @3, $3)); }
	| letter_name IS_ONE_OF values
		{ $$ = node_take(ast_add(node(cx, AST_ONE_OF, @$), $1), $3); }
	| letter_name IS_NOT_ONE_OF values
		{ $$ = node_take(ast_add(node(cx, AST_NOT_ONE_OF, @$), $1), $3); }
	| operand IS_ONE_OF values
		{ $$ = node_take(ast_add(node(cx, AST_ONE_OF, @$), $1), $3); }
	| operand IS_NOT_ONE_OF values
		{ $$ = node_take(ast_add(node(cx, AST_NOT_ONE_OF, @$), $1), $3); }
	| operand size operand			{ $$ = node_compare(cx, @$, $2, $1, $3); }
	| operand IS_BLANK			{ $$ = ast_add(node(cx, AST_IS_BLANK, @$), $1); }
	| operand IS_GIVEN			{ $$ = ast_add(node(cx, AST_IS_GIVEN, @$), $1); }
	| operand IS_LIKE STRING
		{ $$ = ast_add(node_text(cx, AST_IS_LIKE, @$, $3), $1); }
	| operand IS_BETWEEN operand AND operand
		{ $$ = reading_between(cx, @$, @1, @3, @5); }
	;

letter_name:
	UID					{ $$ = node_named(cx, AST_REF, @$, $1); }
	;

size:
	IS_MORE_THAN				{ $$ = COMPARE_MORE; }
	| IS_LESS_THAN				{ $$ = COMPARE_LESS; }
	| IS_AT_LEAST				{ $$ = COMPARE_AT_LEAST; }
	| IS_AT_MOST				{ $$ = COMPARE_AT_MOST; }
	| IS_BEFORE				{ $$ = COMPARE_BEFORE; }
	| IS_AFTER				{ $$ = COMPARE_AFTER; }
	| IS_ON_OR_BEFORE			{ $$ = COMPARE_ON_OR_BEFORE; }
	| IS_ON_OR_AFTER			{ $$ = COMPARE_ON_OR_AFTER; }
	;

is_value:
	operand
	| UID					{ $$ = node_label(cx, @$, $1); }
	| YES					{ $$ = node(cx, AST_YES, @$); }
	| NO					{ $$ = node(cx, AST_NO, @$); }
	;

/* ---- values and arithmetic ---- */

values:
	set_value				{ $$ = LIST($1); }
	| values COMMA set_value		{ $$ = ast_add($1, $3); }
	;

set_value:
	ref
	| value
	;

value:
	YES					{ $$ = node(cx, AST_YES, @$); }
	| NO					{ $$ = node(cx, AST_NO, @$); }
	| UID					{ $$ = node_label(cx, @$, $1); }
	| figure
	;

/* What is written out in full, and may stand in arithmetic. */
figure:
	quantity
	| STRING
		{ $$ = node_text(cx, AST_TEXT, @$, $1); $$->name = $1->text; }
	| DATE
		{ $$ = node_value(cx, AST_LITERAL, @$, KIND_DATE, $1); }
	| MONTH
		{ $$ = node_value(cx, AST_LITERAL, @$, KIND_MONTH, $1); }
	| QUARTER
		{ $$ = node_value(cx, AST_LITERAL, @$, KIND_QUARTER, $1); }
	| YEAR
		{ $$ = node_value(cx, AST_LITERAL, @$, KIND_YEAR, $1); }
	| QOY
		{ $$ = node_value(cx, AST_LITERAL, @$, KIND_QUARTER_OF_YEAR, $1); }
	;

quantity:
	NUMBER
		{ $$ = node_value(cx, AST_LITERAL, @$, KIND_NUMBER, $1); }
	| PERCENT
		{ $$ = node_value(cx, AST_LITERAL, @$, KIND_PERCENT, $1); }
	| MONEY
		{ $$ = node_value(cx, AST_LITERAL, @$, KIND_MONEY, $1); }
	| NUMBER unit				{ $$ = node_length(cx, @$, $1, $2); }
	;

unit:
	DAYS					{ $$ = KIND_DAYS; }
	| WORKING_DAYS				{ $$ = KIND_WORKING_DAYS; }
	| WEEKS					{ $$ = KIND_WEEKS; }
	| period
	;

period:
	MONTHS					{ $$ = KIND_MONTHS; }
	| QUARTERS				{ $$ = KIND_QUARTERS; }
	| YEARS					{ $$ = KIND_YEARS; }
	;

operand:
	sum
	| sum AFTER sum opt_calendar
		{ $$ = ast_add(node_pair(cx, AST_AFTER, @$, $1, $3), $4); }
	| sum BEFORE sum opt_calendar
		{ $$ = ast_add(node_pair(cx, AST_BEFORE, @$, $1, $3), $4); }
	| FIRST_WORKING_DAY sum BY_CALENDAR name
		{
			$$ = ast_add(node(cx, AST_FIRST_WORKING_DAY, @$), $2);
			ast_add($$, node_named(cx, AST_BY_CALENDAR, span_join(@3, @4), $4));
		}
	;

opt_calendar:
	%empty					{ $$ = NULL; }
	| BY_CALENDAR name			{ $$ = node_named(cx, AST_BY_CALENDAR, @$, $2); }
	| AT_MOST_MONTH_END			{ $$ = node(cx, AST_AT_MOST_MONTH_END, @$); }
	;

sum:
	product
	| sum PLUS product			{ $$ = node_pair(cx, AST_PLUS, @$, $1, $3); }
	| sum MINUS product			{ $$ = node_pair(cx, AST_MINUS, @$, $1, $3); }
	;

product:
	atom
	| product TIMES atom			{ $$ = node_pair(cx, AST_TIMES, @$, $1, $3); }
	| product DIVIDED_BY atom		{ $$ = node_pair(cx, AST_DIVIDED, @$, $1, $3); }
	;

atom:
	ref
	| figure
	| LP operand RP				{ $$ = $2; }
	| T_YEAR OF ref				{ $$ = ast_add(node(cx, AST_YEAR_OF, @$), $3); }
	| T_MONTH OF ref			{ $$ = ast_add(node(cx, AST_MONTH_OF, @$), $3); }
	| T_QUARTER OF ref			{ $$ = ast_add(node(cx, AST_QUARTER_OF, @$), $3); }
	| LAST_DAY_OF ref			{ $$ = ast_add(node(cx, AST_LAST_DAY_OF, @$), $2); }
	| FIRST_DAY_OF ref
		{ $$ = ast_add(node(cx, AST_FIRST_DAY_OF, @$), $2); }
	;

ref:
	name					{ $$ = node_named(cx, AST_REF, @$, $1); }
	| name DOT name
		{ $$ = node_named(cx, AST_REF, @$, $1); $$->member = $3->text; }
	| name IN_LABEL UID
		{ $$ = node_named(cx, AST_REF, @$, $1); $$->label = $3->text; }
	| name DOT name IN_LABEL UID
		{
			$$ = node_named(cx, AST_REF, @$, $1);
			$$->member = $3->text;
			$$->label = $5->text;
		}
	;

%%

static int
yylex(YYSTYPE *value, YYLTYPE *at, struct reading *cx)
{
	const struct token *token = NULL;

	if (cx->position < cx->count && cx->diags->errors < SYNTAX_MAX_MISTAKES)
		token = &cx->items[cx->position];
	cx->position++;
	if (!token) {
		*at = cx->end;
		return TOK_END;
	}
	/* `encloses form C1` opens nothing. */
	if (phrase_opens_construct(token->kind) &&
	    (token->first_on_line || token->kind != TOK_FORM))
		cx->construct = token->kind;
	*at = token->at;
	value->TOK_BULLET = token;
	return token->kind;
}

/* Only called when the stacks cannot grow. */
static void
yyerror(const YYLTYPE *at, struct reading *cx, const char *message)
{
	(void)message;
	reading_too_deep(cx, *at);
}

static int
yyreport_syntax_error(const yypcontext_t *context, struct reading *cx)
{
	yysymbol_kind_t symbols[YYNTOKENS];
	int expected[YYNTOKENS];
	size_t count = 0;
	int found;

	if (!reading_worth_saying(cx))
		return 0;
	found = yypcontext_expected_tokens(context, symbols, YYNTOKENS);
	if (found < 0)
		return found;
	/* Symbols are numbered by the generated tables; the words for them go by token. */
	for (int token = TOK_POLICY; token <= TOK_SYMBOL; token++)
		for (int i = 0; i < found; i++)
			if (YYTRANSLATE(token) == symbols[i])
				expected[count++] = token;
	for (int i = 0; i < found; i++)
		if (symbols[i] == YYTRANSLATE(TOK_END))
			expected[count++] = TOK_END;
	reading_complain(cx, expected, count);
	return 0;
}
