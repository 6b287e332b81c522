/*
 * made_register: for the tests of the register of letters: cases, whom they belong to, letters
 * about them, and a run over the files as the command does it.
 */
#ifndef TESTS_UNIT_MADE_REGISTER_H
#define TESTS_UNIT_MADE_REGISTER_H

#include "tests/unit/test.h"

#include "interp/policy_file.h"
#include "interp/run.h"
#include "lang/date.h"
#include "tests/unit/folder.h"

#define HEAD \
	"policy p\n  title \"t\"\n  version \"1\"\n  owner \"o\"\n  in force from 2020-01-01\n" \
	"  due for review 2030-01-01\nsource s is \"S\"\n" \
	"input person from \"people.csv\", one row per person_ref\n" \
	"  person_ref is text\n  left_on is date, may be blank\n  cites s \"1\"\n" \
	"input case from \"cases.csv\", one row per case_ref\n" \
	"  case_ref is text\n  person refers to person\n  late is yes or no, may be blank\n" \
	"  urgent is yes or no\n  answered_on is date, may be blank\n  cites s \"1\"\n"
#define SENT \
	"input sent from \"sent.csv\", one row per sent_ref, dated by sent_on\n" \
	"  sent_ref is text\n  case_ref refers to case\n" \
	"  letter_name is One or Two from column \"Which letter\"\n  sent_on is date\n" \
	"  cites s \"1\"\n" \
	"letters are recorded in sent, named by letter_name\n  cites s \"1\"\n"
#define LETTER(name, rule) \
	"letter " name " for case, to person\n  subject \"S\"\n  send when " rule \
	"\n  once for each case_ref\n  wording from \"letter.txt\"\n  cites s \"1\"\n"
#define PEOPLE "person_ref,left_on\nP,\nQ,2022-04-01\n"

static inline void
open_session(struct session *session, struct folder *folder, const char *policy,
    const char *cases, const char *sent)
{
	const char **words = arena_array(&folder->arena, const char *, 1);
	struct options *options = arena_new(&folder->arena, struct options);
	struct policy_file *file = arena_new(&folder->arena, struct policy_file);
	struct fault fault = FAULT_NONE;

	put(in(folder, "policy.writ"), policy);
	put(in(folder, "people.csv"), PEOPLE);
	put(in(folder, "cases.csv"), cases);
	put(in(folder, "sent.csv"), sent);
	put(in(folder, "letter.txt"), "Dear ((person.person_ref)).\n");
	words[0] = folder->path;
	*options = (struct options){ .command = COMMAND_RUN,
		.policy = in(folder, "policy.writ"),
		.arguments = words,
		.argument_count = 1,
		.on_given = true,
		.quiet = true };
	assert_true(date_from_civil(2022, 5, 31, &options->on));
	assert_true(
	    policy_file_compile(file, &folder->arena, options, options->policy, &fault));
	if (file->program == NULL)
		fail_msg("%s", diags_text(&file->diags, &folder->arena, false));
	if (!session_open(session, &folder->arena, options, file->program, file->digest, &fault))
		fail_msg("%s", fault.text);
}

#endif
