/*
 * register: any bytes as the register of letters sent, as the replies, and as the rows the letters
 * are about, parted by lines of four equals signs, under a fixed policy. What was written is put
 * below the register as the manual says, and the run of that day is done again, until nothing is
 * written any more: no letter ever goes twice, whatever else the register holds; every row that was
 * put there is read; and what is due is written or held back.
 */
#include "interp/csvtext.h"
#include "tests/fuzz/main.h"
#include "tests/fuzz/whole.h"

static const char policy[] =
    "policy reminders\n  title \"Reminders\"\n  version \"1\"\n  owner \"o\"\n"
    "  in force from 2020-01-01\n  due for review 2030-01-01\n"
    "source s is \"S\"\n"
    "input case from \"cases.csv\", one row per case_ref\n"
    "  case_ref is text like \"@##\"\n  name is text\n  late is yes or no\n  cites s \"1\"\n"
    "input reply from \"replies.csv\", one row per reply_ref, dated by came_on\n"
    "  reply_ref is text\n  case_ref refers to case\n  came_on is date\n  answer is yes or no\n"
    "  cites s \"1\"\n"
    "input sent from \"sent.csv\", one row per sent_ref, dated by sent_on\n"
    "  sent_ref is text\n  case_ref refers to case\n"
    "  letter_name is Notice or Reminder or Last_call\n  sent_on is date\n"
    "  sent_by is Email or Post, may be blank\n  cites s \"1\"\n"
    "letters are recorded in sent, named by letter_name\n  cites s \"2\"\n"
    "define answered for case as there is a reply for the same case_ref where answer\n"
    "  cites s \"3\"\n"
    "letter Notice for case, to case_ref\n  send when late\n  once for each case_ref\n"
    "  wording from \"text.txt\"\n  cites s \"4\"\n"
    "letter Reminder for case, to case_ref\n  instead of Notice\n"
    "  send when Notice is Sent and not answered\n  once for each case_ref\n"
    "  wording from \"text.txt\"\n  cites s \"4\"\n"
    "letter Last_call for case, to case_ref\n  instead of Reminder\n"
    "  send when Reminder is Sent and not answered\n  once for each case_ref\n"
    "  wording from \"text.txt\"\n  cites s \"4\"\n";

static const char sent[] =
    "sent_ref,case_ref,letter_name,sent_on,sent_by\nS1,C30,Notice,2022-02-01,Post\n";
static const char replies[] = "reply_ref,case_ref,came_on,answer\nR1,D40,2022-02-02,yes\n";
static const char cases[] = "case_ref,name,late\nA10,Ann,yes\nB20,Ben,no\nC30,Cid,yes\n"
			    "D40,Dot,yes\n";

enum { ROUNDS = 6, GONE = 256 };

struct gone {
	const char *key, *letter;
};

struct gone_list {
	struct gone letters[GONE];
	uint32_t count;
};

/* Notes what a run wrote; nothing of it may have gone before. */
static void
note_written(struct arena *arena, struct gone_list *gone, const struct whole *whole)
{
	const struct whole_text *file = whole_file(whole, "letters/letters.csv");
	struct csvtext rows;

	HOLDS(file != NULL && csvtext_read(&rows, arena, file->at, file->length));
	HOLDS(rows.count ==
	    whole_count(json_member(whole->record, "letters"), "written") + 1);
	for (uint32_t i = 1; i < rows.count; i++) {
		const char *key = rows.rows[i].cells[1], *letter = rows.rows[i].cells[2];

		for (uint32_t k = 0; k < gone->count; k++)
			HOLDS(strcmp(gone->letters[k].key, key) != 0 ||
			    strcmp(gone->letters[k].letter, letter) != 0);
		if (gone->count < GONE)
			gone->letters[gone->count++] = (struct gone){ key, letter };
	}
}

/* Behind the line of headings, whose cells may hold line breaks. */
static size_t
without_headings(const struct whole_text *file)
{
	bool quoted = false;
	size_t at = 0;

	while (at < file->length && (quoted || file->at[at] != '\n')) {
		quoted ^= file->at[at] == '"';
		at++;
	}
	return at < file->length ? at + 1 : at;
}

static const struct json_value *
register_of(const struct whole *whole)
{
	const struct json_value *input = json_member(whole->record, "inputs")->first;

	while (strcmp(json_member_text(input, "table"), "sent") != 0)
		input = input->next;
	return input;
}

/* Rows of the cases that have had one of the letters, for each letter. */
static uint64_t
sent_of(const struct whole *whole)
{
	const struct json_value *one = json_member(whole->record, "letters");
	uint64_t sum = 0;

	for (one = json_member(one, "of")->first; one != NULL; one = one->next)
		sum += whole_count(one, "sent");
	return sum;
}

/* One run, and what it wrote below the register. False when there is nothing to do again. */
static bool
run_and_record(struct whole *whole, struct arena *arena, const struct program *program,
    struct gone_list *gone, struct buffer *held, bool headings)
{
	const struct options options = { .log = LOG_NEVER };
	const struct whole_text *rows;
	const char *encoding;
	size_t from;

	whole_put("sent.csv", held->length > 0 ? held->at : "", held->length);
	if (!whole_run(whole, arena, program, options, "2022-03-01"))
		return false;
	note_written(arena, gone, whole);
	rows = whole_file(whole, "letters/for-the-register.csv");
	encoding = json_member_text(register_of(whole), "encoding");
	HOLDS(rows != NULL && encoding != NULL);
	/* Rows for a register in UTF-16 are not joined byte by byte. */
	if (strncmp(encoding, "UTF-16", strlen("UTF-16")) == 0)
		return false;
	from = headings ? 0 : without_headings(rows);
	buffer_add(held, rows->at + from, rows->length - from);
	return whole_count(json_member(whole->record, "letters"), "written") > 0;
}

static void
run_rounds(struct arena *arena, const struct program *program, const struct whole_text *start,
    bool headings)
{
	struct gone_list *gone = arena_new(arena, struct gone_list);
	struct whole *now = arena_new(arena, struct whole);
	struct buffer held = BUFFER_INIT;
	uint64_t read = 0, refused = 0, repeated = 0, recorded = 0, written = 0;
	uint32_t round = 0;

	buffer_add(&held, start->at, start->length);
	for (bool more = true; more; round++) {
		HOLDS(round < ROUNDS);
		more = run_and_record(now, arena, program, gone, &held, headings);
		/* What was put there must not keep the run from being done again; but for headings
		 * below an open line, which then are headings that stand there twice. */
		HOLDS(round == 0 || headings || now->fault.code == EXIT_DONE);
		if (now->fault.code != EXIT_DONE)
			break;
		if (round > 0 && !headings) {
			HOLDS(whole_count(register_of(now), "read") == read + written);
			HOLDS(whole_count(register_of(now), "refused") == refused);
			HOLDS(whole_count(register_of(now), "repeated") != repeated ||
			    sent_of(now) == recorded + written);
		}
		recorded = sent_of(now);
		repeated = whole_count(register_of(now), "repeated");
		read = whole_count(register_of(now), "read");
		refused = whole_count(register_of(now), "refused");
		written = whole_count(json_member(now->record, "letters"), "written");
	}
	buffer_release(&held);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct whole_text text = { "text.txt", "((name)), ((case_ref)).", 23 };
	struct whole_text parts[] = { { NULL, sent, sizeof sent - 1 },
		{ NULL, replies, sizeof replies - 1 }, { NULL, cases, sizeof cases - 1 } };
	static struct arena kept = ARENA_INIT;
	static const struct program *program;
	struct arena arena = ARENA_INIT;

	if (size > WHOLE_LONGEST)
		return 0;
	if (program == NULL)
		program = whole_compile(&kept, policy, NULL, &text, 1);
	HOLDS(program != NULL);
	whole_parts(&arena, data, size, parts, 3);
	whole_put("replies.csv", parts[1].at, parts[1].length);
	whole_put("cases.csv", parts[2].at, parts[2].length);
	run_rounds(&arena, program, &parts[0], false);
	run_rounds(&arena, program, &parts[0], true);
	arena_release(&arena);
	return 0;
}
