/*
 * record: what a run left, tampered with, read again by `verify` and `sample`. The run is fixed and
 * performed once a process. The first byte of an input says which of its files is changed:
 *
 *     j  run.json                  d  decisions/case.csv     p  problems.csv
 *     l  decisions.jsonl           i  index.html             w  letters/letters.csv
 *     c  decisions.jsonl, and then its chain, its length and its digest in run.json are put right,
 *        as somebody would who knows how they are made
 *
 * A capital: the rest of the input stands in its place. Else each two lines behind the first are a
 * change: the first place where the one stands becomes the other; where it stands nowhere, as many
 * bytes of a place that hangs on it. Whatever was changed, `verify` does not answer that all is the
 * same; and from a log that is not that of the run `sample` draws nothing, where its traces are
 * covered up with the policy at hand.
 */
#include "interp/declog.h"
#include "interp/policy_file.h"
#include "interp/sample.h"
#include "interp/verify.h"
#include "tests/fuzz/main.h"
#include "tests/fuzz/whole.h"

static const char policy[] =
    "policy p\n  title \"t\"\n  version \"1\"\n  owner \"o\"\n  in force from 2020-01-01\n"
    "  due for review 2030-01-01\n"
    "source s is \"S\"\n"
    "setting limit is 10\n  from 2022-03-01 is 12\n  cites s \"1\"\n"
    "input case from \"cases.csv\", one row per ref, settings as at run_date\n"
    "  ref is text\n  points is number, may be blank\n  kind is Main or Branch\n  cites s \"1\"\n"
    "input sent from \"sent.csv\", one row per sent_ref, dated by sent_on\n"
    "  sent_ref is text\n  ref refers to case\n  letter_name is Notice or Other\n"
    "  sent_on is date\n  cites s \"1\"\n"
    "letters are recorded in sent, named by letter_name\n  cites s \"2\"\n"
    "decide route for case\n  gives Fast when points is more than limit\n    cites s \"3\"\n"
    "  gives Slow when points is at most limit and kind is Branch\n    cites s \"3\"\n"
    "  otherwise Usual\n    cites s \"3\"\n"
    "bands level for case by points\n  5 or less is Low\n  over 5 is High\n  cites s \"4\"\n"
    "letter Notice for case, to ref\n  send when route is Fast\n  once for each ref\n"
    "  wording from \"text.txt\"\n  cites s \"5\"\n"
    "report routes of case \"Routes\"\n  one row per route\n"
    "  column cases \"Cases\" is count\n  cites s \"6\"\n";

static struct whole_text originals[WHOLE_FILES];
static uint32_t original_count;
static struct arena kept = ARENA_INIT;

static const char *
path_of(struct arena *arena, const char *name)
{
	return arena_printf(arena, "%s/out/%s", whole_folder(), name);
}

static struct whole_text
slurp(struct arena *arena, const char *name)
{
	struct whole_text text = { arena_copy(arena, name, strlen(name)), NULL, 0 };
	bool too_long;
	char *bytes = platform_slurp(path_of(arena, name), SOURCE_MAX_BYTES, &text.length,
	    &too_long);

	if (bytes == NULL)
		abort();
	text.at = arena_copy(arena, bytes, text.length);
	platform_slurp_free(bytes);
	return text;
}

static bool
keep_original(void *context, const char *name)
{
	(void)context;
	HOLDS(original_count < WHOLE_FILES);
	originals[original_count++] = slurp(&kept, name);
	return true;
}

static const struct whole_text *
original(const char *name)
{
	for (uint32_t i = 0; i < original_count; i++)
		if (strcmp(originals[i].name, name) == 0)
			return &originals[i];
	abort();
}

/* The run that is tampered with; what the commands print goes nowhere. */
static void
perform_once(void)
{
	const char *folder = whole_folder();
	struct options options = { .command = COMMAND_RUN,
		.arguments = &folder,
		.argument_count = 1,
		.on_given = true,
		.log = LOG_ALWAYS,
		.quiet = true };
	struct policy_file file;
	struct session session;
	struct fault fault = FAULT_NONE;

	if (original_count > 0)
		return;
	if (freopen("/dev/null", "w", stdout) == NULL)
		abort();
	whole_put_text("policy.writ", policy);
	whole_put_text("text.txt", "Dear ((ref)), ((points)).\n");
	whole_put_text("cases.csv", "ref,points,kind\nA,11,Main\nB,3,Branch\nC,,Main\nD,x,Main\n"
				    "\"=E\",40,Branch\n");
	whole_put_text("sent.csv", "sent_ref,ref,letter_name,sent_on\nS1,B,Notice,2022-02-01\n");
	options.policy = arena_printf(&kept, "%s/policy.writ", folder);
	options.out = arena_printf(&kept, "%s/out", folder);
	date_from_civil(2022, 5, 31, &options.on);
	HOLDS(policy_file_compile(&file, &kept, &options, options.policy, &fault));
	HOLDS(file.program != NULL);
	HOLDS(session_open(&session, &kept, &options, file.program, file.digest, &fault));
	session.policy_beside = file.beside;
	HOLDS(run_command(&session, &fault) == EXIT_DONE);
	session_close(&session);
	HOLDS(platform_walk(options.out, keep_original, NULL));
}

static void
write_file(struct arena *arena, const char *name, const char *bytes, size_t length)
{
	whole_put(arena_printf(arena, "out/%s", name), bytes, length);
}

/* ---- changes ---- */

static struct whole_text
line_at(struct arena *arena, const struct whole_text *text, size_t *at)
{
	const char *start = text->at + *at, *end = memchr(start, '\n', text->length - *at);
	size_t length = end == NULL ? text->length - *at : (size_t)(end - start);

	*at += length + (end != NULL);
	return (struct whole_text){ NULL, arena_copy(arena, start, length), length };
}

static size_t
place_of(const struct whole_text *in, const struct whole_text *from)
{
	size_t hash = 5381;

	for (size_t at = 0; from->length > 0 && at + from->length <= in->length; at++)
		if (memcmp(in->at + at, from->at, from->length) == 0)
			return at;
	for (size_t i = 0; i < from->length; i++)
		hash = hash * 33 + (unsigned char)from->at[i];
	return hash % (in->length + 1);
}

static void
replace(struct arena *arena, struct whole_text *in, size_t at, size_t cut,
    const struct whole_text *by)
{
	struct buffer out = BUFFER_INIT;

	if (cut > in->length - at)
		cut = in->length - at;
	buffer_add(&out, in->at, at);
	buffer_add(&out, by->at, by->length);
	buffer_add(&out, in->at + at + cut, in->length - at - cut);
	in->length = out.length;
	in->at = arena_copy(arena, out.length > 0 ? out.at : "", out.length);
	buffer_release(&out);
}

static void
change(struct arena *arena, struct whole_text *text, const struct whole_text *how)
{
	size_t at = 0;

	line_at(arena, how, &at);
	while (at < how->length) {
		struct whole_text from = line_at(arena, how, &at), to = { NULL, "", 0 };

		if (at < how->length)
			to = line_at(arena, how, &at);
		replace(arena, text, place_of(text, &from), from.length, &to);
	}
}

/* ---- a log whose traces are covered up ---- */

static void
link_again(struct arena *arena, struct whole_text *log)
{
	static const char key[] = "\"previous\":\"";
	struct buffer out = BUFFER_INIT;
	char link[65] = "";
	size_t at = 0;

	while (at < log->length) {
		bool last = memchr(log->at + at, '\n', log->length - at) == NULL;
		struct whole_text line = line_at(arena, log, &at);
		const char *found = strstr(line.at, key);
		struct whole_text digest = { NULL, link, strlen(link) };
		struct sha256 sha;

		if (found != NULL && link[0] != '\0')
			replace(arena, &line, (size_t)(found - line.at) + sizeof key - 1,
			    digest.length, &digest);
		sha256_prepare(&sha);
		declog_link(&sha, link, line.at, line.length);
		buffer_add(&out, line.at, line.length);
		if (!last)
			buffer_char(&out, '\n');
	}
	log->length = out.length;
	log->at = arena_copy(arena, out.length > 0 ? out.at : "", out.length);
	buffer_release(&out);
}

static void
digest_of(char hex[65], const struct whole_text *text)
{
	struct sha256 sha;

	sha256_init(&sha);
	sha256_add(&sha, text->at, text->length);
	sha256_hex(&sha, hex);
}

/* In the record, the digest of the log as it was becomes that of the log as it is; so does its
 * length, which stands in the line above the one of two that have the digest. */
static void
cover_up(struct arena *arena, struct whole_text *log)
{
	struct whole_text record = *original("run.json"), was, is;
	const struct whole_text *before = original(DECLOG_NAME);
	char old[65], now[65];

	link_again(arena, log);
	digest_of(old, before);
	digest_of(now, log);
	was = (struct whole_text){ NULL, old, 64 };
	is = (struct whole_text){ NULL, now, 64 };
	for (int i = 0; i < 2; i++)
		replace(arena, &record, place_of(&record, &was), 64, &is);
	was.at = arena_printf(arena, "\"bytes\": %zu", before->length);
	is.at = arena_printf(arena, "\"bytes\": %zu", log->length);
	was.length = strlen(was.at);
	is.length = strlen(is.at);
	replace(arena, &record, place_of(&record, &was), was.length, &is);
	write_file(arena, "run.json", record.at, record.length);
}

/* ---- what is promised ---- */

enum log_state { LOG_AS_IT_WAS, LOG_CHANGED, LOG_COVERED_UP };

static void
judge_verify(struct arena *arena, bool same)
{
	const char *words[] = { arena_printf(arena, "%s/policy.writ", whole_folder()),
		whole_folder() };
	const struct options options = { .command = COMMAND_VERIFY,
		.policy = arena_printf(arena, "%s/out", whole_folder()),
		.arguments = words,
		.argument_count = 2 };
	struct fault fault = FAULT_NONE;
	enum exit_code code = verify_command(arena, &options, &fault);

	HOLDS(code != EXIT_OURS);
	HOLDS((code == EXIT_DONE) == same);
	HOLDS(code == EXIT_DONE || code == EXIT_FINDINGS || fault.text[0] != '\0');
}

static void
judge_sample(struct arena *arena, enum log_state log, bool same, uint8_t way)
{
	static const enum output_format formats[] = { FORMAT_TEXT, FORMAT_CSV, FORMAT_HTML };
	const char *words[] = { "3", arena_printf(arena, "%s/policy.writ", whole_folder()),
		whole_folder() };
	const struct options options = { .command = COMMAND_SAMPLE,
		.policy = arena_printf(arena, "%s/out", whole_folder()),
		.arguments = words,
		.argument_count = way & 4 ? 3 : 1,
		.seed = "7",
		.by = way & 8 ? "outcome" : NULL,
		.format_given = true,
		.format = formats[way % 3],
		.with_answers = (way & 16) != 0 };
	struct fault fault = FAULT_NONE;
	enum exit_code code = sample_command(arena, &options, &fault);

	HOLDS(code != EXIT_OURS);
	HOLDS(code == EXIT_DONE || fault.text[0] != '\0');
	HOLDS(log != LOG_CHANGED || code != EXIT_DONE);
	/* With the policy at hand the run itself says what its log was. */
	HOLDS(log != LOG_COVERED_UP || (way & 4) == 0 || code != EXIT_DONE);
	HOLDS(!same || code == EXIT_DONE || (way & 8) != 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char letters[] = "jlcdpiw";
	static const char *const names[] = { "run.json", DECLOG_NAME, DECLOG_NAME,
		"decisions/case.csv", "problems.csv", "index.html", "letters/letters.csv" };
	struct arena arena = ARENA_INIT;
	const struct whole_text *was;
	struct whole_text text, how = { NULL, NULL, size };
	char first = size > 0 ? (char)data[0] : ' ';
	bool raw = first >= 'A' && first <= 'Z', same;
	const char *found = strchr(letters, raw ? first + 32 : first);
	enum log_state log = first == 'c' || first == 'C' ? LOG_COVERED_UP : LOG_CHANGED;

	if (size == 0 || size > WHOLE_LONGEST || found == NULL || *found == '\0')
		return 0;
	perform_once();
	how.at = arena_copy(&arena, (const char *)data, size);
	was = original(names[found - letters]);
	text = *was;
	if (raw)
		text = (struct whole_text){ was->name, how.at + 1, how.length - 1 };
	else
		change(&arena, &text, &how);
	if (*found == 'c')
		cover_up(&arena, &text);
	write_file(&arena, was->name, text.at, text.length);
	same = text.length == was->length && memcmp(text.at, was->at, text.length) == 0;
	judge_verify(&arena, same);
	if (same || strcmp(was->name, DECLOG_NAME) != 0)
		log = LOG_AS_IT_WAS;
	judge_sample(&arena, log, same, data[size - 1]);
	write_file(&arena, was->name, was->at, was->length);
	write_file(&arena, "run.json", original("run.json")->at, original("run.json")->length);
	arena_release(&arena);
	return 0;
}
