/* trial: see faults.h. What may come of a mishap: the run goes on and everything is as usual; or it
 * says what is wrong and ends with 2 or 70, and the output is as it was before. Or it was killed,
 * and the output is whole, or as it was before. Then an undisturbed run has to succeed. */
#include "tests/faults/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	CODE_SANITIZER = 99,
	SECONDS = 60,			/* of processor time that a run may take */
	WRONG_SHOWN = 40
};

static volatile struct memory_seen *counted;	/* allocations, shared with the child */
static bool leaks_unchecked = true;	/* what this program itself holds at its end */

#if defined(__SANITIZE_ADDRESS__)
const char *__asan_default_options(void);
int __lsan_is_turned_off(void);

const char *
__asan_default_options(void)
{
	return "exitcode=99:detect_leaks=1:allocator_may_return_null=1";
}

/* A traced process cannot be looked through for leaks, and the forks of this program only. */
int
__lsan_is_turned_off(void)
{
	return leaks_unchecked;
}
#endif

static const char *
in_work(const struct scene *scene, const char *name)
{
	static char path[4][4096];
	static int next;

	next = (next + 1) % 4;
	snprintf(path[next], sizeof path[next], "%s/%s", scene->work, name);
	return path[next];
}

static const char *
beside_out(const struct scene *scene, const char *end)
{
	static char path[4][4096];
	static int next;

	next = (next + 1) % 4;
	snprintf(path[next], sizeof path[next], "%s%s", scene->out, end);
	return path[next];
}

/* ---- running ---- */

#if defined(FAULTS_COUNTED)
static bool watched;

/* A program that counts its lines writes that down when all else is done; nothing goes wrong
 * there. */
static void
be_left_alone(void)
{
	memory_disarm();
	if (watched)
		trace_no_more();
}
#endif

static void
point_at(int file, const char *path)
{
	int opened = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (opened < 0 || dup2(opened, file) != file)
		_exit(98);
	close(opened);
}

/* What is written to the pipe goes on into a file. */
static pid_t
start_drain(const char *path, int ends[2])
{
	char block[4096];
	ssize_t got;
	pid_t drain;
	int file;

	if (pipe(ends) != 0 || (drain = fork()) < 0)
		give_up("a pipe");
	if (drain > 0)
		return drain;
	close(ends[1]);
	file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	while ((got = read(ends[0], block, sizeof block)) > 0)
		if (write(file, block, (size_t)got) != got)
			_exit(1);
	_exit(0);
}

_Noreturn static void
be_the_program(const struct scene *scene, const struct trial *trial, bool traced, int out_end)
{
	const struct rlimit time = { SECONDS, SECONDS };
	int nothing = open("/dev/null", O_RDONLY);

	setrlimit(RLIMIT_CPU, &time);
	dup2(nothing, 0);
	close(nothing);
	if (out_end >= 0) {
		dup2(out_end, 1);
		close(out_end);
	} else {
		point_at(1, in_work(scene, "stdout"));
	}
	point_at(2, in_work(scene, "stderr"));
	leaks_unchecked = false;
	if (traced) {
		leaks_unchecked = trial->mishap == MISHAP_NONE ||
		    trial->mishap == MISHAP_STAYS_FULL || trial->mishap == MISHAP_GONE;
		trace_me();
	}
#if defined(FAULTS_COUNTED)
	watched = traced;
	if (atexit(be_left_alone) != 0)
		_exit(98);
#endif
	memory_arm(trial->kind == TRIAL_MEMORY ? trial->at : 0, trial->for_good, counted);
	exit(writ_main(scene->count, scene->words));
}

static void
wait_us(uint64_t us)
{
	struct timespec pause = { (time_t)(us / 1000000), (long)(us % 1000000) * 1000 };

	while (nanosleep(&pause, &pause) != 0 && errno == EINTR)
		;
}

/* Performs the trial; what waitpid() says of it. */
static int
perform(struct scene *scene, const struct trial *trial, bool record)
{
	bool traced = record || trial->kind == TRIAL_CALL;
	int ends[2] = { -1, -1 }, status;
	pid_t child, drain = 0;

	fflush(report);
	if (scene->piped)
		drain = start_drain(in_work(scene, "stdout"), ends);
	child = fork();
	if (child < 0)
		give_up("fork");
	if (child == 0) {
		if (scene->piped)
			close(ends[0]);
		be_the_program(scene, trial, traced, ends[1]);
	}
	if (scene->piped) {
		close(ends[0]);
		close(ends[1]);
	}
	if (trial->kind == TRIAL_TIME) {
		wait_us(trial->at);
		kill(child, SIGKILL);
	}
	if (record)
		status = trace_record(child, &scene->calls);
	else if (trial->kind == TRIAL_CALL)
		status = trace_with(child, &scene->calls, (size_t)trial->at, trial->mishap);
	else if (waitpid(child, &status, 0) != child)
		give_up("waitpid");
	if (scene->piped && waitpid(drain, NULL, 0) != drain)
		give_up("waitpid");
	return status;
}

/* Everything as it is to be before a run. */
static void
lay_out(const struct scene *scene)
{
	if (scene->out == NULL)
		return;
	if (tree_digest(scene->out) != scene->before_out) {
		tree_remove(scene->out);
		if (scene->before != NULL)
			tree_copy(scene->before, scene->out);
	}
	tree_remove(beside_out(scene, ".writing"));
	tree_remove(beside_out(scene, ".before"));
}

void
scene_rehearse(struct scene *scene, bool trace)
{
	const struct trial plain = { .kind = TRIAL_PLAIN };
	int status;

	counted =
	    mmap(NULL, sizeof *counted, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (counted == MAP_FAILED)
		give_up("mmap");
	scene->before_out = scene->before == NULL ? 0 : tree_digest(scene->before);
	lay_out(scene);
	status = perform(scene, &plain, false);
	scene->allocations = counted;
	scene->usual_text = tree_read(in_work(scene, "stdout"));
	scene->usual_messages = tree_read(in_work(scene, "stderr"));
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
		fprintf(stderr, "faults: the undisturbed run fails:\n%s", scene->usual_messages);
		exit(2);
	}
	scene->usual_code = WEXITSTATUS(status);
	if (scene->out != NULL) {
		scene->usual_out = tree_digest(scene->out);
		if (scene->usual_out == 0) {
			fprintf(stderr, "faults: nothing is written to %s\n", scene->out);
			exit(2);
		}
	}
	if (!trace)
		return;
	lay_out(scene);
	status = perform(scene, &plain, true);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != scene->usual_code)
		give_up("the traced run ends otherwise");
}

/* ---- judging ---- */

struct verdict {
	const struct scene *scene;
	const struct trial *trial;
	struct tally *tally;
	char *text, *messages;		/* what the run wrote to stdout and stderr */
	int status;
	bool bad;
};

static void
describe(const struct verdict *verdict)
{
	const struct trial *trial = verdict->trial;
	const struct scene *scene = verdict->scene;
	const struct call *call;

	switch (trial->kind) {
	case TRIAL_PLAIN:
		fprintf(report, "undisturbed");
		break;
	case TRIAL_MEMORY:
		fprintf(report, "allocation %llu%s", (unsigned long long)trial->at,
		    trial->for_good ? " and all later ones" : "");
		break;
	case TRIAL_CALL:
		call = &scene->calls.items[trial->at];
		fprintf(report, "call %llu %s(%s) %s", (unsigned long long)trial->at,
		    trace_call_name(call), call->path[0] != '\0' ? call->path : "a nameless file",
		    trace_mishap_name(trial->mishap));
		break;
	case TRIAL_TIME:
		fprintf(report, "killed after %llu us", (unsigned long long)trial->at);
		break;
	}
	if (WIFSIGNALED(verdict->status))
		fprintf(report, ": signal %d", WTERMSIG(verdict->status));
	else
		fprintf(report, ": exit %d", WEXITSTATUS(verdict->status));
}

static void
wrong(struct verdict *verdict, const char *what)
{
	if (!verdict->bad)
		verdict->tally->wrong++;
	verdict->bad = true;
	if (verdict->tally->wrong > WRONG_SHOWN)
		return;
	fprintf(report, "  ");
	describe(verdict);
	fprintf(report, ": %s\n    | %.300s\n", what, verdict->messages);
}

/* What is new in the messages: those of a usual run may stand before it. */
static const char *
said(const struct verdict *verdict)
{
	const char *usual = verdict->scene->usual_messages, *now = verdict->messages;

	while (*usual != '\0' && *usual == *now) {
		usual++;
		now++;
	}
	return now;
}

static bool
is_about_messages(const struct verdict *verdict)
{
	return verdict->trial->kind == TRIAL_CALL &&
	    verdict->scene->calls.items[verdict->trial->at].file == 2;
}

static void
judge_as_usual(struct verdict *verdict)
{
	const struct scene *scene = verdict->scene;

	verdict->tally->as_usual++;
	if (strcmp(verdict->text, scene->usual_text) != 0)
		wrong(verdict, "as usual, but standard output is another");
	if (scene->out != NULL && tree_digest(scene->out) != scene->usual_out)
		wrong(verdict, "as usual, but the output is another");
	if (!is_about_messages(verdict) && strcmp(verdict->messages, scene->usual_messages) != 0)
		wrong(verdict, "as usual, but the messages are others");
}

/* Whether the message names the file of the call, or a folder that it is in. */
static bool
names_the_file(const struct verdict *verdict)
{
	const struct call *call = &verdict->scene->calls.items[verdict->trial->at];
	const char *base = strrchr(call->path, '/');
	const char *new = said(verdict);
	char folder[sizeof call->path];
	char *end;

	base = base == NULL ? call->path : base + 1;
	if (call->path[0] == '\0' || strstr(new, base) != NULL)
		return true;
	snprintf(folder, sizeof folder, "%s", call->path);
	while ((end = strrchr(folder, '/')) != NULL && end > folder) {
		*end = '\0';
		if (strstr(new, folder) != NULL)
			return true;
	}
	return verdict->scene->out != NULL && strstr(folder, verdict->scene->out) != NULL &&
	    strstr(new, verdict->scene->out) != NULL;
}

static void
judge_refused(struct verdict *verdict)
{
	const struct scene *scene = verdict->scene;
	const struct trial *trial = verdict->trial;
	int code = WEXITSTATUS(verdict->status);
	uint64_t out = scene->out == NULL ? 0 : tree_digest(scene->out);
	const char *new = said(verdict);

	if (code == 70)
		verdict->tally->no_memory++;
	else
		verdict->tally->refused++;
	if (code == CODE_SANITIZER)
		wrong(verdict, "a sanitizer has found something");
	else if (code != 2 && code != 70)
		wrong(verdict, "neither 2 nor 70");
	else if (*new == '\0' && !is_about_messages(verdict))
		wrong(verdict, "no message");
	if (trial->kind == TRIAL_CALL &&
	    (trial->mishap == MISHAP_SIGNAL || trial->mishap == MISHAP_SHORT))
		wrong(verdict, "is not carried on");
	if (trial->kind == TRIAL_CALL && code == 70)
		wrong(verdict, "is not our fault");
	if (trial->kind == TRIAL_CALL && trial->mishap != MISHAP_GONE && !names_the_file(verdict))
		wrong(verdict, "the message does not name the file");
	if (trial->kind == TRIAL_MEMORY && strstr(new, "memory") == NULL)
		wrong(verdict, "the message does not speak of memory");
	if (out != scene->before_out && out != scene->usual_out &&
	    !(out == 0 && trial->mishap == MISHAP_GONE &&
	    tree_digest(beside_out(scene, ".before")) == scene->before_out))
		wrong(verdict, "the output is half-written");
	if (scene->out != NULL && out == scene->usual_out && out != scene->before_out &&
	    strstr(new, "nothing was written") != NULL)
		wrong(verdict, "says that nothing was written, but it was");
	if (!scene->piped && verdict->text[0] != '\0' && trial->mishap != MISHAP_GONE &&
	    strcmp(verdict->text, scene->usual_text) != 0)
		wrong(verdict, "half an answer on standard output");
}

static void
judge_killed(struct verdict *verdict)
{
	const struct scene *scene = verdict->scene;
	uint64_t out = scene->out == NULL ? 0 : tree_digest(scene->out);

	verdict->tally->killed++;
	if (out == scene->usual_out || out == scene->before_out)
		return;
	if (out != 0 || tree_digest(beside_out(scene, ".before")) != scene->before_out)
		wrong(verdict, "the output is half-written");
}

static bool
is_told_of(const struct scene *scene, int status)
{
	struct stat kind;
	char *messages;
	bool told;

	if (stat(scene->out, &kind) == 0 && S_ISDIR(kind.st_mode))
		return false;
	messages = tree_read(in_work(scene, "stderr"));
	told = WIFEXITED(status) && WEXITSTATUS(status) == 2 &&
	    strstr(messages, "delete it when it is left from a run that was cut off") != NULL;
	free(messages);
	return told;
}

/* Nothing else may stand beside the output; and the next run clears what does and succeeds. */
static void
judge_left_overs(struct verdict *verdict)
{
	const struct trial plain = { .kind = TRIAL_PLAIN };
	struct scene *scene = (struct scene *)(uintptr_t)verdict->scene;
	char folder[4096], writing[4096], before[4096];
	const char *base, *allowed[] = { NULL, writing, before }, *strange;
	bool left;
	int status;

	if (scene->out == NULL)
		return;
	snprintf(folder, sizeof folder, "%s", scene->out);
	base = strrchr(scene->out, '/') + 1;
	folder[base - scene->out - 1] = '\0';
	snprintf(writing, sizeof writing, "%s.writing", base);
	snprintf(before, sizeof before, "%s.before", base);
	allowed[0] = base;
	strange = tree_stranger(folder, allowed, 3);
	if (strange != NULL)
		wrong(verdict, strange);
	left = tree_stranger(folder, allowed, 1) != NULL;
	if (!left && !WIFSIGNALED(verdict->status))
		return;
	if (left)
		verdict->tally->put_back++;
	status = perform(scene, &plain, false);
	/* What is left beside a single file might be anybody's: the next run says so. */
	if (is_told_of(scene, status))
		return;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != scene->usual_code)
		wrong(verdict, "the next run fails");
	else if (tree_digest(scene->out) != scene->usual_out)
		wrong(verdict, "the next run writes something else");
	else if (tree_stranger(folder, allowed, 1) != NULL)
		wrong(verdict, "the next run does not clear what was left");
}

void
scene_try(struct scene *scene, const struct trial *trial, struct tally *tally)
{
	struct verdict verdict = { .scene = scene, .trial = trial, .tally = tally };

	lay_out(scene);
	tally->trials++;
	verdict.status = perform(scene, trial, false);
	verdict.text = tree_read(in_work(scene, "stdout"));
	verdict.messages = tree_read(in_work(scene, "stderr"));
	if (scene->verbose) {
		fprintf(report, "  ");
		describe(&verdict);
		fprintf(report, "\n    | %.300s\n", said(&verdict));
	}
	if (WIFSIGNALED(verdict.status) && WTERMSIG(verdict.status) == SIGKILL &&
	    (trial->kind == TRIAL_TIME || trial->mishap == MISHAP_KILL))
		judge_killed(&verdict);
	else if (WIFSIGNALED(verdict.status))
		wrong(&verdict, "crashes");
	else if (WEXITSTATUS(verdict.status) == scene->usual_code)
		judge_as_usual(&verdict);
	else
		judge_refused(&verdict);
	judge_left_overs(&verdict);
	free(verdict.text);
	free(verdict.messages);
}
