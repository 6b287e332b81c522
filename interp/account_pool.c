/* account_pool: the ranking around its cut: who is in, who is just out, who is tied. */
#include <stdlib.h>
#include <string.h>

#include "interp/account.h"
#include "interp/workspace.h"

enum { POOLS_MAX = 4, OUT_TOLD = 3, IN_TOLD = 12 };

struct member {
	uint32_t row;
	struct value figure;
	bool in, maybe;
	const char *key;
	bool highest;
};

static int
by_figure(const void *a, const void *b)
{
	const struct member *left = a, *right = b;
	int order;

	if ((left->figure.state == GIVEN) != (right->figure.state == GIVEN))
		return left->figure.state == GIVEN ? -1 : 1;
	order = left->figure.state == GIVEN ? exact_compare(&left->figure, &right->figure) : 0;
	if (order != 0)
		return left->highest ? -order : order;
	return strcmp(left->key, right->key);
}

static bool
same_pool(const struct workspace *workspace, const struct rank *rank, uint32_t a, uint32_t b)
{
	for (uint32_t i = 0; i < rank->each_count; i++) {
		struct value left, right;

		if (!workspace_value(workspace, rank->each[i], a, &left) ||
		    !workspace_value(workspace, rank->each[i], b, &right))
			return false;
		if (left.type.labels != NULL ? left.labels != right.labels :
			left.state != right.state ||
			    (left.state == GIVEN && exact_compare(&left, &right) != 0))
			return false;
	}
	return true;
}

/* Yes, no, or neither of a condition in a row of a batch. */
static bool
may_be(const struct batch *batch, uint32_t at, const struct expr *condition, bool *sure)
{
	const struct vec *vec;

	*sure = true;
	if (condition == NULL)
		return true;
	if (plan_slot_expr(batch->plan, condition) == SLOT_NONE) {
		*sure = false;
		return true;
	}
	vec = batch_expr(batch, condition);
	*sure = RAIL_GET(vec->yes, at);
	return !RAIL_GET(vec->no, at);
}

static uint32_t
members_of(struct member *members, struct arena *arena, const struct facts *facts,
    const struct fact_rank *asked)
{
	const struct workspace *workspace = facts->workspace;
	const struct rank *rank = asked->expr->rank;
	uint32_t rows = workspace_row_count(workspace, asked->table), count = 0;

	for (uint32_t row = 0; row < rows; row++) {
		const struct batch *there;
		uint32_t at;
		bool sure;

		if (!same_pool(workspace, rank, row, asked->row))
			continue;
		there = workspace_peek(workspace, asked->table, row, 0, &at);
		if (!may_be(there, at, rank->where, &sure))
			continue;
		members[count] = (struct member){ .row = row,
			.figure = vec_value(batch_column(there, rank->by), at),
			.key = account_key(arena, workspace, asked->table, row),
			.highest = rank->highest };
		if (plan_slot_expr(there->plan, asked->expr) != SLOT_NONE) {
			const struct vec *vec = batch_expr(there, asked->expr);

			members[count].in = RAIL_GET(vec->yes, at);
			members[count].maybe = !members[count].in && !RAIL_GET(vec->no, at);
		}
		if (members[count].figure.state == GIVEN || members[count].maybe ||
		    row == asked->row)
			count++;
	}
	return count;
}

static const char *
title_of(struct arena *arena, const struct facts *facts, const struct fact_rank *asked,
    uint32_t count)
{
	const struct rank *rank = asked->expr->rank;
	uint32_t at;
	const struct batch *ours =
	    workspace_peek(facts->workspace, asked->table, asked->row, 0, &at);
	struct buffer out = BUFFER_INIT;

	buffer_printf(&out, "Among the %s ", rank->highest ? "highest" : "lowest");
	if (plan_slot_expr(ours->plan, rank->places) != SLOT_NONE) {
		struct value places = vec_value(batch_expr(ours, rank->places), at);

		buffer_value(&out, &places, SPELL_READER);
		buffer_char(&out, ' ');
	}
	buffer_printf(&out, "by %s, ties %s", rank->by->name,
	    rank->ties_excluded ? "excluded" : "included");
	for (uint32_t i = 0; i < rank->each_count; i++) {
		struct value value;

		buffer_text(&out, i == 0 ? ", in " : " and ");
		if (workspace_value(facts->workspace, rank->each[i], asked->row, &value))
			buffer_value(&out, &value, SPELL_READER);
	}
	buffer_printf(&out, ": %u take part", (unsigned)count);
	return account_keep(arena, &out);
}

static void
make_pool(struct account_pool *pool, struct arena *arena, const struct facts *facts,
    const struct fact_rank *asked)
{
	struct member *members = arena_array(arena, struct member,
	    workspace_row_count(facts->workspace, asked->table) + 1);
	uint32_t count = members_of(members, arena, facts, asked), in = 0, outs = 0;
	struct account_place *places = arena_array(arena, struct account_place, count + 1);
	const struct value *last = NULL;

	qsort(members, count, sizeof(*members), by_figure);
	for (uint32_t i = 0; i < count; i++)
		if (members[i].in) {
			in++;
			last = &members[i].figure;
		}
	pool->title = title_of(arena, facts, asked, count);
	pool->by = asked->expr->rank->by->name;
	for (uint32_t i = 0, seen = 0; i < count; i++) {
		struct account_place *place = &places[pool->count];
		struct buffer text = BUFFER_INIT;
		bool ours = members[i].row == asked->row;

		seen += members[i].in;
		if (members[i].in && !ours && seen + IN_TOLD <= in) {
			pool->left_out_above++;
			continue;
		}
		outs += !members[i].in;
		if (!members[i].in && !ours && outs > OUT_TOLD) {
			pool->left_out_below++;
			continue;
		}
		place->place = members[i].figure.state == GIVEN ? i + 1 : 0;
		for (uint32_t k = i; place->place > 0 && k > 0 &&
		     exact_compare(&members[k - 1].figure, &members[i].figure) == 0; k--)
			place->place = k;
		place->key = members[i].key;
		place->in = members[i].in;
		place->ours = ours;
		place->tied = last != NULL && members[i].figure.state == GIVEN &&
		    exact_compare(last, &members[i].figure) == 0;
		if (members[i].figure.state == GIVEN)
			buffer_value(&text, &members[i].figure, SPELL_READER);
		else
			buffer_text(&text, members[i].figure.state == NOTHING ? "nothing" :
			                                                        "not known");
		place->figure = account_keep(arena, &text);
		pool->count++;
	}
	/* One figure alone at the cut is no tie. */
	for (uint32_t i = 0, tied = 0; i < 2 * pool->count; i++) {
		if (i < pool->count)
			tied += places[i].tied;
		else if (tied < 2)
			places[i - pool->count].tied = false;
	}
	pool->places = places;
}

void
account_pools(struct account_row *made, struct arena *arena, const struct facts *facts)
{
	struct account_pool *pools = arena_array(arena, struct account_pool, POOLS_MAX);

	for (uint32_t i = 0; i < facts->rank_count && made->pool_count < POOLS_MAX; i++)
		make_pool(&pools[made->pool_count++], arena, facts, &facts->ranks[i]);
	made->pools = pools;
}
