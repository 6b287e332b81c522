/* faults: see faults.h.
 *
 *   faults MODE [--out FOLDER [--before FOLDER]] [--pipe] [--sample COUNT] [--seed NUMBER]
 *       [--once] [--verbose] --work FOLDER -- WORD...
 *
 * MODE is `memory` (every allocation, once and for good), `calls` (every call to the system, every
 * mishap that can befall it), `kill` (before every call) or `moments` (at COUNT random moments).
 * With --once only the first allocation of each place that allocates, and of each call to the
 * system the first about each file. With --sample the trials are cut into COUNT equal stretches,
 * and one is drawn from each. */
#include "tests/faults/faults.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

FILE *report;

struct plan {
	const char *mode;
	uint64_t sample, seed;
	bool once;
	struct trial *trials;
	size_t count, capacity;
};

/* SplitMix64. */
static uint64_t
next_random(uint64_t *state)
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

_Noreturn static void
usage(const char *what)
{
	fprintf(stderr, "faults: %s; see tests/faults/faults.c\n", what);
	exit(2);
}

static uint64_t
figure(const char *word)
{
	char *end;
	unsigned long long value;

	errno = 0;
	value = strtoull(word, &end, 10);
	if (errno != 0 || end == word || *end != '\0')
		usage("a number is needed");
	return value;
}

static void
plan_add(struct plan *plan, struct trial trial)
{
	if (plan->count == plan->capacity) {
		plan->capacity = plan->capacity * 2 + 1024;
		plan->trials = realloc(plan->trials, plan->capacity * sizeof(*plan->trials));
		if (plan->trials == NULL)
			give_up("the list of trials");
	}
	plan->trials[plan->count++] = trial;
}

static void
plan_memory(struct plan *plan, const struct scene *scene)
{
	const volatile struct memory_seen *seen = scene->allocations;
	uint64_t last = plan->once ? seen->site_count : seen->count;

	for (uint64_t i = 0; i < last; i++) {
		struct trial trial = { .kind = TRIAL_MEMORY, .at = i + 1 };

		if (plan->once)
			trial.at = seen->sites[i].first;
		plan_add(plan, trial);
		trial.for_good = true;
		plan_add(plan, trial);
	}
}

static bool
was_there(const struct scene *scene, uint64_t at)
{
	const struct call *calls = scene->calls.items;

	for (uint64_t i = 0; i < at; i++)
		if (calls[i].number == calls[at].number &&
		    strcmp(calls[i].path, calls[at].path) == 0)
			return true;
	return false;
}

static void
plan_calls(struct plan *plan, const struct scene *scene, enum mishap first, enum mishap last)
{
	for (uint64_t i = 0; i < scene->calls.count; i++) {
		if (plan->once && was_there(scene, i))
			continue;
		for (enum mishap m = first; m <= last; m++)
			if (trace_fits(&scene->calls.items[i], m))
				plan_add(plan,
				    (struct trial){ .kind = TRIAL_CALL, .at = i, .mishap = m });
	}
}

static uint64_t
now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* Over the time that a run takes, and a little more. */
static void
plan_moments(struct plan *plan, struct scene *scene)
{
	const struct trial plain = { .kind = TRIAL_PLAIN };
	struct tally ignored = { 0 };
	uint64_t begun = now_us(), length;

	for (int i = 0; i < 3; i++)
		scene_try(scene, &plain, &ignored);
	length = (now_us() - begun) / 3;
	for (uint64_t i = 0; i < plan->sample; i++)
		plan_add(plan, (struct trial){ .kind = TRIAL_TIME,
		    .at = next_random(&plan->seed) % (length + 1) });
}

static void
plan_thin(struct plan *plan)
{
	size_t kept = 0;

	if (plan->sample == 0 || plan->sample >= plan->count)
		return;
	for (uint64_t i = 0; i < plan->sample; i++) {
		uint64_t from = i * plan->count / plan->sample;
		uint64_t to = (i + 1) * plan->count / plan->sample;

		plan->trials[kept++] = plan->trials[from + next_random(&plan->seed) % (to - from)];
	}
	plan->count = kept;
}

static void
read_words(struct plan *plan, struct scene *scene, int count, char **words)
{
	int at = 2;

	if (count < 3)
		usage("what is to go wrong?");
	plan->mode = words[1];
	for (; at < count && strcmp(words[at], "--") != 0; at++) {
		const char *word = words[at];

		if (strcmp(word, "--pipe") == 0)
			scene->piped = true;
		else if (strcmp(word, "--once") == 0)
			plan->once = true;
		else if (strcmp(word, "--verbose") == 0)
			scene->verbose = true;
		else if (at + 1 == count)
			usage(word);
		else if (strcmp(word, "--out") == 0)
			scene->out = words[++at];
		else if (strcmp(word, "--before") == 0)
			scene->before = words[++at];
		else if (strcmp(word, "--work") == 0)
			scene->work = words[++at];
		else if (strcmp(word, "--sample") == 0)
			plan->sample = figure(words[++at]);
		else if (strcmp(word, "--seed") == 0)
			plan->seed = figure(words[++at]);
		else
			usage(word);
	}
	if (at == count || scene->work == NULL)
		usage("the words of the program, and a folder to work in, are needed");
	if (scene->out != NULL && strchr(scene->out, '/') == NULL)
		usage("--out is to be alone in a folder");
	words[at] = words[0];
	scene->words = words + at;
	scene->count = count - at;
}

int
main(int count, char **words)
{
	static const char program[] = "writ";
	struct scene scene = { 0 };
	struct plan plan = { .seed = 1 };
	struct tally tally = { 0 };
	uint64_t seed;

	read_words(&plan, &scene, count, words);
	scene.words[0] = (char *)(uintptr_t)program;
	seed = plan.seed;
	report = fdopen(dup(1), "w");
	if (report == NULL)
		give_up("standard output");
	scene_rehearse(&scene, strcmp(plan.mode, "calls") == 0 || strcmp(plan.mode, "kill") == 0);
	if (strcmp(plan.mode, "memory") == 0)
		plan_memory(&plan, &scene);
	else if (strcmp(plan.mode, "calls") == 0)
		plan_calls(&plan, &scene, MISHAP_IO, MISHAP_GONE);
	else if (strcmp(plan.mode, "kill") == 0)
		plan_calls(&plan, &scene, MISHAP_KILL, MISHAP_KILL);
	else if (strcmp(plan.mode, "moments") == 0)
		plan_moments(&plan, &scene);
	else
		usage("no such mode");
	fprintf(report, "%s: %zu trials%s", plan.mode, plan.count,
	    strcmp(plan.mode, "moments") == 0 ? "" : " in all");
	plan_thin(&plan);
	fprintf(report, ", %zu made, seed %llu:", plan.count, (unsigned long long)seed);
	for (int i = 1; i < scene.count; i++)
		fprintf(report, " %s", scene.words[i]);
	fprintf(report, "\n");
	if (plan.count == 0)
		usage("there is nothing to try");
	for (size_t i = 0; i < plan.count; i++)
		scene_try(&scene, &plan.trials[i], &tally);
	fprintf(report,
	    "  %lu as usual, %lu refused with 2, %lu with 70, %lu killed; %lu left something for "
	    "the "
	    "next run to clear; %lu wrong\n",
	    tally.as_usual, tally.refused, tally.no_memory, tally.killed, tally.put_back,
	    tally.wrong);
	fclose(report);
	return tally.wrong == 0 ? 0 : 1;
}
