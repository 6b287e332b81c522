/* Text with fields: what is a field, what is text, and where a mistake is said to be. */
#include "tests/unit/test.h"

#include <string.h>

#include "lang/template.h"

struct read {
	struct arena arena;
	struct sources sources;
	struct diags diags;
	struct template *template;
};

static void
start(struct read *read, const char *text)
{
	const struct source_file *file;

	memset(read, 0, sizeof *read);
	arena_init(&read->arena);
	sources_init(&read->sources, &read->arena);
	diags_init(&read->diags, &read->arena, &read->sources);
	file = sources_add(&read->sources, "letter.txt", text, strlen(text));
	read->template = template_parse(&read->arena, &read->diags, file->bytes, file->length,
	    (struct span){ 0, (uint32_t)file->length }, true);
}

/* Text in quotes, fields in angle brackets, what depends on a field as <field?text>. */
static const char *
seen(struct read *read)
{
	const char *out = "";

	for (uint32_t i = 0; i < read->template->count; i++) {
		const struct template_part *part = &read->template->parts[i];

		assert_int_equal(part->length, strlen(part->text));
		if (part->kind == TEMPLATE_TEXT)
			out = arena_printf(&read->arena, "%s\"%s\"", out, part->text);
		else
			out = arena_printf(&read->arena, "%s<%s%s%s%s%s>", out, part->name,
			    part->member == NULL ? "" : ".",
			    part->member == NULL ? "" : part->member,
			    part->kind == TEMPLATE_WHEN ? "?" : "", part->text);
	}
	return out;
}

static void
fields_are_found(void **state)
{
	static const struct {
		const char *text, *parts;
	} cases[] = {
		{ "", "" },
		{ "Dear all", "\"Dear all\"" },
		{ "((name))", "<name>" },
		{ "so\xC2\xAD" "ft \xE2\x80\xAE((a))\xE2\x80\x8B", "\"soft \"<a>\"\"" },
		{ "\xC2\xA0((a??b\xE2\x80\x8B))", "\"\xC2\xA0\"<a?b>" },
		{ "Dear ((name)),", "\"Dear \"<name>\",\"" },
		{ "((a))((b))", "<a><b>" },
		{ "(( name ))", "<name>" },
		{ "((practice.recipient))", "<practice.recipient>" },
		{ "((practice . recipient))", "<practice.recipient>" },
		{ "((late??Hurry.))", "<late?Hurry.>" },
		{ "((a.late??Hurry.))", "<a.late?Hurry.>" },
		{ "((late??Hurry (please).))", "<late?Hurry (please).>" },
		{ "((late??Hurry (please)))", "<late?Hurry (please)>" },
		{ "((late?\?))", "<late?>" },
		{ "((late??one\r\ntwo\rthree))", "<late?one\ntwo\nthree>" },
		{ "(single) (brackets)", "\"(single) (brackets)\"" },
		{ "(((name)))", "\"(\"<name>\")\"" },
		{ "see )) there", "\"see )) there\"" },
		{ "a\r\nb\rc\nd", "\"a\nb\nc\nd\"" },
		{ "(\xE2\x80\x8B((name)))", "\"(\"<name>\")\"" },
		{ "( (two\n(\n(", "\"( (two\n(\n(\"" },
		{ "ends in (", "\"ends in (\"" },
		{ "q1_2 ((q1_2))", "\"q1_2 \"<q1_2>" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct read read;

		start(&read, cases[i].text);
		assert_string_equal(seen(&read), cases[i].parts);
		assert_int_equal(read.diags.errors, 0);
		arena_release(&read.arena);
	}
}

static void
mistakes_are_said_where_they_are(void **state)
{
	static const struct {
		const char *text, *parts;
		uint32_t line, column;
		const char *words;
	} cases[] = {
		{ "a\n((name\nb", "\"a\n\"\"((name\"\"\nb\"", 2, 1, "never closed" },
		{ "((late??no end", "\"((late??no end\"", 1, 1, "never closed" },
		{ "x (( ))", "\"x \"\"(( ))\"", 1, 3, "nothing stands" },
		{ "((Name))", "\"((Name))\"", 1, 3, "'Name' is not the name" },
		{ "((two words)) y", "\"((two words))\"\" y\"", 1, 3,
		    "'two words' is not the name" },
		{ "((a.))", "\"((a.))\"", 1, 3, "'a.' is not the name" },
		{ "((1st))", "\"((1st))\"", 1, 3, "'1st' is not the name" },
		{ "((late??see ((b)) x", "\"((late??see \"<b>\" x\"", 1, 13,
		    "inside the text of another" },
		{ "a ((((b))))", "\"a ((\"<b>\"))\"", 1, 3, "two brackets begin no field" },
		{ "(\xE2\x80\x8B(b))", "\"((b))\"", 1, 1, "two brackets begin no field" },
		{ "(\x01(b))", "\"(\x01(b))\"", 1, 1, "two brackets begin no field" },
		{ "((a?\?(\xE2\x80\x8B(b))))", "<a?((b))>", 1, 6, "two brackets begin no field" },
		{ "\xC3\xA9\xC3\xA9 ((a b))", "\"\xC3\xA9\xC3\xA9 \"\"((a b))\"", 1, 6,
		    "'a b' is not" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct read read;
		struct place place;

		start(&read, cases[i].text);
		assert_string_equal(seen(&read), cases[i].parts);
		assert_int_equal(read.diags.errors, 1);
		assert_string_equal(read.diags.first->slug, "template-mark");
		assert_non_null(strstr(read.diags.first->text, cases[i].words));
		place = sources_place(&read.sources, read.diags.first->at.start);
		assert_int_equal(place.line, cases[i].line);
		assert_int_equal(place.column, cases[i].column);
		arena_release(&read.arena);
	}
}

static void
a_text_that_is_not_exact_has_one_place(void **state)
{
	static const char text[] = "A ((b))";
	struct read read;
	struct template *template;

	(void)state;
	start(&read, "subject \"A ((b))\"");
	template = template_parse(
	    &read.arena, &read.diags, text, strlen(text), (struct span){ 3, 9 }, false);
	assert_int_equal(template->count, 2);
	for (uint32_t i = 0; i < template->count; i++) {
		assert_int_equal(template->parts[i].at.start, 3);
		assert_int_equal(template->parts[i].at.end, 9);
	}
	arena_release(&read.arena);
}

/* Every ending of a text is read without looking behind it: the sanitizer watches. */
static void
cut_off_anywhere(void **state)
{
	static const char text[] = "a ((b)) ((c.d)) ((e??f (g) h)) (((i))) ((j";

	(void)state;
	for (size_t length = 0; length < sizeof text; length++) {
		struct read read;
		char *copy = memory_grow(NULL, length + 1, 1);

		start(&read, "");
		memcpy(copy, text, length);
		assert_non_null(template_parse(
		    &read.arena, &read.diags, copy, length, (struct span){ 0, 0 }, false));
		memory_free(copy);
		arena_release(&read.arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_found),
		cmocka_unit_test(mistakes_are_said_where_they_are),
		cmocka_unit_test(a_text_that_is_not_exact_has_one_place),
		cmocka_unit_test(cut_off_anywhere),
	};

	return RUN_TESTS(tests);
}
