/* What check finds about letters: whether a reminder may be waited for, by each way the row of the
 * register can be asked about, and the tests that are printed for what a letter asks. */
#include "tests/unit/made_findings.h"

#define WAITED "reply-never-counted"
#define POSTED \
	"input posted from \"p.csv\", one row per posted_ref, dated by posted_on, settings as at " \
	"posted_on\n" \
	"  posted_ref is text\n  ref is text\n" \
	"  letter_name is First or Reminder or Last or Odd or Other\n" \
	"  posted_on is date\n  way is Post or Email\n  opened_on is date, may be blank\n" \
	"  cites guide \"1\"\n" \
	"letters are recorded in posted, named by letter_name\n  cites guide \"1\"\n"
#define VARIATION(name, lines) \
	"variation " name " of example from 2022-04-01 to 2023-03-31\n" lines

/* The letter Last goes where there is a row of the register `where`; a reply that names Reminder
 * counts for First, so that the row of a reminder has none, ever. */
static void
waits(const char *awaited, const char *more, const char *where, const char *slugs)
{
	struct arena arena = ARENA_INIT;

	finds(arena_printf(&arena,
		  "setting awaited is %s\n  may vary locally\n  cites guide \"1\"\n" POSTED
		  "input reply from \"r.csv\", one row per reply_ref, dated by got_on\n"
		  "  reply_ref is text\n  ref is text\n"
		  "  letter_name is First or Reminder or Last or Odd or Other\n"
		  "  got_on is date\n  cites guide \"1\"\n"
		  "define asked_on for item as latest posted_on in posted for the same ref\n"
		  "    where letter_name is First\n  cites guide \"3\"\n"
		  "decide counts_for for reply\n"
		  "  gives First when letter_name is Reminder  cites guide \"3\"\n"
		  "  otherwise letter_name  cites guide \"3\"\n"
		  "define counts_for for posted as letter_name\n  cites guide \"3\"\n"
		  "define replied_at for posted as earliest got_on in reply\n"
		  "    for the same ref and counts_for\n  cites guide \"3\"\n"
		  "define replied_on for item as earliest replied_at in posted for the same ref\n"
		  "    where letter_name is First and replied_at is given\n  cites guide \"3\"\n"
		  "define state_of for item as there is a posted for the same ref\n"
		  "    where %s\n  cites guide \"3\"\n"
		  "letter First for item, to ref\n  send when came_on is before run_date\n"
		  "  once for each ref\n  wording from \"First.txt\"\n"
		  "  asks for a reply by 28 days after letter_date, to \"us\"\n"
		  "  cites guide \"4\"\n"
		  "letter Reminder for item, to ref\n"
		  "  send when asked_on is given and replied_on is blank\n"
		  "  lapses when urgent\n  once for each ref\n  wording from \"Reminder.txt\"\n"
		  "  cites guide \"4\"\n"
		  "letter Last for item, to ref\n  send when asked_on is given and state_of\n"
		  "  once for each ref\n  wording from \"Last.txt\"\n  cites guide \"4\"\n%s",
		  awaited, where, more),
	    slugs);
	arena_release(&arena);
}

#define FOR_POSTED(name, body) \
	"define " name " for posted as " body "\n  cites guide \"3\"\n"
#define AND_SILENT " and replied_at is blank"

/* By the name in the register, or by what is worked out from it. */
static void
waited_for_by_its_name(void **state)
{
	static const char kind[] =
	    "decide kind_of for posted\n"
	    "  gives Nudge when letter_name is Reminder  cites guide \"3\"\n"
	    "  gives Ask when letter_name is First  cites guide \"3\"\n"
	    "  otherwise nothing  cites guide \"3\"\n";
	static const char stands_for[] =
	    "decide stands_for for posted, first that applies\n"
	    "  gives First when letter_name is Reminder  cites guide \"3\"\n"
	    "  otherwise letter_name  cites guide \"3\"\n";
	static const char same[] =
	    "decide stands_for for posted\n"
	    "  gives First when way is Post  cites guide \"3\"\n"
	    "  otherwise letter_name  cites guide \"3\"\n";
	static const char nobody[] = "First and Last";

	(void)state;
	waits(nobody, "", "replied_at is blank", WAITED);
	waits(nobody, kind, "kind_of is Nudge" AND_SILENT, WAITED);
	waits(nobody, kind, "kind_of is Ask" AND_SILENT, "");
	waits(nobody, stands_for, "stands_for is Reminder" AND_SILENT, "");
	waits(nobody, stands_for, "stands_for is First" AND_SILENT, WAITED);
	waits(nobody, same, "stands_for is Reminder" AND_SILENT, WAITED);
	waits(nobody, same, "stands_for is one of Odd, Other" AND_SILENT, "");
	waits(nobody, "", "counts_for is First" AND_SILENT, "");
	waits(nobody, "", "counts_for is Reminder" AND_SILENT, WAITED);
	waits(nobody, FOR_POSTED("is_first", "letter_name is First"), "is_first" AND_SILENT, "");
	waits(nobody, FOR_POSTED("is_first", "letter_name is First"), "not is_first" AND_SILENT,
	    WAITED);
	waits(nobody, "",
	    "none of\n    - counts_for is First\n    - replied_at is given\n  end none", WAITED);
}

/* By something else, which may be so of the reminder too; or by the day of the reply. */
static void
waited_for_by_something_else(void **state)
{
	static const char by_reply[] =
	    "deadline answer for posted is 7 days after posted_on, met by replied_at\n"
	    "  cites guide \"3\"\n";
	static const char by_opening[] =
	    "deadline answer for posted is 7 days after posted_on, met by opened_on\n"
	    "  cites guide \"3\"\n";
	static const char nobody[] = "First and Last";

	(void)state;
	waits(nobody, "", "way is Post" AND_SILENT, WAITED);
	waits(nobody, "", "run_date is after posted_on" AND_SILENT, WAITED);
	waits(nobody, FOR_POSTED("known", "there is an item for the same ref"),
	    "known" AND_SILENT, WAITED);
	waits(nobody, "define spring as run_date is before 2023-07-01\n  cites guide \"3\"\n",
	    "spring" AND_SILENT, WAITED);
	waits(nobody, by_reply, "answer is Missed", WAITED);
	waits(nobody, by_reply, "answer is Met", "");
	waits(nobody, by_opening, "answer is Missed" AND_SILENT, WAITED);
	waits(nobody,
	    "decide stands_for for posted\n"
	    "  gives usual when way is Post  cites guide \"3\"\n"
	    "  otherwise Rare  cites guide \"3\"\n"
	    "setting usual is Common\n  cites guide \"1\"\n",
	    "stands_for is Common" AND_SILENT, WAITED);
}

/* By a list of the policy, as it is and as variations set it. */
static void
waited_for_by_a_list(void **state)
{
	static const char in[] = "letter_name is one of awaited" AND_SILENT,
			  out[] = "letter_name is not one of awaited" AND_SILENT;
#define NORTH(list) VARIATION("north", "  set awaited to " list " because \"why\"\n")
#define SOUTH \
	"setting other_one is 5\n  may vary locally\n  cites guide \"1\"\n" VARIATION("south", \
	    "  set other_one to 6 because \"why\"\n")

	(void)state;
	waits("First and Last", "", in, "");
	waits("First and Reminder", "", in, WAITED);
	waits("First and Last", "", out, WAITED);
	waits("First and Reminder", "", out, "");
	waits("First and Last", NORTH("First and Reminder"), in, WAITED);
	waits("First and Last", NORTH("First and Odd"), in, "");
	waits("First and Reminder", NORTH("First and Odd"), in, WAITED);
	waits("First and Reminder", NORTH("Reminder and Odd"), out, "");
	waits("First and Reminder", NORTH("Odd"), out, WAITED);
	waits("First and Reminder", SOUTH, out, "");
}

#define REGISTER \
	"input posted from \"p.csv\", one row per posted_ref, dated by posted_on\n" \
	"  posted_ref is text\n  ref is text\n  letter_name is First or Second\n" \
	"  posted_on is date\n" \
	"  cites guide \"1\"\n" \
	"letters are recorded in posted, named by letter_name\n  cites guide \"1\"\n"
#define LETTER(name, more, send, lapses) \
	"letter " name " for item, to ref\n" more "  send when " send "\n" lapses \
	"  once for each ref\n  wording from \"a.txt\"\n  cites guide \"4\"\n"
#define READY "  lapses when ready\n"
#define TWICE "n is 3 and n is less than 4"

/* A condition that changes nothing is shown by a test of the letter, of the lines of a decide, or
 * of a definition; where the row that meets it cannot be shown, by one that does not. */
static void
examples_of_letters(void **state)
{
	(void)state;
	pastes("condition-adds-nothing",
	    REGISTER LETTER("First", "", "urgent and " TWICE, ""));
	pastes("condition-adds-nothing",
	    REGISTER LETTER("First", "", "urgent and " TWICE, READY));
	pastes("condition-adds-nothing",
	    REGISTER LETTER("First", "", "urgent and " TWICE, READY)
		LETTER("Second", "  instead of First\n", "m is 3", "  lapses when n is 12\n"));
	pastes("condition-adds-nothing",
	    REGISTER LETTER("First", "", "n times m is 3 and " TWICE, READY));
	pastes("condition-adds-nothing",
	    REGISTER LETTER("First", "", "urgent", READY)
		DEFINE("a", "First is Sent and First is Sent and urgent"));
	pastes("condition-adds-nothing", DECIDE(WHEN("One", "n times m is 3 and " TWICE)));
	pastes("condition-adds-nothing",
	    "decide route for item\n" WHEN("One", "n times m is 3 and " TWICE)
	    "  otherwise nothing\n    cites guide \"3\"\n");
}

static void
examples_that_cannot_be_shown(void **state)
{
	(void)state;
	/* the letter may lapse by it and have a test of its own, but what lapses is no outcome */
	finds(REGISTER LETTER("First", "", "urgent", "  lapses when " TWICE "\n"),
	    "condition-adds-nothing");
	finds("decide pick for item\n" WHEN("m", "urgent and " TWICE)
	    "  otherwise m\n    cites guide \"3\"\n",
	    "condition-adds-nothing");
}

/* The figure stands first: the quotation is held against the comparison turned round. */
static void
figures_that_stand_first(void **state)
{
	static const struct {
		const char *compare, *other, *same;
	} figures[] = { { "is more than", "up to 40", "below 40" },
		{ "is at least", "below 40", "up to 40" },
		{ "is less than", "at least 40", "over 40" },
		{ "is at most", "over 40", "at least 40" } },
	  days[] = { { "is after", "on or before 2022-04-01", "before 2022-04-01" },
		{ "is on or after", "before 2022-04-01", "on or before 2022-04-01" },
		{ "is before", "on or after 2022-04-01", "after 2022-04-01" },
		{ "is on or before", "after 2022-04-01", "on or after 2022-04-01" } };
	struct arena arena = ARENA_INIT;

	(void)state;
#define CITING(side, other_side) "define big for item as " side " %s " other_side "\n" \
	"  cites guide \"%s\"\n"
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		finds(arena_printf(&arena, CITING("40", "n"), figures[i].compare,
			  figures[i].other), "boundary-word");
		finds(arena_printf(&arena, CITING("40", "n"), figures[i].compare,
			  figures[i].same), "");
		finds(arena_printf(&arena, CITING("2022-04-01", "came_on"), days[i].compare,
			  days[i].other), "boundary-word");
		finds(arena_printf(&arena, CITING("2022-04-01", "came_on"), days[i].compare,
			  days[i].same), "");
	}
	arena_release(&arena);
}

/* A group may be picked by what is decided of its keys, and not by what is counted in its rows. */
static void
groups_by_what_is_decided(void **state)
{
	static const char by_size[] =
	    "group other_spell of item, one row per shop and term and n, "
	    "settings as at last day of term where size is Big\n  cites guide \"1\"\n";
	static const char by_answer[] =
	    "group other_spell of item, one row per shop and term and n, "
	    "settings as at last day of term where answer is Missed\n  cites guide \"1\"\n";
	static const struct {
		const char *group, *rule, *slugs;
	} cases[] = {
		{ by_size,
		    "decide size for other_spell\n  gives Big when term is Q2\n"
		    "    cites guide \"1\"\n  otherwise Small\n    cites guide \"1\"\n",
		    "" },
		{ by_size,
		    "bands size for other_spell by n\n  below 2 is Small\n"
		    "  2 or more is Big\n  cites guide \"1\"\n",
		    "" },
		{ by_answer,
		    "deadline answer for other_spell is 28 days after last day of term, "
		    "met by opened\n  cites guide \"1\"\n"
		    "define opened for other_spell as shop.opened_on\n"
		    "  cites guide \"1\"\n",
		    "" },
		{ by_size,
		    "decide size for other_spell\n  gives Big when all_m is 2\n"
		    "    cites guide \"1\"\n  otherwise Small\n    cites guide \"1\"\n"
		    "define all_m for other_spell as sum of m\n  cites guide \"1\"\n",
		    "!cycle" },
		{ by_size,
		    "bands size for other_spell by all_m\n  below 2 is Small\n"
		    "  2 or more is Big\n  cites guide \"1\"\n"
		    "define all_m for other_spell as sum of m\n  cites guide \"1\"\n",
		    "!cycle" },
		{ by_answer,
		    "deadline answer for other_spell is 28 days after last day of term, "
		    "met by last_seen\n  cites guide \"1\"\n"
		    "define last_seen for other_spell as latest seen\n"
		    "  cites guide \"1\"\n",
		    "!cycle" },
	};
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		finds(arena_printf(&arena, "%s%s", cases[i].group, cases[i].rule), cases[i].slugs);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(waited_for_by_its_name, none_mistaken),
		cmocka_unit_test_teardown(waited_for_by_something_else, none_mistaken),
		cmocka_unit_test_teardown(waited_for_by_a_list, none_mistaken),
		cmocka_unit_test_teardown(examples_of_letters, none_mistaken),
		cmocka_unit_test_teardown(examples_that_cannot_be_shown, none_mistaken),
		cmocka_unit_test_teardown(figures_that_stand_first, none_mistaken),
		cmocka_unit_test_teardown(groups_by_what_is_decided, none_mistaken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
