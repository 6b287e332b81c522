/*
 * declog: decisions.jsonl, the decision log of a run: a line of JSON for each decision (every
 * decide, bands, deadline and letter of every row of every table), in the order of the tables, of
 * their rows, and of the columns in the policy. Keys stand in the order shown; no clock, user or
 * folder is in it. Written as rows go by; nothing is held.
 *
 *     {"sequence":1,"previous":"9f86…","table":"case","row":"PC-026","file":"cases.csv","line":27,
 *      "decision":"route","outcome":"May_escalate","state":"decided","rule":3,"policy_line":112,
 *      "clauses":[{"source":"guide","clause":"Over 40 days"}],
 *      "comparisons":[{"of":"route","line":3,"left":{"is":"waiting_time","value":"41 days"},
 *                      "compare":"more than","right":{"is":"waiting_limit","value":"40 days"},
 *                      "answer":"yes"}],
 *      "values":[{"name":"waiting_time","is":"days from first_raised to run_date",
 *                 "value":"41 days"}],
 *      "decisions":[{"decision":"status","outcome":"Red"}],
 *      "settings":[{"name":"waiting_limit","is":["40 days"],"from":null,"origin":"policy"}],
 *      "cells":[{"table":"case","file":"cases.csv","line":27,"column":"first_raised",
 *                "heading":"First raised","text":"20/04/2022"}],
 *      "needs":""}
 *
 * `previous` is the SHA-256 of the line before, without its line break; of the first line the
 * digest of the policy. `rule` is the line of the decide, or the band, from 1, or "otherwise", or
 * null. What is not known has "unknown":true for its value, and "possible" where some labels are
 * ruled out; what may not be recorded has "not_recorded":true. `row` is the key as explain takes
 * it.
 */
#ifndef INTERP_DECLOG_H
#define INTERP_DECLOG_H

#include "interp/batch.h"
#include "interp/cellbook.h"
#include "interp/outfile.h"
#include "interp/sha256.h"

#define DECLOG_NAME "decisions.jsonl"

/* A log nobody asked for is written as long as the inputs together are no longer than this: a log
 * is some forty times as long. */
enum { DECLOG_BYTES = 4000000 };

struct declog;
struct json;

struct declog_request {
	const struct program *program;
	const char *const *paths;		/* of the files, by table->index */
	struct cellbook *const *cells;		/* likewise */
	const char *policy_digest;
};

/* `out` is open and belongs to the caller. */
struct declog *declog_make(const struct declog_request *request, struct out_file *out);
void declog_free(struct declog *log);

/* The rows of a table begin; and begin again, when its file is read from the start. */
void declog_table(struct declog *log);
void declog_restart(struct declog *log);
bool declog_batch(struct declog *log, const struct batch *batch, struct fault *fault);

uint64_t declog_lines(const struct declog *log);

/* The SHA-256 of a line, as the next one names it; without its line break. `digest` is one that
 * sha256_prepare() made ready. */
void declog_link(struct sha256 *digest, char out[65], const char *line, size_t length);

/* The clauses of something under a key, for run.json too: an array of {"source":…,"clause":…}. */
void declog_cites(struct json *json, const char *key, const struct provenance *provenance);

#endif
