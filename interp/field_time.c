/*
 * field_time: dates, months, quarters and years. Day first or year first; what can only be month
 * first is refused, and its style noted, for the column may have been written that way throughout.
 */
#include <string.h>

#include "interp/field_parts.h"
#include "lang/date.h"

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

int
month_by_name(const char *text, size_t length)
{
	static const char *const names[] = {
		"january", "february", "march", "april", "may", "june", "july", "august",
		"september", "october", "november", "december"
	};

	for (int month = 0; month < 12; month++) {
		size_t whole = strlen(names[month]), same = 0;

		while (same < length && same < whole && (text[same] | 0x20) == names[month][same])
			same++;
		if (same == length &&
		    (length == whole || length == 3 || (length == 4 && month == 8)))
			return month + 1;
	}
	return 0;
}

/* Two digits belong to 1970 to 2069 (DATE_PIVOT); how many there were, 0 when it is no year. */
static int
take_year(const char **at, int *year)
{
	int count = take_digits(at, 5, year);

	if (count == 2)
		*year += *year < DATE_PIVOT ? 2000 : 1900;
	return count == 2 || count == 4 ? count : 0;
}

/* What stands behind the date: nothing, or midnight (databases write 2022-04-21 00:00:00); another
 * time of day; or something else. */
enum ending { ENDING_NONE, ENDING_TIME, ENDING_OTHER };

static enum ending
ending_of(const char *at)
{
	if (*at == '\0')
		return ENDING_NONE;
	if ((*at != ' ' && *at != 'T' && *at != ',') || strchr(at, ':') == NULL)
		return ENDING_OTHER;
	return strspn(at + 1, "0:.Z") == strlen(at + 1) ? ENDING_NONE : ENDING_TIME;
}

/* A date up to `at`. Its style counts for the column even where a time of day behind it has the
 * cell refused; what is no day at all shows none. */
static bool
give_date(struct cell *cell, int year, int month, int day, unsigned style, const char *at)
{
	enum ending ending = ending_of(at);
	int64_t date;

	if (ending == ENDING_OTHER)
		return cell_refuse(cell, "not a date", "write 2022-04-21 or 21/04/2022");
	if (!date_from_civil(year, month, day, &date))
		return cell_refuse(cell, "there is no such day", "check the day and the month");
	cell->style = style;
	if (ending == ENDING_TIME)
		return cell_refuse(cell, "a date with a time of day",
		    "write the date alone, as in 2022-04-21");
	cell->value.num = date;
	cell->value.state = GIVEN;
	return true;
}

static bool
read_serial(struct cell *cell, const char *plain, struct arena *arena)
{
	/* Excel counts days from 30 December 1899 (and thinks that 1900 had a 29 February); day
	 * 25569 is 1970-01-01. */
	enum { EXCEL_1970 = 25569 };
	const char *at = plain;
	int number, year, month, day, count = take_digits(&at, 8, &number);

	if (*at == '.' && strspn(at + 1, "0123456789") == strlen(at + 1))
		at = "";
	if (*at == '\0' && count == 5 && number >= 10000 && number < 80000) {
		date_to_civil(number - EXCEL_1970, &year, &month, &day);
		return cell_refuse(cell,
		    arena_printf(arena,
		        "Excel's own count of days; it seems to stand for %04d-%02d-%02d", year,
		        month, day),
		    "format the column as a date (yyyy-mm-dd) in Excel, then save it as CSV again");
	}
	if (*at == '\0' && count == 8)
		return cell_refuse(cell, "not a date: its parts run together", arena_printf(arena,
		    "write %.4s-%.2s-%.2s, if that is meant", plain, plain + 4, plain + 6));
	return cell_refuse(cell, "not a date", "write 2022-04-21 or 21/04/2022");
}

/* 21/04/2022, 21-4-22, 21.04.2022, with the first number taken and `separator` seen. */
static bool
read_day_first(struct cell *cell, int day, const char *at, char separator, struct arena *arena)
{
	int month, year, digits;
	unsigned style;

	if (take_digits(&at, 2, &month) == 0 || *at != separator)
		return cell_refuse(cell, "not a date", "write 2022-04-21 or 21/04/2022");
	at++;
	digits = take_year(&at, &year);
	if (digits == 0)
		return cell_refuse(cell, "not a date", "write 2022-04-21 or 21/04/2022");
	style = digits == 2 ? STYLE_SHORT_YEAR : 0u;
	if (month > 12 && month <= 31 && day >= 1 && day <= 12) {
		cell->style = style | STYLE_MONTH_FIRST;
		if (ending_of(at) == ENDING_OTHER)
			return cell_refuse(cell, "not a date", "write 2022-04-21 or 21/04/2022");
		return cell_refuse(cell,
		    "the month stands first here, and dates are read day first",
		    arena_printf(arena, "write %04d-%02d-%02d, if that is meant", year, day,
		        month));
	}
	return give_date(cell, year, month, day,
	    style | (day > 12 ? STYLE_DAY_FIRST : STYLE_SLASHED) |
	        (day >= 1 && day <= 12 && day != month ? STYLE_EITHER : 0u),
	    at);
}

/* 21-Apr-22, 21 April 2022, 1st March 2022, Wednesday 6 August 2018. */
static bool
read_worded(struct cell *cell, const char *plain)
{
	const char *at = plain, *word;
	int day, month, year, count, digits;

	if (is_letter(*at)) {		/* the day of the week is passed over */
		while (is_letter(*at))
			at++;
		if (at - plain < 3 || (*at != ' ' && *at != ','))
			return cell_refuse(cell, "not a date", "write 2022-04-21 or 21/04/2022");
		while (*at == ' ' || *at == ',')
			at++;
	}
	count = take_digits(&at, 2, &day);
	if (strncmp(at, "st", 2) == 0 || strncmp(at, "nd", 2) == 0 || strncmp(at, "rd", 2) == 0 ||
	    strncmp(at, "th", 2) == 0)
		at += 2;
	while (*at == ' ' || *at == '-' || *at == '/' || *at == '.')
		at++;
	word = at;
	while (is_letter(*at))
		at++;
	month = month_by_name(word, (size_t)(at - word));
	if (count == 0 || month == 0)
		return cell_refuse(cell, "not a date", "write 2022-04-21 or 21/04/2022");
	while (*at == ' ' || *at == '-' || *at == '/' || *at == '.' || *at == ',')
		at++;
	if (*at == '\0')
		return cell_refuse(cell, "a date without its year",
		    "write 2022-04-21 or 21/04/2022");
	digits = take_year(&at, &year);
	if (digits == 0)
		return cell_refuse(cell, "not a date", "write 2022-04-21 or 21/04/2022");
	return give_date(cell, year, month, day,
	    digits == 2 ? STYLE_WORDED | STYLE_SHORT_YEAR : STYLE_WORDED, at);
}

bool
field_read_date(struct cell *cell, const char *plain, struct arena *arena)
{
	const char *at = plain;
	int first, month, day, count = take_digits(&at, 5, &first);

	if (count == 4 && *at == '-') {
		at++;
		if (take_digits(&at, 2, &month) > 0 && *at == '-') {
			at++;
			if (take_digits(&at, 2, &day) > 0)
				return give_date(cell, first, month, day, STYLE_ISO, at);
		}
		return cell_refuse(cell, "not a date", "write 2022-04-21 or 21/04/2022");
	}
	if ((count == 1 || count == 2) && (*at == '/' || *at == '-' || *at == '.') &&
	    at[1] >= '0' && at[1] <= '9')
		return read_day_first(cell, first, at + 1, *at, arena);
	if (count > 2)
		return read_serial(cell, plain, arena);
	return read_worded(cell, plain);
}

/* ---- periods ---- */

/* 2017/18, 2017-18, 2017/2018: the first of two years that follow each other. */
static bool
take_financial_year(const char **at, int *year)
{
	int second, count;

	if (take_digits(at, 4, year) != 4 || (**at != '/' && **at != '-'))
		return false;
	(*at)++;
	count = take_digits(at, 4, &second);
	return (count == 2 && second == (*year + 1) % 100) || (count == 4 && second == *year + 1);
}

static bool
take_quarter(const char **at, int *quarter)
{
	if ((**at != 'Q' && **at != 'q') || (*at)[1] < '1' || (*at)[1] > '4')
		return false;
	*quarter = (*at)[1] - '1';
	*at += 2;
	return true;
}

/* 2022-03, 03/2022, Mar-22, March 2022. */
static bool
take_month(const char **at, int *year, int *month)
{
	const char *start = *at;
	int number, count = take_digits(at, 4, &number);

	if (count == 4 && **at == '-') {
		(*at)++;
		*year = number;
		return take_digits(at, 2, month) == 2 && *month >= 1 && *month <= 12;
	}
	if ((count == 1 || count == 2) && (**at == '/' || **at == '-')) {
		(*at)++;
		*month = number;
		return *month >= 1 && *month <= 12 && take_digits(at, 4, year) == 4;
	}
	if (count != 0)
		return false;
	while (is_letter(**at))
		(*at)++;
	*month = month_by_name(start, (size_t)(*at - start));
	if (*month == 0 || (**at != ' ' && **at != '-'))
		return false;
	(*at)++;
	return take_year(at, year) > 0;
}

static bool
in_range(int year)
{
	int64_t date;

	return date_from_civil(year, 4, 1, &date) && date_from_civil(year + 1, 3, 31, &date);
}

bool
field_read_period(struct cell *cell, const char *plain)
{
	const char *at = plain;
	enum kind kind = cell->value.type.kind;
	int year = 0, part = 0;
	bool found;

	if (kind == KIND_MONTH) {
		if (!take_month(&at, &year, &part) || *at != '\0' || !in_range(year))
			return cell_refuse(cell, "not a month", "write 2022-03 or Mar-22");
		cell->value.num = (int64_t)year * 12 + part - 1;
	} else if (kind == KIND_YEAR) {
		if (!take_financial_year(&at, &year) || *at != '\0' || !in_range(year))
			return cell_refuse(cell, "not a financial year",
			    "write 2017/18 for April 2017 to March 2018");
		cell->value.num = year;
	} else if (kind == KIND_QUARTER_OF_YEAR) {
		if (!take_quarter(&at, &part) || *at != '\0')
			return cell_refuse(cell, "not a quarter of the year",
			    "write Q1, Q2, Q3 or Q4");
		cell->value.num = part;
	} else if (kind == KIND_QUARTER) {
		if (take_quarter(&at, &part)) {
			if (*at == ' ')
				at++;
			found = take_financial_year(&at, &year);
		} else {
			found = take_financial_year(&at, &year);
			if (*at == ' ')
				at++;
			found = found && take_quarter(&at, &part);
		}
		if (!found || *at != '\0' || !in_range(year))
			return cell_refuse(cell, "not a quarter of a financial year",
			    "write 2017/18 Q2 for July to September 2017");
		cell->value.num = (int64_t)year * 4 + part;
	} else {
		return cell_refuse(cell, "not a value that a cell can hold", "check the policy");
	}
	cell->value.state = GIVEN;
	return true;
}
