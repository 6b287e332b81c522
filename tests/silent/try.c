/*
 * silent_try POLICY [TESTS]: reads edits from standard input (made by edits.awk from the last file
 * named) and makes each of them alone: of those that still compile, `writ diff` must say something.
 * Prints every edit of which it says nothing, and how many lines no edit could be made of; with
 * --untried as well which. Exit code 1 when something went unsaid.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/compile.h"
#include "lang/differ.h"
#include "tests/slips/slurp.h"

enum { EDIT_MAX = 1 << 16, LINES_MAX = 1 << 14 };

struct trial {
	struct text texts[2];
	const char *names[2];
	uint32_t count;
	struct arena before_arena;
	const struct program *before;
	bool seen[LINES_MAX], tried[LINES_MAX];
	uint32_t edits, silent;
};

static const struct program *
compile(struct arena *arena, const struct trial *trial, const struct text *last)
{
	struct sources *sources = arena_new(arena, struct sources);
	struct diags diags;
	struct policy_text texts[2];
	struct compile_request request = { .beside = &texts[1],
		.beside_count = trial->count - 1 };

	for (uint32_t i = 0; i < trial->count; i++) {
		const struct text *text = i + 1 == trial->count ? last : &trial->texts[i];

		texts[i] = (struct policy_text){ trial->names[i], text->bytes, text->length };
	}
	request.policy = texts[0];
	sources_init(sources, arena);
	diags_init(&diags, arena, sources);
	return policy_compile_with(arena, sources, &diags, &request);
}

/* ---- the text with one edit ---- */

static void
add(struct text *text, const char *bytes, size_t length)
{
	memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
}

static struct text
with_line(struct arena *arena, const struct text *of, unsigned number, const char *line)
{
	struct text text = { .bytes = arena_alloc(arena, of->length + strlen(line) + 1) };
	const char *at = of->bytes, *end = of->bytes + of->length, *next = at;

	for (unsigned i = 1; i < number; i++)
		next = (const char *)memchr(next, '\n', (size_t)(end - next)) + 1;
	add(&text, at, (size_t)(next - at));
	add(&text, line, strlen(line));
	next = memchr(next, '\n', (size_t)(end - next));
	add(&text, next, (size_t)(end - next));
	return text;
}

static bool
in_word(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	    (byte >= '0' && byte <= '9') || byte == '_';
}

/* Outside of quotes and remarks. */
static struct text
with_word(struct arena *arena, const struct text *of, const char *from, const char *to)
{
	size_t length = strlen(from);
	struct text text = { .bytes = arena_alloc(arena, of->length * 2 + EDIT_MAX) };
	bool quoted = false, remark = false;

	for (size_t i = 0; i < of->length;) {
		const char *at = of->bytes + i;

		quoted ^= !remark && *at == '"';
		remark = *at == '\n' ? false : remark || (!quoted && *at == '#');
		if (!quoted && !remark && i + length < of->length &&
		    memcmp(at, from, length) == 0 && !in_word(at[length]) &&
		    (i == 0 || !in_word(at[-1]))) {
			add(&text, to, strlen(to));
			i += length;
		} else {
			add(&text, at, 1);
			i++;
		}
	}
	return text;
}

/* ---- a list read otherwise, and closed as it is opened ---- */

static const char *const list_words[] = { "any", "all", "none" };

static bool
ends_in(const char *line, size_t length, const char *words)
{
	return length >= strlen(words) &&
	    memcmp(line + length - strlen(words), words, strlen(words)) == 0;
}

/* 1: the line opens a list; -1: closes one */
static int
list_mark(const char *line, size_t length)
{
	for (size_t i = 0; i < sizeof list_words / sizeof *list_words; i++) {
		char opens[8], closes[12];

		snprintf(opens, sizeof opens, "%s of", list_words[i]);
		snprintf(closes, sizeof closes, "end %s", list_words[i]);
		if (ends_in(line, length, opens))
			return 1;
		if (ends_in(line, length, closes))
			return -1;
	}
	return 0;
}

static struct text
with_list(struct arena *arena, const struct text *of, unsigned number, const char *word)
{
	struct text text = { .bytes = arena_alloc(arena, of->length + 16) };
	const char *end = of->bytes + of->length;
	unsigned line = 1;
	int depth = 0;

	for (const char *at = of->bytes, *next; at < end; at = next, line++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t length, last;
		int mark;

		next = stop == NULL ? end : stop + 1;
		length = (size_t)(next - at) - (stop != NULL);
		mark = list_mark(at, length);
		last = length;
		if (line == number) {
			last = length - strlen(" of");
			depth = 0;
		}
		while (last > 0 && in_word(at[last - 1]))
			last--;
		depth += line >= number ? mark : 0;
		if (line == number || (line > number && mark < 0 && depth == 0)) {
			add(&text, at, last);
			add(&text, word, strlen(word));
			add(&text, line == number ? " of\n" : "\n", line == number ? 4 : 1);
			depth = line == number ? depth : -1000;
		} else {
			add(&text, at, (size_t)(next - at));
		}
	}
	return text;
}

/* ---- one edit ---- */

static void
try_edit(struct trial *trial, unsigned line, const char *what, char *words)
{
	const struct text *of = &trial->texts[trial->count - 1];
	struct arena arena = ARENA_INIT;
	char *second = strcmp(what, "all") == 0 ? strchr(words, '\t') : NULL;
	const struct program *after;
	struct changes changes;
	struct text text;

	if (second != NULL)
		*second++ = '\0';
	if (strcmp(what, "list") == 0)
		text = with_list(&arena, of, line, words);
	else
		text = second == NULL ? with_line(&arena, of, line, words) :
					with_word(&arena, of, words, second);
	after = compile(&arena, trial, &text);
	if (after != NULL) {
		trial->tried[line] = true;
		trial->edits++;
		programs_differ(&arena, trial->before, after, &changes);
		if (changes.count == 0) {
			trial->silent++;
			printf("nothing is said of line %u (%s): %s\n", line, what, words);
		}
	}
	arena_release(&arena);
}

static void
try_all(struct trial *trial)
{
	static char edit[EDIT_MAX];

	while (fgets(edit, sizeof edit, stdin) != NULL) {
		char *what = strchr(edit, '\t'),
		     *words = what == NULL ? NULL : strchr(what + 1, '\t');
		unsigned long line = strtoul(edit, NULL, 10);

		if (words == NULL || line == 0 || line >= LINES_MAX) {
			fprintf(stderr, "no edit: %s", edit);
			exit(2);
		}
		*what++ = *words++ = '\0';
		words[strcspn(words, "\n")] = '\0';
		trial->seen[line] = true;
		try_edit(trial, (unsigned)line, what, words);
	}
}

int
main(int count, char **arguments)
{
	static struct trial trial;
	bool untried = count > 1 && strcmp(arguments[1], "--untried") == 0;
	unsigned lines = 0, missed = 0;

	for (int i = untried ? 2 : 1; i < count && trial.count < 2; i++) {
		trial.names[trial.count] = arguments[i];
		trial.texts[trial.count++] = slurp(arguments[i]);
	}
	if (trial.count == 0)
		return 2;
	trial.before = compile(
	    &trial.before_arena, &trial, &trial.texts[trial.count - 1]);
	if (trial.before == NULL) {
		fprintf(stderr, "%s does not compile\n", trial.names[trial.count - 1]);
		return 2;
	}
	try_all(&trial);
	for (unsigned i = 0; i < LINES_MAX; i++) {
		lines += trial.seen[i];
		missed += trial.seen[i] && !trial.tried[i];
		if (untried && trial.seen[i] && !trial.tried[i])
			printf("no edit of line %u compiles\n", i);
	}
	printf("%s: %u edits of %u lines; %u lines of which none compiles\n",
	    trial.names[trial.count - 1], (unsigned)trial.edits, lines - missed, missed);
	arena_release(&trial.before_arena);
	memory_free(trial.texts[0].bytes);
	memory_free(trial.texts[1].bytes);
	return trial.silent > 0;
}
