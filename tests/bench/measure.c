/*
 * measure [-n RUNS] [-b SECONDS] [-l SECONDS] [-i FILE] [-o FILE] [-e FILE] COMMAND [WORD...]
 *
 * Runs COMMAND up to RUNS times and prints one line, times in microseconds:
 *
 *     runs  median  mean  cpu-of-the-median-run  peak-memory-in-KiB  ok|limit|failed
 *
 *   -n  how often, at most 1000 (1)
 *   -b  no further run once those done took this long together (no bound)
 *   -l  a run that takes longer is ended, with all it started, and is the last: `limit`
 *   -i  what it reads (nothing); a pipe with a name is read once, so for one run only
 *   -o  where its output goes, emptied before each run (nowhere)
 *   -e  where its messages go (nowhere)
 *
 * Time is that of the clock on the wall, from just before the start to the end. Peak memory is
 * what was resident, the largest of all runs, and of the largest process where a command starts
 * several. The exit code is 0 whatever became of the command, 2 when measure itself could not
 * work.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MAX 1000

struct run {
	int64_t wall;
	int64_t cpu;
};

struct options {
	long runs;
	long budget;
	long limit;
	const char *input;
	const char *output;
	const char *messages;
};

/* A signal handler has no other way to learn whom to end, or to say that it did. */
static volatile sig_atomic_t child;
static volatile sig_atomic_t over_limit;

static void
die(const char *what)
{
	fprintf(stderr, "measure: ");
	perror(what);
	exit(2);
}

static void
on_alarm(int signal_number)
{
	(void)signal_number;
	over_limit = 1;
	kill(-(pid_t)child, SIGKILL);
}

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t
cpu_so_far(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return ((int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
	       usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static void
redirect(const char *path, int descriptor)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (file < 0 || dup2(file, descriptor) < 0)
		_exit(127);
	close(file);
}

static void
run_command(const struct options *o, char **command)
{
	int input;

	/* A group of its own, so that a run over its limit can be ended with all it started. */
	setpgid(0, 0);
	input = open(o->input, O_RDONLY);
	if (input < 0 || dup2(input, STDIN_FILENO) < 0)
		_exit(127);
	close(input);
	redirect(o->output, STDOUT_FILENO);
	redirect(o->messages, STDERR_FILENO);
	execvp(command[0], command);
	_exit(127);
}

/* One run; returns what waitpid() said of it. */
static int
run_once(const struct options *o, char **command, struct run *run)
{
	int64_t cpu = cpu_so_far();
	int64_t start = now();
	int status;
	pid_t pid = fork();

	if (pid < 0)
		die("cannot start a process");
	if (pid == 0)
		run_command(o, command);
	setpgid(pid, pid);
	child = (sig_atomic_t)pid;
	if (o->limit > 0)
		alarm((unsigned)o->limit);
	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			die("cannot wait for the command");
	}
	run->wall = now() - start;
	alarm(0);
	run->cpu = cpu_so_far() - cpu;
	return status;
}

static int
by_wall(const void *left, const void *right)
{
	const struct run *a = left;
	const struct run *b = right;

	return (a->wall > b->wall) - (a->wall < b->wall);
}

static long
count_or_usage(const char *text)
{
	char *end;
	long value = strtol(text, &end, 10);

	if (*text == '\0' || *end != '\0' || value < 1 || value > 1000000) {
		fprintf(stderr, "measure: '%s' is not a count\n", text);
		exit(2);
	}
	return value;
}

static void
read_options(struct options *o, int argc, char **argv)
{
	int letter;

	while ((letter = getopt(argc, argv, "+n:b:l:i:o:e:")) != -1) {
		if (letter == 'n')
			o->runs = count_or_usage(optarg);
		else if (letter == 'b')
			o->budget = count_or_usage(optarg);
		else if (letter == 'l')
			o->limit = count_or_usage(optarg);
		else if (letter == 'i')
			o->input = optarg;
		else if (letter == 'o')
			o->output = optarg;
		else if (letter == 'e')
			o->messages = optarg;
		else
			exit(2);
	}
	if (optind == argc || o->runs > RUNS_MAX) {
		fprintf(stderr, "usage: measure [-n RUNS] [-b SECONDS] [-l SECONDS] [-i FILE] "
				"[-o FILE] [-e FILE] COMMAND [WORD...]\n");
		exit(2);
	}
}

int
main(int argc, char **argv)
{
	static struct run runs[RUNS_MAX];
	struct options o = { .runs = 1, .input = "/dev/null", .output = "/dev/null",
			     .messages = "/dev/null" };
	struct sigaction action = { .sa_handler = on_alarm };
	struct rusage usage;
	const char *result = "ok";
	int64_t total = 0;
	long done = 0;

	read_options(&o, argc, argv);
	sigaction(SIGALRM, &action, NULL);
	while (done < o.runs) {
		int status = run_once(&o, argv + optind, &runs[done]);

		total += runs[done++].wall;
		if (over_limit)
			result = "limit";
		else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			result = "failed";
		if (*result != 'o' || (o.budget > 0 && total > (int64_t)o.budget * 1000000))
			break;
	}
	qsort(runs, (size_t)done, sizeof(runs[0]), by_wall);
	getrusage(RUSAGE_CHILDREN, &usage);
	printf("%ld %lld %lld %lld %ld %s\n", done, (long long)runs[done / 2].wall,
	       (long long)(total / done), (long long)runs[done / 2].cpu, usage.ru_maxrss, result);
	return EXIT_SUCCESS;
}
