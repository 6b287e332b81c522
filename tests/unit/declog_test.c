/* declog: the lines of the decision log, their chain, and a table that is read twice. */
#include "tests/unit/engine.h"

#include "interp/declog.h"
#include "tests/unit/folder.h"

#define DIGEST "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define POLICY \
	ENGINE_HEAD \
	"setting limit is 10\n  cites s \"1\"\n" \
	"input case from \"cases.csv\", one row per ref\n" \
	"  ref is text\n  points is number, may be blank from column \"Points, all\"\n" \
	"  secret is number, may be blank, not recorded\n  cites s \"1\"\n" \
	"decide route for case\n" \
	"  gives Fast when points is more than limit  cites s \"2\"\n" \
	"  otherwise Usual\n  cites s \"3\"\n" \
	"decide hidden for case\n  gives High when secret is more than limit\n" \
	"  otherwise Low\n  cites s \"4\"\n"

struct made_log {
	struct engine engine;
	struct stage stage;
	struct out_file out;
	struct cellbook *book;
	struct declog *log;
	const char *paths[1];
	struct cellbook *books[1];
};

/* The rows as they stand in the file: A in line 2 and so on. */
static void
open_log(struct made_log *made, struct folder *folder)
{
	static const char *const cells[][3] = { { "A", "11", "777777" }, { "B", " 3 ", "" },
		{ "C", "n/a", "12" } };
	const char *headings[] = { "Ref", "Points, all", "Secret" };
	const uint32_t cell_of[] = { 0, 1, 2 };
	struct declog_request request = { .policy_digest = DIGEST };
	struct fault fault = FAULT_NONE;

	memset(made, 0, sizeof *made);
	engine_open(&made->engine, POLICY, "2022-05-31");
	engine_fill(&made->engine, "ref,points,secret\nA,11,777777\nB,3,\nC,?,12\n");
	batch_run(&made->engine.batch);
	made->book = cellbook_make(made->engine.table, true);
	cellbook_start(made->book, headings, cell_of);
	for (uint32_t row = 0; row < 3; row++) {
		struct row_cell cell[3];

		for (size_t i = 0; i < 3; i++)
			cell[i] = (struct row_cell){ cells[row][i],
				(uint32_t)strlen(cells[row][i]) };
		made->engine.batch.lines[row] = row + 2;
		cellbook_add(made->book, row + 2, cell);
	}
	assert_true(stage_open(&made->stage, &folder->arena, in(folder, "out"), &fault));
	assert_true(outfile_open(&made->out, &made->stage, DECLOG_NAME, &fault));
	made->paths[0] = "some/where/cases.csv";
	made->books[0] = made->book;
	request.program = made->engine.program;
	request.paths = made->paths;
	request.cells = made->books;
	made->log = declog_make(&request, &made->out);
}

/* The log as it stands in the file. */
static const char *
close_log(struct made_log *made, struct folder *folder)
{
	struct fault fault = FAULT_NONE;

	assert_true(outfile_close(&made->out, &fault));
	assert_true(stage_commit(&made->stage, &fault));
	declog_free(made->log);
	cellbook_free(made->book);
	engine_close(&made->engine);
	return text_of(folder, in(folder, "out/" DECLOG_NAME));
}

static const char *
log_of(struct folder *folder)
{
	struct made_log made;
	struct fault fault = FAULT_NONE;

	open_log(&made, folder);
	declog_table(made.log);
	assert_true(declog_batch(made.log, &made.engine.batch, &fault));
	assert_int_equal(declog_lines(made.log), 6);
	return close_log(&made, folder);
}

static const char *
line_at(struct folder *folder, const char *log, unsigned line)
{
	while (line-- > 1)
		log = strchr(log, '\n') + 1;
	return arena_copy(&folder->arena, log, strcspn(log, "\n"));
}

/* All of one line, as declog.h says it stands there. */
static void
a_line_says_what_was_decided_and_why(void **state)
{
	struct folder *folder = *state;
	const char *line = line_at(folder, log_of(folder), 1);

	assert_string_equal(line,
	    "{\"sequence\":1,\"previous\":\"" DIGEST "\",\"table\":\"case\",\"row\":\"A\","
	    "\"file\":\"cases.csv\",\"line\":2,\"decision\":\"route\",\"outcome\":\"Fast\","
	    "\"state\":\"decided\",\"rule\":1,\"policy_line\":15,"
	    "\"clauses\":[{\"source\":\"s\",\"clause\":\"2\"}],"
	    "\"comparisons\":[{\"of\":\"route\",\"line\":1,"
	    "\"left\":{\"is\":\"points\",\"value\":\"11\"},\"compare\":\"more than\","
	    "\"right\":{\"is\":\"limit\",\"value\":\"10\"},\"answer\":\"yes\"}],"
	    "\"values\":[],\"decisions\":[],"
	    "\"settings\":[{\"name\":\"limit\",\"is\":[\"10\"],\"from\":null,"
	    "\"origin\":\"policy\"}],"
	    "\"cells\":[{\"table\":\"case\",\"file\":\"cases.csv\",\"line\":2,"
	    "\"column\":\"points\",\"heading\":\"Points, all\",\"text\":\"11\"}],"
	    "\"needs\":\"\"}");
}

/* The cell as it stands in the file, whatever was made of it. */
static void
otherwise_and_what_is_not_known_are_said(void **state)
{
	struct folder *folder = *state;
	const char *log = log_of(folder), *usual = line_at(folder, log, 3),
		   *open = line_at(folder, log, 5);

	assert_non_null(strstr(usual, "\"row\":\"B\""));
	assert_non_null(strstr(usual, "\"outcome\":\"Usual\",\"state\":\"decided\","
				      "\"rule\":\"otherwise\""));
	assert_non_null(strstr(usual, "\"clauses\":[{\"source\":\"s\",\"clause\":\"3\"}]"));
	assert_non_null(strstr(usual, "\"answer\":\"no\""));
	assert_non_null(strstr(usual, "\"text\":\" 3 \""));
	assert_non_null(strstr(open, "\"row\":\"C\""));
	assert_non_null(strstr(open, "\"outcome\":null,\"unknown\":true"));
	assert_non_null(strstr(open, "\"state\":\"cannot be decided\",\"rule\":null"));
	assert_non_null(strstr(open, "\"text\":\"n/a\""));
	assert_non_null(strstr(open, "\"needs\":\"points\""));
}

static void
what_may_not_be_recorded_is_not(void **state)
{
	struct folder *folder = *state;
	const char *hidden = line_at(folder, log_of(folder), 2);

	assert_non_null(strstr(hidden, "\"decision\":\"hidden\",\"outcome\":\"High\""));
	assert_non_null(strstr(hidden, "\"not_recorded\":true"));
	assert_non_null(strstr(hidden, "\"column\":\"secret\""));
	assert_null(strstr(hidden, "777777"));
}

/* Each line has its number, and the digest of the one before without its line break. */
static void
the_lines_are_a_chain(void **state)
{
	struct folder *folder = *state;
	const char *log = log_of(folder);
	char previous[65] = DIGEST, link[65];

	for (unsigned i = 1; i <= 6; i++) {
		const char *line = line_at(folder, log, i);
		struct sha256 digest;

		assert_memory_equal(line,
		    arena_printf(
			&folder->arena, "{\"sequence\":%u,\"previous\":\"%s\",", i, previous),
		    strlen("{\"sequence\":1,\"previous\":\"\",") + 64);
		sha256_init(&digest);
		sha256_add(&digest, line, strlen(line));
		sha256_hex(&digest, previous);
		sha256_prepare(&digest);
		declog_link(&digest, link, line, strlen(line));
		assert_string_equal(link, previous);
		/* made ready once, it serves for every line */
		declog_link(&digest, link, line, strlen(line));
		assert_string_equal(link, previous);
	}
	assert_int_equal(log[strlen(log) - 1], '\n');
}

/* A file that is read again from its start leaves nothing of the first time. */
static void
a_table_begun_again_is_written_once(void **state)
{
	struct folder *folder = *state;
	struct made_log made;
	struct fault fault = FAULT_NONE;
	const char *once = log_of(folder), *again;

	assert_true(platform_remove_tree(in(folder, "out")));
	open_log(&made, folder);
	declog_table(made.log);
	assert_true(declog_batch(made.log, &made.engine.batch, &fault));
	declog_restart(made.log);
	assert_int_equal(declog_lines(made.log), 0);
	assert_true(declog_batch(made.log, &made.engine.batch, &fault));
	again = close_log(&made, folder);
	assert_string_equal(again, once);
}

/* Of two tables only the second is begun again: the chain goes on from the first. */
static void
tables_before_stay(void **state)
{
	struct folder *folder = *state;
	struct made_log made;
	struct fault fault = FAULT_NONE;
	const char *log;
	char link[65];
	struct sha256 digest;

	open_log(&made, folder);
	declog_table(made.log);
	assert_true(declog_batch(made.log, &made.engine.batch, &fault));
	declog_table(made.log);
	assert_true(declog_batch(made.log, &made.engine.batch, &fault));
	declog_restart(made.log);
	assert_int_equal(declog_lines(made.log), 6);
	made.engine.batch.rows = 1;
	assert_true(declog_batch(made.log, &made.engine.batch, &fault));
	assert_int_equal(declog_lines(made.log), 8);
	log = close_log(&made, folder);
	sha256_prepare(&digest);
	declog_link(&digest, link, line_at(folder, log, 6), strlen(line_at(folder, log, 6)));
	assert_non_null(strstr(line_at(folder, log, 7),
	    arena_printf(&folder->arena, "{\"sequence\":7,\"previous\":\"%s\"", link)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_line_says_what_was_decided_and_why),
		IN_FOLDER(otherwise_and_what_is_not_known_are_said),
		IN_FOLDER(what_may_not_be_recorded_is_not),
		IN_FOLDER(the_lines_are_a_chain),
		IN_FOLDER(a_table_begun_again_is_written_once),
		IN_FOLDER(tables_before_stay),
	};

	return RUN_TESTS(tests);
}
