/* sample over the record of a run: what a sheet says of each part of a decision, which records
 * nothing is drawn from, and which questions have no sheet. The sheets of the examples as wholes
 * are in tests/record.sh. */
#include "tests/unit/made_record.h"

#include "interp/sample.h"

#define HEAD \
	"policy p\n  title \"t\"\n  version \"1\"\n  owner \"o\"\n  in force from 2010-01-01\n" \
	"source guide is \"The guide\"\n"
#define CITED(at) "    cites guide \"" at "\"\n"
#define POLICY \
	HEAD \
	"setting limit is 10\n  cites guide \"1\"\n  from 2022-02-01 is 12 cites guide \"1\"\n" \
	"setting others is Red and Amber\n  may vary locally\n  cites guide \"1\"\n" \
	"input case from \"cases.csv\", one row per ref, settings as at begun\n" \
	"  ref is text\n  begun is date, may be blank\n  points is number, may be blank\n" \
	"  code is text like \"A-##\", may be blank\n" \
	"  grade is Red or Amber or Green, may be blank\n  secret is text, not recorded\n" \
	"  cites guide \"2\"\n" \
	"input visit from \"visits.csv\", one row per number\n" \
	"  number is text from column \"n\"\n" \
	"  cites guide \"2\"\n" \
	"decide route for case\n  gives Fast when points is more than limit\n" CITED("4") \
	"  otherwise Usual\n" CITED("4") \
	"decide way for case, first that applies\n  gives One when all of\n" \
	"      - route is Fast\n      - grade is one of others\n    end all\n" CITED("4") \
	"  gives Two when any of\n      - code is like \"A-#1\"\n      - secret is \"x\"\n" \
	"    end any\n" CITED("4") "  otherwise Three\n" CITED("5") \
	"decide hidden for case\n  gives secret when points is 3\n" CITED("4") \
	"  otherwise nothing\n" CITED("5") \
	"decide done for case\n  gives Over when way is Two\n" CITED("4") \
	"  otherwise Open\n" CITED("4") \
	"decide season for visit\n  gives Summer when run_date is after 2022-04-30\n" CITED("6") \
	"  otherwise Winter\n" CITED("6") \
	"decide done for visit\n  gives Over when season is Summer\n" CITED("6") \
	"  otherwise Open\n" CITED("6")
#define CASES \
	"ref,begun,points,code,grade,secret\nA,2022-03-01,13,A-11,Red,x\nB,,13,A-12,Amber,y\n" \
	"C,2021-03-01,3,,Green,z\nD,2021-03-01,,A-12,Green,z\n"

static void
put_and_run(struct folder *folder)
{
	put(in(folder, "policy.writ"), POLICY);
	put(in(folder, "cases.csv"), CASES);
	put(in(folder, "visits.csv"), "n\n1\n2\n");
	made_record_with(folder, "2022-05-31", "out", "others=Green");
}

/* The sheet of so many decisions; the options are those given. */
static enum exit_code
sampled(struct folder *folder, const char *count, struct options options, const char **printed,
    struct fault *fault)
{
	const char *words[] = { count, in(folder, "policy.writ"), folder->path };
	enum exit_code code;
	int kept;

	options.command = COMMAND_SAMPLE;
	options.policy = in(folder, "out");
	options.arguments = words;
	options.argument_count = platform_exists(words[1]) ? 3 : 1;
	options.seed = "7";
	*fault = (struct fault)FAULT_NONE;
	kept = caught_begin(folder);
	code = sample_command(&folder->arena, &options, fault);
	*printed = caught_end(folder, kept);
	return code;
}

static const char *
sheet(struct folder *folder, const char *count, struct options options)
{
	const char *printed;
	struct fault fault;

	if (sampled(folder, count, options, &printed, &fault) != EXIT_DONE)
		fail_msg("%s", fault.text);
	return printed;
}

static void
says(const char *text, const char *what)
{
	if (strstr(text, what) == NULL)
		fail_msg("it does not say: %s\n%s", what, text);
}

static void
refuses(struct folder *folder, const char *count, struct options options, enum exit_code code,
    const char *what)
{
	const char *printed;
	struct fault fault;

	assert_int_equal(sampled(folder, count, options, &printed, &fault), code);
	assert_string_equal(printed, "");
	says(fault.text, what);
}

static void
change(struct folder *folder, const char *name, const char *from, const char *to)
{
	const char *path = in(folder, name), *text = text_of(folder, path),
		   *at = text == NULL ? NULL : strstr(text, from);

	if (at == NULL)
		fail_msg("%s has no '%s'", name, from);
	put(path,
	    arena_printf(&folder->arena, "%.*s%s%s", (int)(at - text), text, to,
		at + strlen(from)));
}

/* Without the policy: what the log has, and what it has not. */
static void
a_sheet_from_the_log_alone(void **state)
{
	struct folder *folder = *state;
	const char *text;

	put_and_run(folder);
	assert_true(platform_remove_file(in(folder, "policy.writ")));
	text = sheet(folder, "20", (struct options){ 0 });
	says(text, "Made from the log alone");
	says(text, "      settings    limit: 12, from 2022-02-01\n");
	says(text, "      settings    limit: not known\n");
	says(text, "      settings    others: Green, by --set\n");
	says(text, "      secret: (not recorded)\n");
	says(text, "code (A-11) like \"A-#1\": yes\n");
	says(text, "secret ((not recorded)) the same as x: (not recorded)\n");
	says(text, "points (13) more than limit (not known): not known\n");
	says(text, "   hidden: (not recorded)\n");
	/* D may be Fast or not; it is no Two either way */
	says(text, "way (not known, still possible: ");
	says(text, "1. case A   (cases.csv, line 2)\n");
}

/* With it: the policy's own words and the cells they name. */
static void
a_sheet_with_the_policy(void **state)
{
	struct folder *folder = *state;
	const char *text;

	put_and_run(folder);
	text = sheet(folder, "20", (struct options){ .with_answers = true });
	says(text, "decide way for case, first that applies");
	says(text, "   way: Two\n");
	text = sheet(folder, "4",
	    (struct options){ .decision = "season", .format = FORMAT_CSV, .format_given = true });
	says(text, "season");
	text = sheet(folder, "3",
	    (struct options){ .decision = "done", .format = FORMAT_HTML, .format_given = true });
	says(text, "done of every table that has it");
	says(text, "<h2>What the record says</h2>");
	text = sheet(folder, "4",
	    (struct options){ .decision = "way",
		.by = "outcome",
		.with_answers = true,
		.format = FORMAT_HTML,
		.format_given = true });
	says(text, "Drawn by outcome");
	assert_null(strstr(text, "<h2>What the record says</h2>"));
	text = sheet(folder, "4",
	    (struct options){ .table = "visit", .format = FORMAT_HTML, .format_given = true });
	says(text, "all decisions of visit");
}

/* What is beside the record is not what was run: the sheet says so when it was found, and there is
 * none when it was named. */
static void
files_that_are_not_those_of_the_run(void **state)
{
	struct folder *folder = *state;

	put_and_run(folder);
	assert_true(platform_remove_file(in(folder, "visits.csv")));
	refuses(folder, "5", (struct options){ 0 }, EXIT_USAGE,
	    "name the policy and the data of that run, or leave them out");
	put(in(folder, "visits.csv"), "n\n1\n3\n");
	refuses(folder, "5", (struct options){ 0 }, EXIT_USAGE, "visits.csv");
	change(folder, "policy.writ", "The guide", "A guide");
	refuses(folder, "5", (struct options){ 0 }, EXIT_USAGE, "policy.writ");
}

static void
records_that_disagree_with_their_log(void **state)
{
	static const struct {
		const char *from, *to, *says;
	} cases[] = {
		{ "\"lines\": 20", "\"lines\": 21", "the number of lines" },
		{ "\"column\": \"way\",\n      \"rows\": 4",
		    "\"column\": \"way\",\n      \"rows\": 5",
		    "the number of decisions way of case" },
		{ "\"run_date\": \"2022-05-31\"", "\"run_date\": \"31 May\"", "run_date" },
	};
	struct folder *folder = *state;
	const char *path = in(folder, "out/run.json"), *text;

	put_and_run(folder);
	text = text_of(folder, path);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		put(path, text);
		change(folder, "out/run.json", cases[i].from, cases[i].to);
		refuses(folder, "5", (struct options){ 0 }, EXIT_FINDINGS, cases[i].says);
	}
	put(path, text);
	/* each line holds the digest of the one before, the first that of the policy */
	change(folder, "out/run.json", "\"file\": \"policy.writ\",\n    \"sha256\": \"",
	    "\"file\": \"policy.writ\",\n    \"sha256\": \"0");
	refuses(folder, "5", (struct options){ 0 }, EXIT_FINDINGS, "the SHA-256 of the policy");
}

static void
questions_without_a_sheet(void **state)
{
	struct folder *folder = *state;

	put_and_run(folder);
	refuses(folder, "none", (struct options){ 0 }, EXIT_USAGE, "how many decisions");
	refuses(folder, "5", (struct options){ .excel = true }, EXIT_USAGE,
	    "--excel is for CSV\nadd --format csv");
	refuses(folder, "5", (struct options){ .by = "row" }, EXIT_USAGE, "--by row: ");
	refuses(folder, "1", (struct options){ .by = "outcome" }, EXIT_USAGE,
	    "ask for at least ");
	refuses(folder, "5", (struct options){ .decision = "other" }, EXIT_USAGE,
	    "the log has no decision other");
	put(in(folder, "cases.csv"), "ref,begun,points,code,grade,secret\n");
	put(in(folder, "visits.csv"), "n\n");
	assert_true(platform_remove_tree(in(folder, "out")));
	made_record(folder, "2022-05-31", "out");
	refuses(folder, "5", (struct options){ 0 }, EXIT_USAGE,
	    "the log is empty: nothing was decided in that run");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_sheet_from_the_log_alone),
		IN_FOLDER(a_sheet_with_the_policy),
		IN_FOLDER(files_that_are_not_those_of_the_run),
		IN_FOLDER(records_that_disagree_with_their_log),
		IN_FOLDER(questions_without_a_sheet),
	};

	return RUN_TESTS(tests);
}
