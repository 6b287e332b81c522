/*
 * slips_try STEP FROM POLICY...: every word of every policy is left out, said twice, exchanged with
 * the next one, put in place of another, cut off behind, each alone; the FROMth of every STEP of
 * these is tried. What is promised of any text whatever must hold of each:
 *
 * - it is a program, or there is an error;
 * - every message lies within the text, has a page in the help, and is made of whole characters;
 * - the same text gives the same messages;
 * - laying it out twice changes nothing more than once, and turns no program into none.
 *
 * Prints each edit of which that is not so; exit code 1 then.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/calendar.h"
#include "lang/compile.h"
#include "lang/find.h"
#include "lang/format.h"
#include "lang/help.h"
#include "lang/token.h"
#include "tests/slips/slurp.h"

/* An edit adds no more than this to a text twice over. */
enum { EDIT_ROOM = 1 << 16, LONGEST_WORD = 40 };

struct word {
	size_t from, to;
};

enum edit { LEFT_OUT, SAID_TWICE, EXCHANGED, OF_THE_TEXT, OF_THE_LANGUAGE, CUT_OFF, EDIT_COUNT };

static const char *const edit_names[EDIT_COUNT] = { "left out", "said twice",
	"exchanged with the next", "replaced by a word of the text", "replaced by another word",
	"the last one" };

/* What people type, and what they type by mistake. */
static const char *const others[] = { "is", "of", "for", "when", "where", "and", "or", "not",
	"any of", "end any", "all of", "end all", "none of", "end none", "end given", "in", "-",
	",", "(", ")", ".", "\"", "\"\"", "\"A\"", "#", "=", ">=", "%", "\302\243", "\302\24312.50",
	"60%", "60-75%", "0", "3", "2.5", "1,000", "99999999999999999999", "0.1234567891", "yes",
	"no", "Yes", "nothing", "blank", "unknown", "Red", "2022-04-01", "2022-02-30", "1st April",
	"01/04/2022", "2017/18 Q2", "2017/18", "2022-04", "Q2", "Q5", "3 days", "2 weeks",
	"5 working days", "1 month", "run_date", "letter_date", "percent", "text", "quarter",
	"count", "sum of", "instead of", "as", "from", "first that applies", "otherwise", "gives",
	"rounded half up to the penny", "may be blank", "cites", "note", "\t", "\r\n", "\302\240",
	"\342\200\223", "\342\200\235", "\357\273\277", "\001", "end", "there is a", "\n- ",
	"accepted because", "by", "by calendar england", "among the lowest 5 by", "in each label",
	"in TABLE", "for the same", "refers to", "plus", "minus", "times", "divided by", "after",
	"before", "days from", "the", "is at least", "is between", "is greater than", "is one of",
	"is given", "is like \"@#\"", "policy", "setting", "define", "decide", "letter", "report",
	"test", "variation" };

struct trying {
	struct arena steady;
	const struct workdays *days;
	unsigned long trials, wrong, programs;
};

/* ---- words ---- */

static bool
in_word(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	    (byte >= '0' && byte <= '9') || byte == '_' || (byte & 0x80) != 0;
}

static bool
is_white(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Remarks are passed by; what stands in quotes is one word. */
static struct word
next_word(const struct text *text, size_t from)
{
	struct word word = { from, from };
	const char *at = text->bytes;

	while (word.from < text->length && (is_white(at[word.from]) || at[word.from] == '#')) {
		if (at[word.from] == '#')
			while (word.from + 1 < text->length && at[word.from + 1] != '\n')
				word.from++;
		word.from++;
	}
	word.to = word.from;
	if (word.to == text->length)
		return word;
	if (at[word.to] == '"') {
		do
			word.to++;
		while (word.to < text->length && at[word.to] != '"' && at[word.to] != '\n');
		word.to += word.to < text->length && at[word.to] == '"';
	} else if (in_word(at[word.to])) {
		while (word.to < text->length && in_word(at[word.to]))
			word.to++;
	} else {
		word.to++;
	}
	return word;
}

static void
add(struct text *text, const char *bytes, size_t length)
{
	if (length > 0)
		memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
}

static void
add_word(struct text *text, const struct text *of, struct word word)
{
	add(text, of->bytes + word.from, word.to - word.from);
}

/* The text with one edit; `turn` picks what is put in. */
static struct text
edited(struct arena *arena, const struct text *of, const struct word *words, size_t count,
    size_t at, enum edit edit, size_t turn)
{
	struct text text = { .bytes = arena_alloc(arena, 2 * of->length + EDIT_ROOM) };
	const struct word *word = &words[at], *next = at + 1 < count ? &words[at + 1] : word;
	const char *other = others[turn % (sizeof others / sizeof *others)];

	add(&text, of->bytes, word->from);
	switch (edit) {
	case LEFT_OUT:
		break;
	case SAID_TWICE:
		add_word(&text, of, *word);
		add(&text, " ", 1);
		add_word(&text, of, *word);
		break;
	case EXCHANGED:
		add_word(&text, of, *next);
		add(&text, of->bytes + word->to, next == word ? 0 : next->from - word->to);
		add_word(&text, of, *word);
		word = next;
		break;
	case OF_THE_TEXT:
		add_word(&text, of, words[(at + 1 + turn * 31) % count]);
		break;
	case OF_THE_LANGUAGE:
		add(&text, other, strlen(other));
		break;
	case CUT_OFF:
	case EDIT_COUNT:
		add_word(&text, of, *word);
		return text;
	}
	add(&text, of->bytes + word->to, of->length - word->to);
	return text;
}

/* ---- what must hold ---- */

static enum load_state
load_wording(void *with, const char *path, size_t limit, const char **bytes, size_t *length)
{
	static const char wording[] = "Dear reader,\n\n((letter_date))\n\n* one\n* two\n";

	(void)with;
	if (strlen(path) % 7 == 0)
		return LOAD_MISSING;
	*bytes = wording;
	*length = sizeof wording - 1 > limit ? limit : sizeof wording - 1;
	return LOAD_DONE;
}

static bool
is_working(const void *with, int64_t day, bool *working)
{
	return workdays_is_working(with, day, working);
}

static bool
is_whole(const char *text)
{
	return text_first_foreign(text, strlen(text)) == strlen(text) &&
	    strstr(text, "(null)") == NULL;
}

/* What is wrong with the messages, or NULL. */
static const char *
wrong_message(const struct diags *diags, const struct sources *sources)
{
	for (const struct diag *diag = diags->first; diag != NULL; diag = diag->next) {
		const struct source_file *file = sources_place(sources, diag->at.start).file;

		if (help_find(diag->slug) == NULL)
			return "a message has no page";
		if (diag->at.end < diag->at.start || file == NULL)
			return "a message lies nowhere";
		if (!is_whole(diag->text))
			return "a message is no text";
		for (const struct diag_note *note = diag->notes; note != NULL; note = note->next)
			if (!is_whole(note->text))
				return "a note is no text";
	}
	return NULL;
}

struct outcome {
	const struct program *program;
	const char *said, *wrong;
};

static struct outcome
compiled(struct trying *trying, struct arena *arena, const struct text *text)
{
	const struct file_loader loader = { .load = load_wording };
	struct sources *sources = arena_new(arena, struct sources);
	const struct compile_request request = {
		.policy = { "slip.writ", text->bytes, text->length }, .loader = &loader };
	const struct find_request find = { .on = INT64_MIN,
		.calendar_last = workdays_last(trying->days),
		.is_working = is_working,
		.working_with = trying->days };
	struct outcome outcome = { NULL, NULL, NULL };
	struct diags diags;

	sources_init(sources, arena);
	diags_init(&diags, arena, sources);
	outcome.program = policy_compile_with(arena, sources, &diags, &request);
	if ((outcome.program == NULL) != (diags.errors > 0))
		outcome.wrong = "a program with errors, or neither";
	if (outcome.program != NULL)
		find_program(&diags, outcome.program, &find);
	diags_sort(&diags);
	if (outcome.wrong == NULL)
		outcome.wrong = wrong_message(&diags, sources);
	outcome.said = diags_text(&diags, arena, false);
	diags_json(&diags, arena);
	return outcome;
}

static char *
laid_out(struct arena *arena, const char *bytes, size_t length)
{
	struct sources *sources = arena_new(arena, struct sources);
	struct diags diags;

	sources_init(sources, arena);
	diags_init(&diags, arena, sources);
	return format_policy(arena, sources_add(sources, "slip.writ", bytes, length), &diags);
}

static const char *
what_is_wrong(struct trying *trying, struct arena *arena, const struct text *text)
{
	struct outcome outcome = compiled(trying, arena, text);
	struct text once;
	const char *twice;

	trying->programs += outcome.program != NULL;
	if (outcome.wrong != NULL)
		return outcome.wrong;
	if (strcmp(compiled(trying, arena, text).said, outcome.said) != 0)
		return "the messages are others the second time";
	if (memchr(text->bytes, '\0', text->length) != NULL)
		return NULL;	/* refused as a whole, and no text to lay out */
	once.bytes = laid_out(arena, text->bytes, text->length);
	once.length = strlen(once.bytes);
	twice = laid_out(arena, once.bytes, once.length);
	if (strcmp(once.bytes, twice) != 0)
		return "laying it out once more changes it";
	if (outcome.program != NULL && compiled(trying, arena, &once).program == NULL)
		return "laying it out turns it into no policy";
	return NULL;
}

static void
try_policy(struct trying *trying, const char *path, size_t step, size_t from)
{
	struct text text = slurp(path);
	struct arena words_arena = ARENA_INIT;
	struct word *words = arena_array(&words_arena, struct word, text.length + 1);
	size_t count = 0, turn = from;

	for (struct word word = next_word(&text, 0); word.to > word.from;
	    word = next_word(&text, word.to))
		words[count++] = word;
	for (size_t number = from; number < count * EDIT_COUNT; number += step, turn++) {
		enum edit edit = (enum edit)(number % EDIT_COUNT);
		size_t at = number / EDIT_COUNT;
		struct arena arena = ARENA_INIT;
		struct text tried = edited(&arena, &text, words, count, at, edit, turn);
		const char *wrong = what_is_wrong(trying, &arena, &tried);

		trying->trials++;
		if (wrong != NULL) {
			trying->wrong++;
			printf("%s: the word at byte %zu, '%.*s', %s: %s\n", path, words[at].from,
			    words[at].to - words[at].from > LONGEST_WORD ? LONGEST_WORD :
			    (int)(words[at].to - words[at].from),
			    text.bytes + words[at].from, edit_names[edit], wrong);
		}
		arena_release(&arena);
	}
	arena_release(&words_arena);
	memory_free(text.bytes);
}

int
main(int count, char **arguments)
{
	struct trying trying = { .steady = ARENA_INIT };
	size_t step = count > 3 ? strtoul(arguments[1], NULL, 10) : 0;
	size_t from = count > 3 ? strtoul(arguments[2], NULL, 10) : 0;

	if (step == 0) {
		fprintf(stderr, "usage: slips_try STEP FROM POLICY...\n");
		return 2;
	}
	trying.days = workdays_england_and_wales(&trying.steady, NULL, 0);
	for (int i = 3; i < count; i++)
		try_policy(&trying, arguments[i], step, (from + (size_t)i) % step);
	printf("%lu slips in %d policies, %lu of them still programs: %lu wrong\n", trying.trials,
	    count - 3, trying.programs, trying.wrong);
	arena_release(&trying.steady);
	return trying.wrong == 0 ? 0 : 1;
}
