/* type: see type.h for the units. All arithmetic is on whole numbers; what does not fit is answered
 * false, never wrapped. */
#include "lang/type.h"

#include <assert.h>
#include <string.h>

__extension__ typedef __int128 wide;

static const char *const yes_no_names[] = { "no", "yes" };
static const char *const deadline_names[] = {
	"Not_started", "Running", "Met", "Met_late", "Missed"
};
static const char *const letter_names[] = { "Due", "Sent", "Lapsed", "Not_due" };

const struct label_set label_set_yes_no = { .count = 2, .names = yes_no_names };
const struct label_set label_set_deadline = { .count = 5, .names = deadline_names };
const struct label_set label_set_letter = { .count = 4, .names = letter_names };

const char *
kind_name(enum kind kind)
{
	switch (kind) {
	case KIND_ERROR: return "unknown kind";
	case KIND_TEXT: return "text";
	case KIND_YES_NO: return "yes or no";
	case KIND_LABEL: return "label";
	case KIND_NUMBER: return "number";
	case KIND_PERCENT: return "percent";
	case KIND_MONEY: return "money";
	case KIND_DATE: return "date";
	case KIND_MONTH: return "month";
	case KIND_QUARTER: return "quarter";
	case KIND_YEAR: return "year";
	case KIND_QUARTER_OF_YEAR: return "quarter of the year";
	case KIND_DAYS: return "days";
	case KIND_WEEKS: return "weeks";
	case KIND_WORKING_DAYS: return "working days";
	case KIND_MONTHS: return "months";
	case KIND_QUARTERS: return "quarters";
	case KIND_YEARS: return "years";
	}
	return "";
}

bool
kind_is_length(enum kind kind)
{
	return kind >= KIND_DAYS;
}

bool
kind_is_quantity(enum kind kind)
{
	return kind == KIND_NUMBER || kind == KIND_PERCENT || kind == KIND_MONEY;
}

bool
kind_is_period(enum kind kind)
{
	return kind == KIND_MONTH || kind == KIND_QUARTER || kind == KIND_YEAR;
}

int64_t
kind_scale(enum kind kind)
{
	if (kind == KIND_NUMBER || kind == KIND_PERCENT)
		return 1000000000;
	return kind == KIND_MONEY ? 100 : 1;
}

uint64_t
label_set_all(const struct label_set *labels)
{
	assert(labels->count <= LABELS_MAX);
	return (UINT64_C(1) << labels->count) - 1;
}

int
label_set_find(const struct label_set *labels, const char *name)
{
	for (uint32_t i = 0; i < labels->count; i++)
		if (strcmp(labels->names[i], name) == 0)
			return (int)i;
	return -1;
}

struct type
type_plain(enum kind kind)
{
	struct type type = { .kind = kind };

	if (kind == KIND_YES_NO)
		type.labels = &label_set_yes_no;
	return type;
}

/* ---- exact arithmetic ---- */

struct ratio {
	wide num, den;		/* in whole pounds, percent points or ones; den at least 1 */
};

static wide
wide_magnitude(wide number)
{
	return number < 0 ? -number : number;
}

static wide
greatest_divisor(wide a, wide b)
{
	a = wide_magnitude(a);
	while (b != 0) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static struct ratio
ratio_of(const struct value *value)
{
	if (value->den != 0)
		return (struct ratio){ value->num, value->den };
	return (struct ratio){ value->num, kind_scale(value->type.kind) };
}

static bool
fits(wide number)
{
	return number <= INT64_MAX && number > INT64_MIN;
}

static bool
set_decimal(struct value *out, enum kind kind, wide num)
{
	if (!fits(num))
		return false;
	*out = (struct value){ .state = GIVEN, .type = { .kind = kind }, .num = (int64_t)num };
	return true;
}

static bool
set_fraction(struct value *out, enum kind kind, struct ratio ratio)
{
	wide divisor;

	assert(ratio.den > 0);
	divisor = greatest_divisor(ratio.num, ratio.den);
	if (divisor > 1) {
		ratio.num /= divisor;
		ratio.den /= divisor;
	}
	if (!fits(ratio.num) || !fits(ratio.den))
		return false;
	*out = (struct value){ .state = GIVEN, .type = { .kind = kind, .fraction = true } };
	out->num = (int64_t)ratio.num;
	out->den = (int64_t)ratio.den;
	return true;
}

/* Both ratios are of parts below 2^63, so each product is below 2^126 and their sum below 2^127. */
static bool
ratio_sum(struct value *out, enum kind kind, struct ratio a, struct ratio b)
{
	wide common = greatest_divisor(a.den, b.den);
	wide left = a.num * (b.den / common), right = b.num * (a.den / common);

	return set_fraction(out, kind, (struct ratio){ left + right, a.den / common * b.den });
}

/* Days and weeks add up to days; other kinds are equal (the checker sees to it). */
static wide
common_length(const struct value *value, bool in_days)
{
	return in_days && value->type.kind == KIND_WEEKS ? (wide)value->num * 7 : value->num;
}

static bool
add_signed(struct value *out, const struct value *a, const struct value *b, int sign)
{
	enum kind kind = a->type.kind;
	bool in_days = a->type.kind != b->type.kind;

	if (a->den == 0 && b->den == 0) {
		if (in_days)
			kind = KIND_DAYS;
		return set_decimal(out, kind,
		    common_length(a, in_days) + sign * common_length(b, in_days));
	}
	struct ratio right = ratio_of(b);

	right.num *= sign;
	return ratio_sum(out, kind, ratio_of(a), right);
}

bool
exact_add(struct value *out, const struct value *a, const struct value *b)
{
	return add_signed(out, a, b, 1);
}

bool
exact_subtract(struct value *out, const struct value *a, const struct value *b)
{
	return add_signed(out, a, b, -1);
}

/* `times` a percent takes that part of the other and keeps its kind; a percent times a number is
 * the percent so many times over; money with either is money (writ.5, Reckoning). */
static enum kind
product_kind(enum kind a, enum kind b)
{
	return a == KIND_MONEY || b == KIND_MONEY ? KIND_MONEY : a;
}

/* Cancelling one way is enough: above the line less than 2^126 is left, and where what is left
 * below does not fit in 2^127, the other divisor, less than 2^63, leaves too much for a result. */
static bool
ratio_product(struct value *out, enum kind kind, struct ratio a, struct ratio b)
{
	wide cross = greatest_divisor(a.num, b.den), den;

	if (cross > 1) {
		a.num /= cross;
		b.den /= cross;
	}
	if (__builtin_mul_overflow(a.den, b.den, &den))
		return false;
	return set_fraction(out, kind, (struct ratio){ a.num * b.num, den });
}

bool
exact_multiply(struct value *out, const struct value *a, const struct value *b)
{
	enum kind kind = product_kind(a->type.kind, b->type.kind);
	struct ratio left = ratio_of(a), right = ratio_of(b);

	/* One percent factor is the part that is taken: the second, or the one beside money. */
	if (b->type.kind == KIND_PERCENT)
		right.den *= 100;
	else if (a->type.kind == KIND_PERCENT && kind == KIND_MONEY)
		left.den *= 100;
	return ratio_product(out, kind, left, right);
}

bool
exact_divide(struct value *out, const struct value *a, const struct value *b)
{
	enum kind kind = a->type.kind == b->type.kind ? KIND_NUMBER : a->type.kind;
	struct ratio left = ratio_of(a), right = ratio_of(b), turned;

	if (right.num == 0)
		return false;
	turned.num = right.num < 0 ? -right.den : right.den;
	turned.den = wide_magnitude(right.num);
	return ratio_product(out, kind, left, turned);
}

static int
sign_of(wide difference)
{
	return difference < 0 ? -1 : difference > 0;
}

static int
compare_text(const struct value *a, const struct value *b)
{
	size_t shorter = a->text_length < b->text_length ? a->text_length : b->text_length;
	int order = shorter > 0 ? memcmp(a->text, b->text, shorter) : 0;

	return sign_of(order != 0 ? order : (wide)a->text_length - (wide)b->text_length);
}

int
exact_compare(const struct value *a, const struct value *b)
{
	struct ratio left, right;

	if (a->type.kind == KIND_TEXT)
		return compare_text(a, b);
	if (a->den == 0 && b->den == 0) {
		wide x = a->num, y = b->num;

		if (a->type.kind != b->type.kind) {
			x *= a->type.kind == KIND_WEEKS ? 7 : 1;
			y *= b->type.kind == KIND_WEEKS ? 7 : 1;
		}
		return sign_of(x - y);
	}
	left = ratio_of(a);
	right = ratio_of(b);
	return sign_of(left.num * right.den - right.num * left.den);
}

static int64_t
power_of_ten(int places)
{
	int64_t power = 1;

	for (int i = 0; i < places; i++)
		power *= 10;
	return power;
}

/* num / den to a whole number. */
static wide
round_ratio(wide num, wide den, enum round_mode mode)
{
	wide whole = wide_magnitude(num) / den, rest = wide_magnitude(num) % den;

	if (rest * 2 > den || (rest * 2 == den && (mode == ROUND_HALF_UP || whole % 2 == 1)))
		whole++;
	return num < 0 ? -whole : whole;
}

bool
exact_round(struct value *out, const struct value *a, enum round_mode mode, int places)
{
	struct ratio ratio = ratio_of(a);
	int64_t scale = kind_scale(a->type.kind);
	wide whole;

	assert(places >= 0 && places <= 9);
	/* Rounded once, straight to the last place that is kept, however many were asked for. */
	while (power_of_ten(places) > scale)
		places--;
	whole = round_ratio(ratio.num * power_of_ten(places), ratio.den, mode);
	return set_decimal(out, a->type.kind, whole * (scale / power_of_ten(places)));
}
