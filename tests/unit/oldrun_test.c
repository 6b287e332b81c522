/* oldrun: the record of an earlier run read again: its folder, run.json, and the log line by
 * line. */
#include "tests/unit/test.h"

#include "interp/oldrun.h"
#include "tests/unit/folder.h"

#define RECORD \
	"{\n  \"tool\": { \"name\": \"writ\" },\n  \"schema\": 1,\n  \"outputs\": [\n" \
	"    { \"name\": \"index.html\", \"sha256\": \"aa\" },\n" \
	"    { \"name\": \"reports/a.csv\", \"sha256\": \"bb\" }\n  ]\n}\n"

static void
read_record(struct folder *folder, struct oldrun *run, const char *text)
{
	struct fault fault = FAULT_NONE;

	put(in(folder, "run.json"), text);
	assert_true(oldrun_read(run, &folder->arena, folder->path, &fault));
	assert_int_equal(run->length, strlen(text));
	assert_memory_equal(run->bytes, text, run->length);
}

static void
a_folder_or_its_record_may_be_named(void **state)
{
	struct folder *folder = *state;
	struct oldrun by_folder, by_file;
	struct fault fault = FAULT_NONE;

	read_record(folder, &by_folder, RECORD);
	assert_non_null(by_folder.record);
	assert_null(by_folder.damage);
	assert_string_equal(
	    oldrun_path(&by_folder, &folder->arena, "reports/a.csv"), in(folder, "reports/a.csv"));
	assert_true(oldrun_read(&by_file, &folder->arena, in(folder, "run.json"), &fault));
	assert_string_equal(
	    oldrun_path(&by_file, &folder->arena, "reports/a.csv"), in(folder, "reports/a.csv"));
	assert_string_equal(by_file.digest, by_folder.digest);
}

static void
a_record_that_is_not_there_is_a_fault(void **state)
{
	struct folder *folder = *state;
	struct oldrun run;
	struct fault fault = FAULT_NONE;

	assert_false(oldrun_read(&run, &folder->arena, folder->path, &fault));
	assert_int_equal(fault.code, EXIT_USAGE);
	assert_non_null(strstr(fault.text, "name the folder that"));
}

/* The first things that any record of ours has; and where a damaged one is damaged. */
static void
what_is_no_record_of_ours_is_said(void **state)
{
	static const struct {
		const char *text, *damage;
	} records[] = {
		{ "{\n  \"tool\": {\n  \"name\" \"writ\" }\n}\n",
		    "run.json is damaged in line 3: it is no JSON there" },
		{ "", "run.json is damaged in line 1: it is no JSON there" },
		{ "{ \"tool\": { \"name\": \"other\" }, \"schema\": 1, \"outputs\": [] }",
		    "run.json does not name writ as its tool" },
		{ "{ \"schema\": 1, \"outputs\": [] }", "run.json does not name writ as its tool" },
		{ "{ \"tool\": { \"name\": \"writ\" }, \"schema\": 2, \"outputs\": [] }",
		    "run.json is not of schema 1, the one this program knows" },
		{ "{ \"tool\": { \"name\": \"writ\" }, \"schema\": 1, \"outputs\": {} }",
		    "run.json has no list of outputs" },
		{ "{ \"tool\": { \"name\": \"writ\" }, \"schema\": 1 }",
		    "run.json has no list of outputs" },
	};
	struct folder *folder = *state;
	struct oldrun run;

	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		read_record(folder, &run, records[i].text);
		assert_null(run.record);
		assert_string_equal(run.damage, records[i].damage);
	}
}

/* A record may have been changed: it cannot point to a file outside its folder. */
static void
no_name_leads_out_of_the_folder(void **state)
{
	static const char *const out[] = { "", "/etc/passwd", "..", "../x", "a/../../x", "a/..",
		"./a", "a//b", "a/", "c:x", "a\\b" };
	struct folder *folder = *state;
	struct oldrun run;

	read_record(folder, &run, RECORD);
	for (size_t i = 0; i < sizeof out / sizeof *out; i++)
		assert_null(oldrun_path(&run, &folder->arena, out[i]));
	assert_non_null(oldrun_path(&run, &folder->arena, "..a/b..c/.d"));
	run.folder = "made/";
	assert_string_equal(oldrun_path(&run, &folder->arena, "a"), "made/a");
}

static void
an_output_is_found_by_its_name(void **state)
{
	struct folder *folder = *state;
	struct oldrun run;

	read_record(folder, &run, RECORD);
	assert_string_equal(
	    json_member_text(oldrun_output(run.record, "reports/a.csv"), "sha256"), "bb");
	assert_string_equal(
	    json_member_text(oldrun_output(run.record, "index.html"), "sha256"), "aa");
	assert_null(oldrun_output(run.record, "reports/b.csv"));
}

/* The examples of FIPS 180-2: of nothing, and of "abc". */
static void
the_digest_of_a_file_is_its_sha256(void **state)
{
	struct folder *folder = *state;
	char digest[65];

	put(in(folder, "a"), "");
	assert_true(oldrun_digest(in(folder, "a"), digest));
	assert_string_equal(
	    digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	put(in(folder, "a"), "abc");
	assert_true(oldrun_digest(in(folder, "a"), digest));
	assert_string_equal(
	    digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_false(oldrun_digest(in(folder, "b"), digest));
}

static void
lines_come_one_by_one(void **state)
{
	struct folder *folder = *state;
	struct log_lines lines;

	put(in(folder, "log"), "one\n\nthree\nopen");
	assert_true(log_lines_open(&lines, in(folder, "log")));
	assert_true(log_lines_next(&lines));
	assert_int_equal(lines.length, 3);
	assert_memory_equal(lines.line, "one", 3);
	assert_int_equal(lines.number, 1);
	assert_int_equal(lines.start, 0);
	assert_false(lines.open);
	assert_true(log_lines_next(&lines));
	assert_int_equal(lines.length, 0);
	assert_int_equal(lines.start, 4);
	assert_true(log_lines_next(&lines));
	assert_memory_equal(lines.line, "three", 5);
	assert_false(lines.open);
	assert_true(log_lines_next(&lines));
	assert_memory_equal(lines.line, "open", 4);
	assert_int_equal(lines.number, 4);
	assert_int_equal(lines.start, 11);
	assert_true(lines.open);
	assert_false(log_lines_next(&lines));
	assert_null(lines.reason);
	log_lines_close(&lines);
	put(in(folder, "log"), "");
	assert_true(log_lines_open(&lines, in(folder, "log")));
	assert_false(log_lines_next(&lines));
	log_lines_close(&lines);
	assert_false(log_lines_open(&lines, in(folder, "none")));
}

/* Longer than what is read at once, and than all that is held. */
static void
long_lines_are_whole(void **state)
{
	enum { LINES = 9, LONGEST = 300 * 1000 };
	struct folder *folder = *state;
	struct log_lines lines;
	FILE *out = fopen(in(folder, "log"), "wb");
	uint64_t start = 0;

	assert_non_null(out);
	for (int i = 0; i < LINES; i++) {
		for (int k = 0; k < LONGEST / (i + 1); k++)
			fputc('a' + (i + k) % 26, out);
		fputc('\n', out);
	}
	assert_int_equal(fclose(out), 0);
	assert_true(log_lines_open(&lines, in(folder, "log")));
	for (int i = 0; i < LINES; i++) {
		assert_true(log_lines_next(&lines));
		assert_int_equal(lines.length, LONGEST / (i + 1));
		assert_int_equal(lines.start, start);
		for (size_t k = 0; k < lines.length; k++)
			if (lines.line[k] != 'a' + (char)(((size_t)i + k) % 26))
				fail_msg("line %d, byte %u", i + 1, (unsigned)k);
		start += lines.length + 1;
	}
	assert_false(log_lines_next(&lines));
	log_lines_close(&lines);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_folder_or_its_record_may_be_named),
		IN_FOLDER(a_record_that_is_not_there_is_a_fault),
		IN_FOLDER(what_is_no_record_of_ours_is_said),
		IN_FOLDER(no_name_leads_out_of_the_folder),
		IN_FOLDER(an_output_is_found_by_its_name),
		IN_FOLDER(the_digest_of_a_file_is_its_sha256),
		IN_FOLDER(lines_come_one_by_one),
		IN_FOLDER(long_lines_are_whole),
	};

	return RUN_TESTS(tests);
}
