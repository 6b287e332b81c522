/* account_pool: the ranking around its cut: who is in, who is just out, who is tied. */
#include <stdlib.h>
#include <string.h>

#include "interp/account.h"
#include "interp/workspace.h"

enum { POOLS_MAX = 8, OUT_TOLD = 3, IN_TOLD = 12 };

struct member {
	uint32_t row;
	struct value figure;
	bool in, maybe;
	bool doubtful, unsure;	/* it may not be there; it may not take part */
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

bool
account_same_pool(const struct workspace *workspace, const struct rank *rank, uint32_t a,
    uint32_t b)
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

		if (!account_same_pool(workspace, rank, row, asked->row))
			continue;
		there = workspace_peek(workspace, asked->table, row, 0, &at);
		if (!may_be(there, at, rank->where, &sure))
			continue;
		members[count] = (struct member){ .row = row,
			.figure = vec_value(batch_column(there, rank->by), at),
			.key = account_key(arena, workspace, asked->table, row),
			.doubtful = workspace_is_doubtful(workspace, asked->table, row),
			.unsure = !sure,
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

/* How many of them are in for it: those without a figure take no place. */
struct turnout {
	uint32_t sure, doubtful, unsure, without;
};

static struct turnout
turnout_of(const struct member *members, uint32_t count)
{
	struct turnout of = { 0 };

	for (uint32_t i = 0; i < count; i++) {
		if (members[i].figure.state == NOTHING)
			of.without++;
		else if (members[i].doubtful)
			of.doubtful++;
		else if (members[i].unsure)
			of.unsure++;
		else
			of.sure++;
	}
	return of;
}

static const char *
title_of(struct arena *arena, const struct facts *facts, const struct fact_rank *asked,
    const struct turnout *of)
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
	buffer_printf(
	    &out, ": %u take%s part", (unsigned)of->sure, of->sure == 1 ? "s" : "");
	if (of->doubtful > 0)
		buffer_printf(&out, ", %u may not be there", (unsigned)of->doubtful);
	if (of->unsure > 0)
		buffer_printf(&out, ", %u may not take part", (unsigned)of->unsure);
	if (of->without > 0)
		buffer_printf(&out, ", %u %s no %s and take%s no place", (unsigned)of->without,
		    of->without == 1 ? "has" : "have", rank->by->name,
		    of->without == 1 ? "s" : "");
	return account_keep(arena, &out);
}

/* Ties share a place, and those who have no figure have none. */
static uint32_t
place_of(const struct member *members, uint32_t i)
{
	uint32_t place = i + 1;

	if (members[i].figure.state != GIVEN)
		return 0;
	for (; i > 0 && exact_compare(&members[i - 1].figure, &members[i].figure) == 0; i--)
		place = i;
	return place;
}

static const char *
figure_of(struct arena *arena, const struct member *member)
{
	struct buffer text = BUFFER_INIT;

	if (member->figure.state == GIVEN)
		buffer_value(&text, &member->figure, SPELL_READER);
	else
		buffer_text(&text, member->figure.state == NOTHING ? "nothing" : "not known");
	return account_keep(arena, &text);
}

/* One figure alone at the cut is no tie. */
static void
mark_ties(struct account_place *places, uint32_t count)
{
	uint32_t tied = 0;

	for (uint32_t i = 0; i < count; i++)
		tied += places[i].tied;
	for (uint32_t i = 0; tied < 2 && i < count; i++)
		places[i].tied = false;
}

static void
make_pool(struct account_pool *pool, struct arena *arena, const struct facts *facts,
    const struct fact_rank *asked)
{
	struct member *members = arena_array(arena, struct member,
	    workspace_row_count(facts->workspace, asked->table) + 1);
	uint32_t count = members_of(members, arena, facts, asked), in = 0, outs = 0, skipped = 0;
	struct turnout turnout = turnout_of(members, count);
	struct account_place *places = arena_array(arena, struct account_place, count + 1);
	const struct value *last = NULL;

	qsort(members, count, sizeof(*members), by_figure);
	for (uint32_t i = 0; i < count; i++) {
		if (members[i].in) {
			in++;
			last = &members[i].figure;
		}
	}
	pool->title = title_of(arena, facts, asked, &turnout);
	pool->by = asked->expr->rank->by->name;
	for (uint32_t i = 0, seen = 0; i < count; i++) {
		const struct member *member = &members[i];
		bool ours = member->row == asked->row;

		seen += member->in;
		outs += !member->in;
		if (!ours && (member->in ? seen + IN_TOLD <= in : outs > OUT_TOLD)) {
			skipped += member->figure.state != NOTHING;
			continue;
		}
		places[pool->count++] = (struct account_place){ .key = member->key,
			.figure = figure_of(arena, member),
			.place = place_of(members, i),
			.skipped = skipped,
			.in = member->in,
			.open = member->maybe,
			.doubtful = member->doubtful,
			.unsure = member->unsure && !member->doubtful,
			.ours = ours,
			.tied = last != NULL && member->figure.state == GIVEN &&
			    exact_compare(last, &member->figure) == 0 };
		skipped = 0;
	}
	pool->left_out_below = skipped;
	mark_ties(places, pool->count);
	pool->places = places;
}

/* The pools of one ranking by their keys: quarters in the order of time. */
static bool
stands_before(const struct facts *facts, const struct fact_rank *a, const struct fact_rank *b)
{
	const struct rank *rank = a->expr->rank;

	for (uint32_t i = 0; a->expr == b->expr && i < rank->each_count; i++) {
		struct value left, right;
		int order;

		if (!workspace_value(facts->workspace, rank->each[i], a->row, &left) ||
		    !workspace_value(facts->workspace, rank->each[i], b->row, &right) ||
		    left.state != GIVEN || right.state != GIVEN)
			return false;
		order = left.type.labels != NULL ?
		    (left.labels > right.labels) - (left.labels < right.labels) :
		    exact_compare(&left, &right);
		if (order != 0)
			return order < 0;
	}
	return false;
}

void
account_pools(struct account_row *made, struct arena *arena, const struct facts *facts)
{
	struct account_pool *pools = arena_array(arena, struct account_pool, POOLS_MAX);
	const struct fact_rank *ranks[POOLS_MAX];
	uint32_t count = 0;

	for (uint32_t i = 0; i < facts->rank_count && count < POOLS_MAX; i++) {
		uint32_t at = count;

		if (!facts->ranks[i].mattered)
			continue;
		count++;
		for (; at > 0 && stands_before(facts, &facts->ranks[i], ranks[at - 1]); at--)
			ranks[at] = ranks[at - 1];
		ranks[at] = &facts->ranks[i];
	}
	for (uint32_t i = 0; i < count; i++)
		make_pool(&pools[made->pool_count++], arena, facts, ranks[i]);
	made->pools = pools;
}
