/*
 * record: run.json, the record of a run: enough to repeat it and compare. No clock, user or path;
 * fixed order of keys; outputs sorted by name. Dates as 2022-05-31, values as in CSV. `schema`
 * changes when the meaning of a key does.
 *
 *     {
 *       "schema": 1,
 *       "tool": { "name": "writ", "version": "0.1" },
 *       "policy": { "name", "title", "version", "owner", "file", "sha256", "in_force_from",
 *                   "in_force_to", "due_for_review",
 *                   "beside": [ { "name", "role": "wording", "sha256" } ] },
 *       "run_date": "2022-05-31", "run_date_given": true,
 *       "options": { "set": [ "waiting_limit=30 days" ], "with": [ "scheme.writ" ],
 *                    "encoding": null, "excel": false, "no_key_check": false,
 *                    "log": "by size" },
 *       "settings": [ { "name", "origin": "policy",
 *                       "values": [ { "from": null, "is": ["40 days"],
 *                                     "cites": [ { "source", "clause" } ] } ] } ],
 *       "variations": [ { "name", "from", "to", "touches_this_run",
 *                         "sets": [ { "setting", "because", "counts_on_run_date",
 *                                     "rows_judged": [ { "table", "rows" } ] } ] } ],
 *       "calendars": [ { "name", "source", "first_day", "last_day" } ],
 *       "inputs": [ { "table", "file", "sha256", "bytes", "lines", "read", "used", "refused",
 *                     "repeated", "dated_later", "encoding", "delimiter", "header_line",
 *                     "rows_above_header", "columns_not_read": [ ] } ],
 *       "groups": [ { "table", "of", "rows", "source_rows", "belong", "left_out", "no_such_row",
 *                     "key_blank", "key_unknown" } ],
 *       "decisions": [ { "table", "column", "rows", "outcomes": [ { "outcome", "rows" } ],
 *                        "nothing", "undecided", "disagree" } ],
 *       "letters": { "due", "written", "held_back", "undecided", "may_be_due",
 *                    "register_rows_refused", "register_rows_for_nobody",
 *                    "of": [ { "letter", "due", "written", "held_back", "undecided", "sent",
 *                              "lapsed", "not_due" } ] },
 *       "reports": [ { "name", "title", "rows", "notes": [ ] } ],
 *       "problems": { "cells_refused", "rows_refused", "rows_repeated", "columns_refused",
 *                     "not_worked_out", "letters_held_back", "notes" },
 *       "needs_a_person": 3, "formula_cells_neutralised": 0,
 *       "log": { "written", "why_not" } or { "written", "name", "lines", "sha256" },
 *       "outputs": [ { "name", "bytes", "sha256" } ]
 *     }
 *
 * "variations" stands there only when the run has any. Of a group, source_rows = belong + left_out
 * + no_such_row + key_blank + key_unknown.
 * "beside" are the files that are part of the policy: the wordings of its letters, as the policy
 * names them, and variations given with --with. "letters" is null for a policy without letters; due
 * = written + held back.
 */
#ifndef INTERP_RECORD_H
#define INTERP_RECORD_H

#include "interp/buffer.h"
#include "interp/summary.h"

void record_json(struct buffer *out, const struct run_summary *summary);

#endif
