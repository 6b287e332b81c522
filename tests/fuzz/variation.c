/*
 * variation: any bytes as a file of variations beside a fixed policy, behind a line of four equals
 * signs the text of a wording they may bring. They are refused, with words for it, or taken: then
 * no setting ever leaves what the policy allows, rows on days that no variation covers come out as
 * without it, the same rows are counted as without it, and a file that is there and not taken
 * changes nothing.
 */
#include "interp/fold_value.h"
#include "interp/local.h"
#include "tests/fuzz/html.h"
#include "tests/fuzz/main.h"
#include "tests/fuzz/whole.h"

static const char policy[] =
    "policy national\n  title \"National\"\n  version \"1\"\n  owner \"o\"\n"
    "  in force from 2020-01-01\n  due for review 2030-01-01\n"
    "source s is \"S\"\n"
    "setting limit is 40 days\n  from 2022-03-01 is 45 days\n"
    "  may vary locally between 20 days and 60 days\n  cites s \"1\"\n"
    "setting share is 50%\n  may vary locally between 12.5% and 90%\n  cites s \"1\"\n"
    "setting fee is £12.50\n  may vary locally between £10 and £20\n  cites s \"1\"\n"
    "setting answer_by is 14 days\n  may vary locally\n  cites s \"1\"\n"
    "setting office is \"The office\"\n  may vary locally\n  cites s \"1\"\n"
    "setting first_day is 2022-02-01\n  may vary locally between 2022-01-01 and 2022-03-01\n"
    "  cites s \"1\"\n"
    "setting amount is £100\n  may vary locally among £100, £150.50\n  cites s \"1\"\n"
    "setting desk is \"a\"\n  may vary locally among \"a\", \"b\"\n  cites s \"1\"\n"
    "setting fixed is 3\n  cites s \"1\"\n"
    "input person from \"people.csv\", one row per person_ref\n"
    "  person_ref is text\n  full_name is text\n  cites s \"1\"\n"
    "input case from \"cases.csv\", one row per case_ref, settings as at raised_on\n"
    "  case_ref is text\n  person refers to person\n  raised_on is date\n"
    "  kind is Main or Branch, may vary locally\n"
    "  waiting is days, may be blank\n  score is percent, may be blank\n"
    "  paid is money, may be blank\n  cites s \"1\"\n"
    "input sent from \"sent.csv\", one row per sent_ref, dated by sent_on\n"
    "  sent_ref is text\n  case_ref refers to case\n  letter_name is Notice or Reminder\n"
    "  sent_on is date\n  cites s \"1\"\n"
    "letters are recorded in sent, named by letter_name\n  cites s \"2\"\n"
    "decide route for case, first that applies\n"
    "  gives Look when waiting is more than limit\n    cites s \"3\"\n"
    "  gives Low when score is less than share\n    cites s \"3\"\n"
    "  gives Owing when paid is less than fee\n    cites s \"3\"\n"
    "  gives Early when raised_on is before first_day\n    cites s \"3\"\n"
    "  otherwise Usual\n    cites s \"3\"\n"
    "letter Notice for case, to person\n  subject \"Case ((case_ref))\"\n"
    "  send when waiting is more than limit\n  lapses when paid is given and paid is at least fee\n"
    "  once for each case_ref\n  wording from \"letters/notice.txt\", may vary locally\n"
    "  paragraph from \"letters/long.txt\", may vary locally when kind is Branch\n"
    "  asks for a reply by answer_by after letter_date, to office\n  cites s \"4\"\n"
    "report kinds of case \"Kinds\"\n  one row per kind\n"
    "  column cases \"Cases\" is count\n  cites s \"5\"\n";

static const char cases[] = "case_ref,person,raised_on,kind,waiting,score,paid\n"
			    "A1,P1,2022-01-10,Main,41,50%,12\n"
			    "A2,P1,2022-02-10,Branch,30,10%,\n"
			    "A3,P1,2022-03-10,Branch,,60%,15\n"
			    "A4,P1,2021-06-01,Main,70,80%,20\n"
			    "A4,P1,2021-06-01,Main,70,80%,20\n"
			    "A5,P1,2022-04-30,Main,70,80%,20\n";
/* Of the rows that are used, in their order. */
static const char *const raised_on[] = { "2022-01-10", "2022-02-10", "2022-03-10", "2021-06-01",
	"2022-04-30" };

static const char day[] = "2022-04-30";

enum { ROWS = sizeof raised_on / sizeof *raised_on };

static bool
is_allowed(const struct setting *setting, const struct value *value)
{
	for (uint32_t i = 0; setting->may_vary == MAY_VARY_AMONG; i++)
		if (i == setting->bound_count)
			return false;
		else if (value_order(&setting->bounds[i], value, false) == 0)
			return true;
	if (setting->may_vary != MAY_VARY_BETWEEN)
		return true;
	return value_order(&setting->bounds[0], value, false) <= 0 &&
	    value_order(value, &setting->bounds[1], false) <= 0;
}

static void
judge_settings(struct arena *arena, const struct program *program, struct options *options)
{
	struct fault fault = FAULT_NONE;
	struct knobs knobs;
	struct buffer words = BUFFER_INIT;

	knobs_init(&knobs, arena, program, 0);
	HOLDS(local_choose(&knobs, options, &fault));
	for (uint32_t i = 0; i < program->setting_count; i++) {
		const struct knob *knob = &knobs.knobs[i];

		HOLDS(knob->value_count > 0);
		for (uint32_t v = 0; v < knob->value_count; v++) {
			HOLDS(v == 0 || knob->values[v - 1].from < knob->values[v].from);
			for (uint32_t m = 0; m < knob->values[v].count; m++)
				HOLDS(is_allowed(knob->setting, &knob->values[v].values[m]));
		}
		HOLDS(!knob_is_changed(knob) || knob->setting->may_vary != MAY_NOT_VARY ||
		    knob->setting->value_count > 1);
	}
	local_say_changes(&words, &knobs);
	for (uint32_t i = 0; i < program->variation_count; i++)
		local_say_variation(&words, program, program->variations[i]);
	buffer_release(&words);
}

/* The key and the outcome in a row of a table of decisions, from 1; why it is so may name the last
 * day a value holds, which a variation changes. */
static struct whole_text
outcome_of(const struct whole_text *file, uint32_t row)
{
	const char *at = file->at, *end;

	for (; row > 0; row--)
		at = strchr(at, '\n') + 1;
	end = strchr(at, ',');
	HOLDS(end != NULL && (end = strchr(end + 1, ',')) != NULL);
	return (struct whole_text){ NULL, at, (size_t)(end - at) };
}

static bool
covers(const struct program *program, const char *of_row)
{
	int64_t date = 0;

	date_from_civil(atoi(of_row), atoi(of_row + 5), atoi(of_row + 8), &date);
	for (uint32_t i = 0; i < program->variation_count; i++)
		if (program->variations[i]->from <= date && date <= program->variations[i]->to)
			return true;
	return false;
}

static void
judge_rows(const struct whole *national, const struct whole *local, bool taken)
{
	const struct whole_text *before = whole_file(national, "decisions/case.csv"),
				*now = whole_file(local, "decisions/case.csv");
	const struct json_value *was = json_member(national->record, "inputs")->first,
				*is = json_member(local->record, "inputs")->first;
	static const char *const counts[] = { "read", "used", "refused", "repeated",
		"dated_later" };

	for (; was != NULL; was = was->next, is = is->next)
		for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
			HOLDS(whole_count(was, counts[i]) == whole_count(is, counts[i]));
	HOLDS(before != NULL && now != NULL);
	for (uint32_t row = 0; row < ROWS; row++) {
		struct whole_text a = outcome_of(before, row + 1),
				  b = outcome_of(now, row + 1);

		if (!taken || !covers(local->program, raised_on[row]))
			HOLDS(a.length == b.length && memcmp(a.at, b.at, a.length) == 0);
	}
	HOLDS(taken || (before->length == now->length &&
			   memcmp(before->at, now->at, now->length) == 0));
}

/* The run without any variation, once a process. */
static const struct whole *
without_variation(const struct whole_text *texts)
{
	static struct arena kept = ARENA_INIT;
	static struct whole *whole;

	if (whole != NULL)
		return whole;
	whole_put("cases.csv", cases, sizeof cases - 1);
	whole_put_text("people.csv", "person_ref,full_name\nP1,Pat\n");
	whole_put_text("sent.csv", "sent_ref,case_ref,letter_name,sent_on\n");
	whole = arena_new(&kept, struct whole);
	HOLDS(whole_run(whole, &kept, whole_compile(&kept, policy, NULL, texts, 2),
	    (struct options){ .log = LOG_NEVER }, day));
	return whole;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char notice[] = "Dear ((person.full_name)), reply by ((reply_by)).\n",
			  longer[] = "It waits for ((waiting)).\n";
	struct whole_text parts[] = { { NULL, "", 0 },
		{ NULL, "Hello ((person.full_name)), ((reply_by)).", 41 } };
	struct whole_text texts[] = { { "letters/notice.txt", notice, sizeof notice - 1 },
		{ "letters/long.txt", longer, sizeof longer - 1 }, { "local.txt", NULL, 0 } };
	const char *with = "scheme.writ";
	struct options national = { .log = LOG_NEVER },
		       local = { .log = LOG_NEVER, .withs = &with, .with_count = 1 };
	struct arena arena = ARENA_INIT;
	const struct program *program;
	const struct whole *without;
	struct whole *beside, *taken;

	if (size > WHOLE_LONGEST)
		return 0;
	whole_parts(&arena, data, size, parts, 2);
	parts[0].name = with;
	texts[2].at = parts[1].at;
	texts[2].length = parts[1].length;
	program = whole_compile(&arena, policy, &parts[0], texts, 3);
	if (program != NULL && program->variation_count > 0) {
		without = without_variation(texts);
		beside = arena_new(&arena, struct whole);
		taken = arena_new(&arena, struct whole);
		judge_settings(&arena, program, &local);
		HOLDS(whole_run(beside, &arena, program, national, day));
		judge_rows(without, beside, false);
		HOLDS(whole_run(taken, &arena, program, local, day));
		judge_rows(without, taken, true);
		for (uint32_t i = 0; i < taken->count; i++) {
			const struct whole_text *file = &taken->files[i];
			size_t length = strlen(file->name);

			if (length > 5 && strcmp(file->name + length - 5, ".html") == 0)
				HOLDS(html_is_well_formed(file->at));
		}
	}
	arena_release(&arena);
	return 0;
}
