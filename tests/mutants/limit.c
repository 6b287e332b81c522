/*
 * limit: a command within bounds, since a changed program may loop, fill the memory or wait
 * forever.
 *
 *     limit SECONDS MEGABYTES FILE COMMAND...
 *
 * It is ended after so much time of a processor in any process of it, or fifteen seconds beyond
 * five times that by the clock; it gets no more memory than that (0: what there is). The
 * milliseconds it took are written into FILE ("-": nowhere).
 *
 * The exit code is the command's; 124 where it was ended.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t late;

static void
be_late(int signal_number)
{
	(void)signal_number;
	late = 1;
}

static void
bound(int what, rlim_t most)
{
	struct rlimit limit = { most, most };

	setrlimit(what, &limit);
}

int
main(int count, char **words)
{
	unsigned seconds = count > 4 ? (unsigned)strtoul(words[1], NULL, 10) : 0;
	unsigned long megabytes = count > 4 ? strtoul(words[2], NULL, 10) : 0;
	struct sigaction action = { .sa_handler = be_late };
	struct timespec begun, ended;
	int status = 0;
	pid_t child;

	if (seconds == 0) {
		fputs("usage: limit SECONDS MEGABYTES FILE COMMAND...\n", stderr);
		return 2;
	}
	clock_gettime(CLOCK_MONOTONIC, &begun);
	child = fork();
	if (child < 0)
		return 2;
	if (child == 0) {
		setpgid(0, 0);
		bound(RLIMIT_CPU, seconds);
		bound(RLIMIT_CORE, 0);
		bound(RLIMIT_FSIZE, (rlim_t)1 << 30);
		if (megabytes > 0)
			bound(RLIMIT_AS, (rlim_t)megabytes << 20);
		execvp(words[4], words + 4);
		_exit(127);
	}
	setpgid(child, child);
	sigaction(SIGALRM, &action, NULL);
	alarm(15 + 5 * seconds);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR && !late)
		;
	kill(-child, SIGKILL);
	if (late)
		waitpid(child, &status, 0);
	clock_gettime(CLOCK_MONOTONIC, &ended);
	if (strcmp(words[3], "-") != 0) {
		FILE *file = fopen(words[3], "w");

		if (file == NULL)
			return 2;
		fprintf(file, "%ld\n", (long)(ended.tv_sec - begun.tv_sec) * 1000
		    + (ended.tv_nsec - begun.tv_nsec) / 1000000);
		fclose(file);
	}
	if (late || !WIFEXITED(status))
		return 124;
	return WEXITSTATUS(status);
}
