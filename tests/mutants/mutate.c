/*
 * mutate: the places of a C file where one token decides something, and what else could stand
 * there.
 *
 *     mutate FILE         each change as a line: number, line, first and last line of its function
 *                         (0 for what stands outside functions and in macros), function, the change
 *                         in words, the text of the line; a tab between them
 *     mutate FILE NUMBER  the file with that change made, to standard output
 *
 * Changed are comparisons (`<` to `<=` and `>=`, `==` to `!=`, and so on), `&&` and `||`, `&` and
 * `|` (the rails of truth columns are combined with them), `+` and `-` between two operands, `!`,
 * `~` and a `-` in front of one are taken away, `true` and `false` are exchanged, and a number N
 * becomes N + 1, a 1 becomes 0.
 *
 * Left alone: comments, texts, characters, `#` lines other than `#define`, assertions (they state
 * that nobody gets there), `sizeof`, the length of a declared array (room, not a boundary), `{ 0 }`
 * and `while (0)`.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_SIGN };

struct token {
	enum token_kind kind;
	size_t at, length;
	unsigned line;
	bool in_define;
	bool starts_line;	/* at column 0 */
	bool left_alone;
	unsigned function;	/* 0: none */
};

struct function {
	size_t name_at, name_length;
	unsigned first, last;
};

static char *text;
static size_t text_length;
static struct token *tokens;
static size_t token_count, token_room;
static struct function *functions;
static unsigned function_count;
static unsigned long wanted, made;

static _Noreturn void
stop(const char *what, const char *which)
{
	fprintf(stderr, "mutate: %s: %s\n", which, what);
	exit(2);
}

static void *
widen(void *at, size_t count, size_t size)
{
	void *wider = realloc(at, count * size);

	if (wider == NULL)
		stop("no memory", "mutate");
	return wider;
}

static void
load(const char *path)
{
	FILE *file = fopen(path, "rb");
	size_t got;

	if (file == NULL)
		stop("cannot be read", path);
	do {
		text = widen(text, text_length + 65537, 1);
		got = fread(text + text_length, 1, 65536, file);
		text_length += got;
	} while (got > 0);
	text[text_length] = '\0';
	fclose(file);
}

/* ---- tokens ---- */

static size_t
sign_length(size_t at)
{
	static const char *const longer[] = { "<<=", ">>=", "...", "->", "++", "--", "<<", ">>",
		"<=", ">=", "==", "!=", "&&", "||",
		"+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "##" };

	for (size_t i = 0; i < sizeof longer / sizeof *longer; i++) {
		if (strncmp(text + at, longer[i], strlen(longer[i])) == 0)
			return strlen(longer[i]);
	}
	return 1;
}

static void
add_token(enum token_kind kind, size_t at, size_t length, unsigned line, bool in_define)
{
	if (token_count == token_room) {
		token_room = token_room == 0 ? 4096 : token_room * 2;
		tokens = widen(tokens, token_room, sizeof *tokens);
	}
	tokens[token_count++] = (struct token){ .kind = kind,
		.at = at,
		.length = length,
		.line = line,
		.in_define = in_define,
		.starts_line = at == 0 || text[at - 1] == '\n' };
}

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static size_t
quoted_end(size_t at)
{
	char quote = text[at++];

	while (at < text_length && text[at] != quote)
		at += text[at] == '\\' ? 2 : 1;
	return at + 1;
}

static void
scan(void)
{
	unsigned line = 1;
	bool in_define = false, line_empty = true;

	for (size_t at = 0; at < text_length;) {
		char c = text[at];
		size_t end = at + 1;

		if (c == '\n') {
			if (at == 0 || text[at - 1] != '\\')
				in_define = false;
			line++;
			line_empty = true;
		} else if (strncmp(text + at, "/*", 2) == 0) {
			while (strncmp(text + at, "*/", 2) != 0 && at < text_length)
				line += text[at++] == '\n';
			end = at + 2;
		} else if (c == '#' && line_empty) {
			in_define = strncmp(text + at, "#define", 7) == 0;
			end = at + 7;
			while (!in_define && text[end - 1] != '\n' && end < text_length)
				end++;
			line += !in_define;
			line_empty = !in_define;
		} else if (c == '"' || c == '\'') {
			end = quoted_end(at);
			add_token(TOKEN_TEXT, at, end - at, line, in_define);
			line_empty = false;
		} else if (is_word(c)) {
			while (is_word(text[end]))
				end++;
			add_token(isdigit((unsigned char)c) ? TOKEN_NUMBER : TOKEN_WORD, at,
			    end - at, line, in_define);
			line_empty = false;
		} else if (!isspace((unsigned char)c) && c != '\\') {
			end = at + sign_length(at);
			add_token(TOKEN_SIGN, at, end - at, line, in_define);
			line_empty = false;
		}
		at = end;
	}
}

static bool
is(size_t token, const char *what)
{
	return token < token_count && tokens[token].length == strlen(what)
		&& memcmp(text + tokens[token].at, what, tokens[token].length) == 0;
}

static bool
is_one_of(size_t token, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (is(token, *words))
			return true;
	}
	return false;
}

/* ---- what they belong to ---- */

/* A function is named at column 0, its body begins and ends with a brace at column 0. */
static void
find_functions(void)
{
	size_t name = 0;
	bool inside = false;

	for (size_t i = 0; i < token_count; i++) {
		struct token *token = &tokens[i];

		if (token->in_define)
			continue;
		if (!inside && token->starts_line && token->kind == TOKEN_WORD && is(i + 1, "("))
			name = i;
		if (!inside && token->starts_line && is(i, "{") && is(i - 1, ")")) {
			functions = widen(functions, function_count + 1, sizeof *functions);
			functions[function_count++] = (struct function){ .name_at = tokens[name].at,
				.name_length = tokens[name].length, .first = tokens[name].line };
			inside = true;
		}
		token->function = inside ? function_count : 0;
		if (inside && token->starts_line && is(i, "}")) {
			functions[function_count - 1].last = token->line;
			inside = false;
		}
	}
}

static size_t
closing(size_t open)
{
	int depth = 0;

	for (size_t i = open; i < token_count; i++) {
		if (is(i, "(") || is(i, "[") || is(i, "{"))
			depth++;
		else if (is(i, ")") || is(i, "]") || is(i, "}"))
			depth--;
		if (depth == 0)
			return i;
	}
	return open;
}

static void
leave(size_t from, size_t to)
{
	for (size_t i = from; i <= to && i < token_count; i++)
		tokens[i].left_alone = true;
}

static bool
is_type_word(size_t i)
{
	static const char *const words[] = { "char", "int", "long", "short", "unsigned", "signed",
		"void", "bool", "const", "struct", "enum", "union", "double", "wide", NULL };
	const struct token *token = &tokens[i];

	return token->kind == TOKEN_WORD &&
	    (is_one_of(i, words) ||
		(token->length > 2 && memcmp(text + token->at + token->length - 2, "_t", 2) == 0));
}

static bool
is_not_a_name(size_t i)
{
	static const char *const words[] = { "return", "case", "else", "do", "goto", "sizeof",
		NULL };

	return is_one_of(i, words);
}

static void
leave_alone(void)
{
	static const char *const stated[] = { "assert", "static_assert", "_Static_assert",
		"__attribute__", "sizeof", NULL };

	for (size_t i = 0; i < token_count; i++) {
		if (is_one_of(i, stated) && is(i + 1, "("))
			leave(i, closing(i + 1));
		if (is(i, "{") && is(i + 1, "0") && is(i + 2, "}"))
			leave(i, i + 2);
		if (is(i, "while") && is(i + 1, "(") && is(i + 2, "0") && is(i + 3, ")"))
			leave(i, i + 3);
		/* declared: a type, or one with a star, before the name */
		if (is(i, "[") && i >= 2 && tokens[i - 1].kind == TOKEN_WORD
		    && ((tokens[i - 2].kind == TOKEN_WORD && !is_not_a_name(i - 2))
			|| (is(i - 2, "*") && i >= 3 && is_type_word(i - 3))))
			leave(i, closing(i));
	}
}

/* `)` of a cast: nothing but a type between the brackets. */
static bool
ends_cast(size_t close)
{
	size_t i = close;
	bool type = false;

	while (i-- > 0 && !is(i, "(")) {
		if (is_type_word(i) || (i > 0 && tokens[i].kind == TOKEN_WORD
			&& (is(i - 1, "struct") || is(i - 1, "enum") || is(i - 1, "union"))))
			type = true;
		else if (!is(i, "*"))
			return false;
	}
	return type && (i == 0 || tokens[i - 1].kind != TOKEN_WORD || is_not_a_name(i - 1));
}

/* Is there an operand to the left, so that the sign stands between two? */
static bool
between_two(size_t i)
{
	const struct token *before = &tokens[i - 1];

	if (i == 0)
		return false;
	switch (before->kind) {
	case TOKEN_WORD:
		return !is_not_a_name(i - 1) && !is_type_word(i - 1);
	case TOKEN_NUMBER:
	case TOKEN_TEXT:
		return true;
	case TOKEN_SIGN:
		return is(i - 1, "]") || (is(i - 1, ")") && !ends_cast(i - 1));
	}
	return false;
}

/* ---- changes ---- */

static void
print_line_of(const struct token *token)
{
	size_t from = token->at, to = token->at;

	while (from > 0 && text[from - 1] != '\n')
		from--;
	while (isspace((unsigned char)text[from]))
		from++;
	while (to < text_length && text[to] != '\n')
		to++;
	while (to > from && (isspace((unsigned char)text[to - 1]) || text[to - 1] == '\\'))
		to--;
	for (; from < to; from++)
		putchar(text[from] == '\t' ? ' ' : text[from]);
}

/* How often the same token stood in its line before. */
static unsigned
earlier_alike(size_t i)
{
	unsigned count = 0;

	for (size_t j = i; j-- > 0 && tokens[j].line == tokens[i].line;) {
		count += tokens[j].length == tokens[i].length
			&& memcmp(text + tokens[j].at, text + tokens[i].at, tokens[i].length) == 0;
	}
	return count;
}

static void
change(size_t i, const char *to)
{
	const struct token *token = &tokens[i];
	const struct function *function =
	    token->function == 0 ? NULL : &functions[token->function - 1];

	made++;
	if (wanted != 0) {
		if (made == wanted) {
			fwrite(text, 1, token->at, stdout);
			fputs(to, stdout);
			fwrite(text + token->at + token->length, 1,
			    text_length - token->at - token->length, stdout);
		}
		return;
	}
	printf("%lu\t%u\t%u\t%u\t", made, token->line, function == NULL ? 0 : function->first,
	    function == NULL ? 0 : function->last);
	if (function == NULL)
		putchar('-');
	else
		fwrite(text + function->name_at, 1, function->name_length, stdout);
	printf("\t%.*s to %s", (int)token->length, text + token->at, *to == '\0' ? "nothing" : to);
	if (earlier_alike(i) > 0)
		printf(" (%u)", earlier_alike(i) + 1);
	putchar('\t');
	print_line_of(token);
	putchar('\n');
}

static void
change_number(size_t i)
{
	const struct token *token = &tokens[i];
	char *end, next[64];
	unsigned long long value = strtoull(text + token->at, &end, 0);
	size_t used = (size_t)(end - (text + token->at));
	bool hex = used > 2 && text[token->at + 1] == 'x';

	if (used == 0 || used > token->length || value >= 0xffffffffffffffff)
		return;
	snprintf(next, sizeof next, hex ? "0x%llx%.*s" : "%llu%.*s",
	    value == 1 && !hex ? 0 : value + 1, (int)(token->length - used), end);
	change(i, next);
}

static void
change_sign(size_t i)
{
	static const struct { const char *is, *first, *second; bool two; } changes[] = {
		{ "<", "<=", ">=", false }, { "<=", "<", ">", false }, { ">", ">=", "<=", false },
		{ ">=", ">", "<", false }, { "==", "!=", NULL, false }, { "!=", "==", NULL, false },
		{ "&&", "||", NULL, false }, { "||", "&&", NULL, false }, { "&", "|", NULL, true },
		{ "|", "&", NULL, true }, { "&=", "|=", NULL, false }, { "|=", "&=", NULL, false },
		{ "+", "-", NULL, true }, { "-", "+", NULL, true }, { "+=", "-=", NULL, false },
		{ "-=", "+=", NULL, false }, { "!", "", NULL, false }, { "~", "", NULL, false },
	};

	if (is(i, "-") && !between_two(i)) {
		change(i, "");
		return;
	}
	for (size_t c = 0; c < sizeof changes / sizeof *changes; c++) {
		if (!is(i, changes[c].is) || (changes[c].two && !between_two(i)))
			continue;
		change(i, changes[c].first);
		if (changes[c].second != NULL)
			change(i, changes[c].second);
	}
}

int
main(int count, char **words)
{
	if (count != 2 && count != 3)
		stop("usage: mutate FILE [NUMBER]", "mutate");
	if (count == 3)
		wanted = strtoul(words[2], NULL, 10);
	load(words[1]);
	scan();
	find_functions();
	leave_alone();
	for (size_t i = 0; i < token_count; i++) {
		if (tokens[i].left_alone)
			continue;
		if (tokens[i].kind == TOKEN_NUMBER)
			change_number(i);
		else if (tokens[i].kind == TOKEN_SIGN)
			change_sign(i);
		else if (is(i, "true"))
			change(i, "false");
		else if (is(i, "false"))
			change(i, "true");
	}
	if (wanted > made)
		stop("has fewer changes", words[1]);
	return 0;
}
