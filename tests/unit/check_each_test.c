/*
 * What is said once for each label of a field, against the same written out by hand: the program is
 * the same but for the names. Messages about wrong uses have their own files in tests/errors.
 */
#include "tests/unit/made_policy.h"

#include <string.h>

static const char head[] =
    "policy p\n"
    "source guide is \"Guide\"\n"
    "setting limit is 5\n"
    "  cites guide \"1\"\n"
    "input shop from \"shops.csv\", one row per shop_code\n"
    "  shop_code is text\n"
    "  size is number\n"
    "  urgent is yes or no\n"
    "input remark from \"remarks.csv\", one row per remark_ref\n"
    "  remark_ref is text\n"
    "  shop refers to shop\n"
    "  topic is Money or Health or Staff\n"
    "  pressing is yes or no\n"
    "  made_on is date\n"
    "define shop_is_urgent for remark as shop.urgent\n"
    "  cites guide \"1\"\n"
    "group record of remark, one row per shop\n";

static const char *const labels[] = { "Money", "Health", "Staff" };

/* Every `text` in `bytes` replaced. */
static char *
replaced(struct fixture *fixture, const char *bytes, const char *text, const char *with)
{
	char *out = arena_copy(&fixture->arena, "", 0);

	for (const char *at; (at = strstr(bytes, text)) != NULL; bytes = at + strlen(text))
		out = arena_printf(
		    &fixture->arena, "%s%.*s%s", out, (int)(at - bytes), bytes, with);
	return arena_printf(&fixture->arena, "%s%s", out, bytes);
}

/* What the text of a construct says in each label: LABEL stands for it, NAMED in a name in small
 * letters. */
static char *
by_hand(struct fixture *fixture, const char *said)
{
	static const char *const small[] = { "money", "health", "staff" };
	char *out = arena_copy(&fixture->arena, "", 0);

	while (*said != '\0') {
		const char *next = strstr(said, "\ndefine ");
		size_t length = next == NULL ? strlen(said) : (size_t)(next + 1 - said);
		const char *construct = arena_copy(&fixture->arena, said, length);

		for (size_t i = 0; i < 3; i++)
			out = arena_printf(&fixture->arena, "%s%s", out,
			    replaced(fixture, replaced(fixture, construct, "NAMED", small[i]),
				"LABEL", labels[i]));
		said += length;
	}
	return out;
}

static const char *
dump_of(struct fixture *fixture, const char *text)
{
	const struct program *program;
	const char *dump;

	fixture_again(fixture);
	program = fixture_compile(fixture, head, text);
	dump = program_dump(&fixture->arena, program);
	for (size_t i = 0; i < 3; i++) {
		static const char *const in[] = { "_in_Money", "_in_Health", "_in_Staff" },
					*const small[] = { "_in_money", "_in_health", "_in_staff" };

		dump = replaced(fixture, dump, in[i], small[i]);
	}
	return dump;
}

static void
same_program(struct fixture *fixture, const char *each, const char *hand)
{
	const char *once = dump_of(fixture, each);

	assert_string_equal(once, dump_of(fixture, by_hand(fixture, hand)));
}

static void
a_definition_is_one_for_each_label(void **state)
{
	struct fixture *fixture = *state;

	same_program(fixture,
	    "define told for shop, in each topic, as there is a remark for the same shop and topic "
	    "where pressing\n",
	    "define told_in_NAMED for shop as there is a remark for the same shop where topic is "
	    "LABEL and pressing\n");
	same_program(fixture,
	    "define told for shop, in each topic as there is a remark for the same shop and "
	    "topic\n",
	    "define told_in_NAMED for shop as there is a remark for the same shop where topic is "
	    "LABEL\n");
	same_program(fixture,
	    "define first_made for shop, in each topic, as earliest made_on in remark for the same "
	    "topic and shop where any of\n"
	    "    - pressing\n"
	    "    - shop_is_urgent\n"
	    "  end any\n",
	    "define first_made_in_NAMED for shop as earliest made_on in remark for the same shop "
	    "where topic is LABEL and any of\n"
	    "    - pressing\n"
	    "    - shop_is_urgent\n"
	    "  end any\n");
}

static void
inside_a_bare_name_means_the_same_label(void **state)
{
	same_program(*state,
	    "define told for shop, in each topic, as there is a remark for the same shop and "
	    "topic\n"
	    "define loud for shop, in each topic, as told and size is more than limit\n"
	    "define elsewhere for record, in each topic, as shop.loud\n",
	    "define told_in_NAMED for shop as there is a remark for the same shop where topic is "
	    "LABEL\n"
	    "define loud_in_NAMED for shop as told_in_NAMED and size is more than limit\n"
	    "define elsewhere_in_NAMED for record as shop.loud_in_NAMED\n");
}

/* What is left of a condition in one label, as the dump has it. */
struct left {
	const char *written, *in[3]; /* Money, Health, Staff */
};

static void
the_label_is_known_inside(void **state)
{
	static const struct left left[] = {
		{ "any of\n    - topic is Money and urgent\n    - size is 1\n  end any",
		    { "(any (holds urgent) (is size 1))", "(is size 1)", "(is size 1)" } },
		{ "all of\n    - any of\n        - topic is Money\n        - urgent\n"
		  "      end any\n"
		  "    - size is 1\n  end all",
		    { "(is size 1)", "(all (holds urgent) (is size 1))",
			"(all (holds urgent) (is size 1))" } },
		{ "any of\n    - all of\n        - topic is not Money\n        - urgent\n"
		  "      end all\n    - size is 1\n  end any",
		    { "(is size 1)", "(any (holds urgent) (is size 1))",
			"(any (holds urgent) (is size 1))" } },
		{ "any of\n    - topic is one of Money, Staff and urgent\n    - size is 1\n"
		  "  end any",
		    { "(any (holds urgent) (is size 1))", "(is size 1)",
			"(any (holds urgent) (is size 1))" } },
		{ "any of\n    - none of\n        - topic is not one of Money, Staff\n"
		  "        - urgent\n      end none\n    - size is 1\n  end any",
		    { "(any (none (holds urgent)) (is size 1))", "(is size 1)",
			"(any (none (holds urgent)) (is size 1))" } },
	};
	static const char *const names[] = { "x_in_money", "x_in_health", "x_in_staff" };
	struct fixture *fixture = *state;

	for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
		const char *dump = dump_of(fixture,
		    arena_printf(&fixture->arena, "define x for shop, in each topic, as %s\n",
			left[i].written));

		for (size_t l = 0; l < 3; l++) {
			const char *line = arena_printf(&fixture->arena,
			    "  define %s: yes or no = %s\n", names[l], left[i].in[l]);

			if (strstr(dump, line) == NULL)
				fail_msg("no '%s' in:\n%s", line, dump);
		}
	}
}

/* A line of another label is none of this one; one that holds in any case is the last. All have the
 * same list of outcomes. */
static void
lines_of_one_label(void **state)
{
	static const char *const lines[] = {
		"  decide y_in_money: labels One|Two|Three|Four, first that applies\n"
		"    0 gives One when (is size 1)\n"
		"    1 gives Two when (holds urgent)\n"
		"    2 gives Three when (is size 3)\n"
		"    otherwise Four\n",
		"  decide y_in_health: labels One|Two|Three|Four, first that applies\n"
		"    0 gives One when (is size 1)\n"
		"    otherwise Three\n",
		"  decide y_in_staff: labels One|Two|Three|Four, first that applies\n"
		"    0 gives One when (is size 1)\n"
		"    1 gives Three when (is size 3)\n"
		"    otherwise Four\n",
	};
	const char *dump = dump_of(*state,
	    "decide y for shop, in each topic, first that applies\n"
	    "  gives One when size is 1\n"
	    "  gives Two when topic is Money and urgent\n"
	    "  gives Three when any of\n"
	    "    - topic is Health\n"
	    "    - size is 3\n"
	    "  end any\n"
	    "  otherwise Four\n");

	for (size_t i = 0; i < 3; i++)
		if (strstr(dump, lines[i]) == NULL)
			fail_msg("no '%s' in:\n%s", lines[i], dump);
}

static void
outside_a_label_says_which(void **state)
{
	const char *dump = dump_of(*state,
	    "define told for shop, in each topic, as there is a remark for the same shop and "
	    "topic\n"
	    "define quiet for shop as not told in Staff\n"
	    "define wide for record as shop.told in Money\n"
	    "report shops of shop \"Shops\"\n"
	    "  as at run_date\n"
	    "  one row per shop_code\n"
	    "  column told \"Told\" is told in Health\n"
	    "test \"one\" on 2022-04-21\n"
	    "  given shop rows shop_code giving told in Money, quiet\n"
	    "    - \"A\" gives no, yes\n"
	    "  end given\n"
	    "  expect told in Staff is no where shop_code is \"A\"\n");
	static const char *const lines[] = {
		"define quiet: yes or no = (not (holds told_in_staff))",
		"define wide: yes or no = (holds shop.told_in_money)",
		"column told \"Told\": yes or no = told_in_health",
		"expect shop.told_in_staff is no",
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (strstr(dump, lines[i]) == NULL)
			fail_msg("no '%s' in:\n%s", lines[i], dump);
}

/* A line that is shadowed in one label has its use in the others, so nothing is found of it; one
 * that is shadowed in all is told once. */
static void
findings_hold_in_every_label(void **state)
{
	struct fixture *fixture = *state;

	dump_of(fixture,
	    "decide y for shop, in each topic, first that applies\n"
	    "  gives One when any of\n"
	    "    - topic is Money and size is more than 1\n"
	    "    - size is more than 7\n"
	    "  end any\n"
	    "    cites guide \"1\"\n"
	    "  gives Two when size is more than 2\n"
	    "    cites guide \"1\"\n"
	    "  otherwise Three\n"
	    "    cites guide \"1\"\n");
	if (fixture->diags.warnings > 0)
		fail_msg("%s", diags_text(&fixture->diags, &fixture->arena, false));
	dump_of(fixture,
	    "decide y for shop, in each topic, first that applies\n"
	    "  gives One when size is more than 1\n"
	    "    cites guide \"1\"\n"
	    "  gives Two when size is more than 2\n"
	    "    cites guide \"1\"\n"
	    "  otherwise Three\n"
	    "    cites guide \"1\"\n");
	assert_int_equal(fixture->diags.warnings, 1);
	assert_string_equal(fixture->diags.first->slug, "rule-masked");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FIXTURE(a_definition_is_one_for_each_label),
		IN_FIXTURE(inside_a_bare_name_means_the_same_label),
		IN_FIXTURE(the_label_is_known_inside),
		IN_FIXTURE(lines_of_one_label),
		IN_FIXTURE(outside_a_label_says_which),
		IN_FIXTURE(findings_hold_in_every_label),
	};

	return RUN_TESTS(tests);
}
