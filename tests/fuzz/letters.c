/*
 * letters: any bytes as the texts of a letter, a wording, a paragraph, a subject and the title of a
 * form, and as the rows it is about, parted by lines of four equals signs; what is not there is as
 * below. The rest of the policy is fixed. Either the texts are refused, or all that is due is
 * written or held back with a reason, nothing that is written has a field left in it or one of
 * whose value nothing is known, every page is well-formed, and the same again gives the same bytes.
 */
#include "lang/template.h"
#include "tests/fuzz/html.h"
#include "tests/fuzz/main.h"
#include "tests/fuzz/whole.h"

#define HEAD \
	"policy notices\n  title \"Notices & <more>\"\n  version \"1\"\n  owner \"o\"\n" \
	"  in force from 2020-01-01\n  due for review 2030-01-01\n" \
	"source s is \"S\"\n" \
	"setting reply_time is 14 days\n  cites s \"1\"\n" \
	"setting office is \"The <office>\"\n  cites s \"1\"\n" \
	"input person from \"people.csv\", one row per person_ref\n" \
	"  person_ref is text\n  full_name is text\n  cites s \"1\"\n" \
	"input case from \"cases.csv\", one row per case_ref\n" \
	"  case_ref is text\n  person refers to person\n  name is text, may be blank\n" \
	"  late is yes or no\n  raised_on is date, may be blank\n" \
	"  waiting is days, may be blank\n  fee is money, may be blank\n" \
	"  state is Open or Shut\n  cites s \"1\"\n" \
	"input item from \"items.csv\", one row per item_ref\n" \
	"  item_ref is text\n  case_ref refers to case\n  what is text, may be blank\n" \
	"  cites s \"1\"\n" \
	"input sent from \"sent.csv\", one row per sent_ref, dated by sent_on\n" \
	"  sent_ref is text\n  case_ref refers to case\n  letter_name is Notice or Reminder\n" \
	"  sent_on is date\n  cites s \"1\"\n" \
	"letters are recorded in sent, named by letter_name\n  cites s \"2\"\n" \
	"define items for case as list of what in item for the same case_ref\n  cites s \"3\"\n" \
	"define very_late for case as waiting is more than 30 days\n  cites s \"3\"\n" \
	"form Papers for case \"%s\"\n  header \"Case\" is case_ref\n  header \"Day\" to fill " \
	"in\n" \
	"  one row per item for the same case_ref\n  column \"What\" is what\n" \
	"  column \"Done\" to fill in\n  return to office\n  cites s \"4\"\n" \
	"letter Notice for case, to person\n  subject \"%s\"\n  send when state is Open\n" \
	"  once for each case_ref\n  wording from \"wording.txt\"\n" \
	"  paragraph from \"paragraph.txt\" when very_late\n" \
	"  asks for a reply by reply_time after letter_date, to office\n  encloses form Papers\n" \
	"  encloses \"the <guide>\"\n  copies to office\n  cites s \"5\"\n" \
	"letter Reminder for case, to person\n  instead of Notice\n" \
	"  send when Notice is Sent and state is Open\n  once for each case_ref\n" \
	"  wording from \"reminder.txt\"\n  cites s \"5\"\n"

#define WORDING \
	"To ((person.full_name)) of ((office))\n\nDear ((name)),\n\n" \
	"((subject))\nPlease:\n* bring ((items))\n* pay ((fee)) by ((reply_by))\n"
#define PARAGRAPH "It waits for ((waiting)), since ((raised_on)).\n"
#define SUBJECT "Case ((case_ref)), ((state))"
#define TITLE "Papers for ((case_ref))"

static const char *const cases =
    "case_ref,person,name,late,raised_on,waiting,fee,state\n"
    "A1,P1,\"Ann <b> & \"\"co\"\"\",yes,2022-01-10,41,12.50,Open\n"
    "A2,P2,,no,2022-02-10,,,Open\n"
    "A3,P1,=Cid,no,,12,1,Open\n"
    "A4,P1,Dot,no,2022-02-10,40,2,Open\n"
    "A5,P2,Eve,no,2022-02-10,40,3,Shut\n";

/* In a string of the policy: what would end it, or its line, is left out. */
static const char *
quoted(struct arena *arena, const struct whole_text *part)
{
	char *text = arena_copy(arena, part->at, part->length);
	size_t out = 0;

	for (size_t i = 0; i < part->length; i++)
		if (text[i] != '"' && text[i] != '\n' && text[i] != '\r' && text[i] != '\0')
			text[out++] = text[i];
	text[out] = '\0';
	return text;
}

static bool
has(const struct whole_text *text, const char *what)
{
	return strstr(text->at, what) != NULL;
}

/* Does it print the field, whatever the row? */
static bool
prints(const struct template *template, const char *name)
{
	for (uint32_t i = 0; template != NULL && i < template->count; i++)
		if (template->parts[i].kind == TEMPLATE_FIELD &&
		    template->parts[i].member == NULL &&
		    strcmp(template->parts[i].name, name) == 0)
			return true;
	return false;
}

/* Of the fixed rows A2 has no name, no fee and no days of waiting: no notice can be sent that shows
 * one of them, or cannot tell whether to show its paragraph. All else is there. */
static void
judge_fixed_rows(const struct whole *whole, bool flags)
{
	const struct letter *notice = whole->program->letters[0];
	const struct json_value *letters = json_member(whole->record, "letters");
	uint64_t held = whole_count(letters, "held_back");

	HOLDS(whole_count(letters, "due") == 4);
	HOLDS(held >= 1);
	for (uint32_t i = 0; i < whole->count; i++) {
		const struct whole_text *file = &whole->files[i];

		if (strncmp(file->name, "letters/", strlen("letters/")) != 0)
			continue;
		HOLDS(strncmp(file->name, "letters/A2-", strlen("letters/A2-")) != 0);
		HOLDS(strncmp(file->name, "letters/A5-", strlen("letters/A5-")) != 0);
		/* Two brackets may meet where a text between them is there for some rows only. */
		HOLDS(flags || !has(file, "(("));
	}
	if (prints(notice->wording_template, "raised_on") ||
	    prints(notice->subject_template, "raised_on"))
		HOLDS(held >= 2);
}

static void
judge_files(const struct whole *whole)
{
	const struct json_value *letters = json_member(whole->record, "letters");
	uint64_t pages = 0;

	for (uint32_t i = 0; i < whole->count; i++) {
		const struct whole_text *file = &whole->files[i];
		size_t length = strlen(file->name);

		/* There a row stands as it is in its file. */
		HOLDS(strcmp(file->name, "problems.csv") == 0 ||
		    memchr(file->at, 0, file->length) == NULL);
		if (length > 4 && strcmp(file->name + length - 4, ".txt") == 0)
			pages++;
		if (length > 5 && strcmp(file->name + length - 5, ".html") == 0)
			HOLDS(html_is_well_formed(file->at));
	}
	if (whole->count < WHOLE_FILES)
		HOLDS(whole_count(letters, "written") == pages);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char people[] = "person_ref,full_name\nP1,Pat <x>\nP2,Pim\n",
			  items[] = "item_ref,case_ref,what\nI1,A1,\"a, b\"\nI2,A1,<i>c\nI3,A3,d\n",
			  sent[] =
			      "sent_ref,case_ref,letter_name,sent_on\nS1,A4,Notice,2022-02-20\n";
	struct whole_text parts[] = { { NULL, WORDING, sizeof WORDING - 1 },
		{ NULL, PARAGRAPH, sizeof PARAGRAPH - 1 }, { NULL, SUBJECT, sizeof SUBJECT - 1 },
		{ NULL, TITLE, sizeof TITLE - 1 }, { NULL, cases, strlen(cases) } };
	struct whole_text texts[3] = { [2] = { "reminder.txt", "Still ((case_ref)).", 19 } };
	struct arena arena = ARENA_INIT;
	struct whole *first, *second;
	const struct program *program;
	uint32_t count;
	bool flags = false;

	if (size > WHOLE_LONGEST)
		return 0;
	first = arena_new(&arena, struct whole);
	second = arena_new(&arena, struct whole);
	count = whole_parts(&arena, data, size, parts, sizeof parts / sizeof *parts);
	for (uint32_t i = 0; i < 4; i++)
		flags |= has(&parts[i], "??") || has(&parts[i], "paragraphs");
	texts[0] = (struct whole_text){ "wording.txt", parts[0].at, parts[0].length };
	texts[1] = (struct whole_text){ "paragraph.txt", parts[1].at, parts[1].length };
	program = whole_compile(&arena,
	    arena_printf(&arena, HEAD, quoted(&arena, &parts[3]), quoted(&arena, &parts[2])), NULL,
	    texts, 3);
	if (program != NULL) {
		const struct options options = { .log = LOG_NEVER };

		whole_put_text("people.csv", people);
		whole_put_text("items.csv", items);
		whole_put_text("sent.csv", sent);
		whole_put("cases.csv", parts[4].at, parts[4].length);
		if (whole_run(first, &arena, program, options, "2022-03-01")) {
			judge_files(first);
			if (count < 5)
				judge_fixed_rows(first, flags);
			HOLDS(whole_run(second, &arena, program, options, "2022-03-01"));
			HOLDS(whole_same(first, second));
		} else {
			HOLDS(count == 5);
		}
	}
	arena_release(&arena);
	return 0;
}
