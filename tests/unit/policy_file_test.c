/* policy_file: what is read beside a policy is noted with its name, its part and the digest of its
 * bytes. */
#include "tests/unit/test.h"

#include "interp/policy_file.h"
#include "tests/unit/folder.h"

#define POLICY                                                                                     \
	"policy p\n  title \"P\"\n  version \"1\"\n  owner \"o\"\n  in force from 2020-01-01\n"    \
	"source s is \"S\"\n"                                                                      \
	"setting limit is 3\n  may vary locally between 1 and 5\n  cites s \"1\"\n"                \
	"input case from \"c.csv\", one row per id, settings as at run_date\n  id is text\n"       \
	"  ready is yes or no\n  size is number\n"                                                 \
	"input sent from \"s.csv\", one row per ref, dated by sent_on, settings as at sent_on\n"   \
	"  ref is text\n  id refers to case\n  letter_name is Notice or Other\n"                   \
	"  sent_on is date\n"                                                                      \
	"letters are recorded in sent, named by letter_name\n"                                     \
	"letter Notice for case, to id\n  send when ready and size is more than limit\n"           \
	"  once for each id\n  wording from \"letters/notice.txt\"\n  cites s \"1\"\n"             \
	"letter Other for case, to id\n  send when not ready\n  once for each id\n"                \
	"  wording from \"letters/notice.txt\"\n  cites s \"1\"\n"

#define VARIATION                                                                                  \
	"variation here of p from 2020-01-01 to 2021-01-01\n  set limit to 4 because \"why\"\n"

#define WITH_MARK "42c1e65b2c948bb754efb6ac171319d6e97ecb3d9afd4f20bd91b3ded25183c0"
#define WITHOUT_MARK "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"

/* The digests are those of `sha256sum`, of "hello\n" with and without a byte order mark: the mark
 * is no part of the text, but part of the file. */
static void
what_stands_beside_is_noted_with_its_digest(void **state)
{
	struct folder *folder = *state;
	struct policy_file policy;
	struct fault fault = FAULT_NONE;
	const char *with = in(folder, "here.writ");
	struct options options = { .command = COMMAND_RUN, .withs = &with, .with_count = 1 };
	const struct side_file *file;

	put(in(folder, "p.writ"), POLICY);
	put(with, VARIATION);
	assert_true(platform_make_folder(in(folder, "letters")));
	put(in(folder, "letters/notice.txt"), "\xEF\xBB\xBFhello\n");
	assert_true(
	    policy_file_compile(&policy, &folder->arena, &options, in(folder, "p.writ"), &fault));
	if (policy.program == NULL)
		fail_msg("%s", diags_text(&policy.diags, &folder->arena, false));
	file = policy.beside;
	assert_non_null(file);
	assert_string_equal(file->name, "here.writ");
	assert_string_equal(file->role, "variation");
	file = file->next;
	assert_non_null(file);
	assert_string_equal(file->name, "letters/notice.txt");
	assert_string_equal(file->role, "wording");
	assert_string_equal(file->digest, WITH_MARK);
	assert_null(file->next);
	put(in(folder, "letters/notice.txt"), "hello\n");
	options.with_count = 0;
	assert_true(
	    policy_file_compile(&policy, &folder->arena, &options, in(folder, "p.writ"), &fault));
	assert_non_null(policy.beside);
	assert_string_equal(policy.beside->digest, WITHOUT_MARK);
	assert_null(policy.beside->next);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    what_stands_beside_is_noted_with_its_digest, folder_make, folder_remove),
	};

	return RUN_TESTS(tests);
}
