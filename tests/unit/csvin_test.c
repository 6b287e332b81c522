/*
 * csvin: every way in which a CSV is known to arrive, by name: bytes in, rows, counts and problems
 * out. What holds for every file is in csvin_laws_test.c.
 */
#include "tests/unit/test.h"

#include "tests/unit/made_file.h"

static const struct made_field table_d[] = {
	{ "ref", KIND_TEXT, MADE_KEY, "@##", NULL },
	{ "day", KIND_DATE, MADE_BLANK, NULL, NULL }
};
static const struct made_field table_p[] = {
	{ "ref", KIND_TEXT, MADE_KEY, "@##", NULL },
	{ "share", KIND_PERCENT, MADE_BLANK, NULL, NULL }
};
static const struct made_field table_m[] = {
	{ "ref", KIND_TEXT, MADE_KEY, "@##", NULL },
	{ "sum", KIND_MONEY, MADE_BLANK, NULL, NULL }
};
static const struct made_field table_l[] = {
	{ "ref", KIND_TEXT, MADE_KEY, "@##", NULL },
	{ "state", KIND_LABEL, MADE_BLANK, "Working towards|Red|GP Details", NULL },
	{ "sure", KIND_YES_NO, 0, NULL, NULL }
};
static const struct made_field table_x[] = {
	{ "ref", KIND_TEXT, MADE_KEY, "@##", NULL },
	{ "name", KIND_TEXT, MADE_BLANK, NULL, NULL }
};
static const struct made_field table_h[] = {
	{ "case_ref", KIND_TEXT, MADE_KEY, NULL, NULL },
	{ "raised_on", KIND_DATE, 0, NULL, "Date first raised" }
};

struct sample {
	const char *name;
	const struct made_field *specs;
	uint32_t spec_count;
	const char *bytes;
	size_t length;
	int agains;
	const char *expected;
};

#define WRITE_SIGNS \
	"write every cell of the column with its %: in Excel, format the column as Percentage, " \
	"then look at each cell (0.6 becomes 60%, but 60 becomes 6000%)\n"
#define TABLE(specs) specs, (uint32_t)(sizeof(specs) / sizeof((specs)[0]))
#define BYTES(text) text, sizeof(text) - 1

static const struct sample samples[] = {
	{ "UTF-8 with a mark: it is dropped, £ comes through", TABLE(table_x),
	    BYTES("\xEF\xBB\xBF"
		  "\"ref\",name\r\nA01,\"\xC2\xA3 5\"\r\n"),
	    0,
	    "2:A01|£ 5\n"
	    "1 = 1 + 0 + 0 + 0\n" },
	{ "Windows-1252: said once, an undefined byte refuses its cell", TABLE(table_x),
	    BYTES("ref,name\nA01,\xA3 5 \x93x\x94\nA02,\x81\n"), 0,
	    "2:A01|£ 5 “x”\n"
	    "3:A02|?\n"
	    "2 = 2 + 0 + 0 + 0\n"
	    "note windows-1252: is not UTF-8, and is read as Windows-1252, which Excel's plain "
	    "\"CSV\" is in; look whether £ signs, accents and curly quotes came out right; to be "
	    "sure, save it as \"CSV UTF-8\"\n"
	    "cell refused bad-text line 3 name '': holds a byte that Windows-1252 does not "
	    "define (81, 8D, 8F, 90 or 9D); save the file again from Excel as \"CSV UTF-8\"\n" },
	{ "UTF-16LE with its mark, parted by tabs", TABLE(table_x),
	    BYTES("\xFF\xFEr\0e\0f\0\t\0n\0a\0m\0e\0\r\0\n\0A\0"
		  "0\0"
		  "1\0\t\0\xA3\0\r\0\n\0"),
	    0,
	    "2:A01|£\n"
	    "1 = 1 + 0 + 0 + 0\n" },
	{ "UTF-16 without its mark: advice", TABLE(table_x),
	    BYTES("r\0e\0f\0\t\0n\0a\0m\0e\0\r\0\n\0A\0"
		  "0\0"
		  "1\0\t\0\xA3\0\r\0\n\0"),
	    0,
	    "fault 4: cases.csv: looks like UTF-16 (what Excel calls Unicode Text), without the "
	    "mark at its start\n"
	    "save it again from Excel as \"CSV UTF-8\", or say --encoding utf-16le\n" },
	{ "sep= line is honoured", TABLE(table_x), BYTES("sep=;\r\nref;name\r\nA01;x,y\r\n"), 0,
	    "3:A01|x,y\n"
	    "1 = 1 + 0 + 0 + 0\n" },
	{ "semicolons", TABLE(table_x), BYTES("ref;name\nA01;x,y\n"), 0,
	    "2:A01|x,y\n"
	    "1 = 1 + 0 + 0 + 0\n" },
	{ "vertical bars", TABLE(table_x), BYTES("ref|name\nA01|x,y\n"), 0,
	    "2:A01|x,y\n"
	    "1 = 1 + 0 + 0 + 0\n" },
	{ "two delimiters that both fit: an error naming both", TABLE(table_x),
	    BYTES("ref,name,x;ref;name;y\n"), 0,
	    "fault 4: cases.csv: its cells could be parted by a comma or by a semicolon: either "
	    "way every column is there\n"
	    "save it again from Excel, or write as its first line sep= with the one that is "
	    "meant\n" },
	{ "title rows, blank rows, totals rows, trailing commas", TABLE(table_x),
	    BYTES("Cases in May,\n\n,,\nref,name,,\nA01,x,,\n,,,\nA02,y\nTotal,2,,\n,Total,,\n"
		  "A03,z,,,\nA04,z,,w\nA05,\n"),
	    0,
	    "5:A01|x\n"
	    "7:A02|y\n"
	    "12:A05|-\n"
	    "7 = 3 + 4 + 0 + 0\n"
	    "note rows-above-header line 4: 2 rows above the headings in line 4 left out; "
	    "nothing to do if they hold a title or notes; rows of data belong below the "
	    "headings\n"
	    "row refused totals-row line 8 ref 'Total': looks like a totals row; delete the row: "
	    "totals are worked out afresh; if this really is a key, write it in another way\n"
	    "row refused totals-row line 9 ref '': looks like a totals row: it has no ref; "
	    "delete the row: totals are worked out afresh; if it is no total, fill in its key\n"
	    "row refused wrong-number-of-cells line 10: 5 cells where there are 2 headings and 2 "
	    "empty cells behind them: a comma inside a cell, most likely; put that cell in "
	    "quotation marks, as in \"Smith, J\"; if none is wrong, delete the cells that are too "
	    "many\n"
	    "row refused wrong-number-of-cells line 11: a cell without a heading is filled in; "
	    "write a heading above it, or clear the cell; look whether a comma has pushed the "
	    "cells along\n"
	    "note blank-rows line 6: 1 blank row passed over; nothing to do\n" },
	{ "an unquoted comma, hidden by an empty last cell", TABLE(table_x),
	    BYTES("ref;name;rest\nA01;x;\nA02;Smith; J;\nA03;y\nA04;z;;;\n"), 0,
	    "2:A01|x\n"
	    "4 = 1 + 3 + 0 + 0\n"
	    "row refused wrong-number-of-cells line 3: 4 cells where there are 3 headings: a "
	    "semicolon inside a cell, most likely; put that cell in quotation marks, as in "
	    "\"Smith; J\"; if none is wrong, delete the cells that are too many\n"
	    "row refused wrong-number-of-cells line 4: 2 cells where there are 3 headings; look "
	    "the row up where it comes from: a cell is missing, or a line break inside a cell "
	    "has cut the row in two; such a cell needs quotation marks\n"
	    "row refused wrong-number-of-cells line 5: 5 cells where there are 3 headings: a "
	    "semicolon inside a cell, most likely; put that cell in quotation marks, as in "
	    "\"Smith; J\"; if none is wrong, delete the cells that are too many\n" },
	{ "cells without a heading: all of them or none", TABLE(table_x),
	    BYTES("ref,name,,\nA01,x,,\nA02,y\nA03,z,\n"), 0,
	    "2:A01|x\n"
	    "3:A02|y\n"
	    "3 = 2 + 1 + 0 + 0\n"
	    "row refused wrong-number-of-cells line 4: 3 cells where there are 2 headings and 2 "
	    "empty cells behind them: a comma inside a cell, most likely; put that cell in "
	    "quotation marks, as in \"Smith, J\"; if none is wrong, delete the cells that are too "
	    "many\n" },
	{ "totals whose key is a word", TABLE(table_h),
	    BYTES("case_ref,raised_on\nA,2022-01-01\nTotal,2022-01-01\n GRAND Total ,\nSUM,\n"
		  "Totals for May,2022-01-01\nSummer,2022-01-01\n"),
	    0,
	    "2:A|2022-01-01\n"
	    "6:Totals for May|2022-01-01\n"
	    "7:Summer|2022-01-01\n"
	    "6 = 3 + 3 + 0 + 0\n"
	    "row refused totals-row line 3 case_ref 'Total': looks like a totals row; delete the "
	    "row: totals are worked out afresh; if this really is a key, write it in another "
	    "way\n"
	    "row refused totals-row line 4 case_ref 'GRAND Total': looks like a totals row; "
	    "delete the row: totals are worked out afresh; if this really is a key, write it in "
	    "another way\n"
	    "row refused totals-row line 5 case_ref 'SUM': looks like a totals row; delete the "
	    "row: totals are worked out afresh; if this really is a key, write it in another "
	    "way\n" },
	{ "rows inside a cell, and a cell of several lines", TABLE(table_x),
	    BYTES("ref,name\nA01,\"a\nA02,b\r\nA03,c\"\nA04,\"one\ntwo\nthree, four\"\n"
		  "A05,\"a\nA06,b\"\n"),
	    0,
	    "2:A01|a\nA02,b\r\nA03,c\n"
	    "5:A04|one\ntwo\nthree, four\n"
	    "8:A05|a\nA06,b\n"
	    "3 = 3 + 0 + 0 + 0\n"
	    "note lines-in-a-cell line 2: this row goes on to line 4, and each line of it has as "
	    "many cells as a row: a quotation mark that was never closed, most likely; look "
	    "whether the quotation mark in this line belongs there: if not, the rows below it "
	    "are missing\n" },
	{ "headings merged over two lines", TABLE(table_h),
	    BYTES("Case,Date first,\nref,raised,\nA,2022-01-01,\n"), 0,
	    "fault 4: cases.csv: the headings stand in two lines, 1 and 2\n"
	    "put each heading into one cell of one row; in Excel, unmerge the cells first\n" },
	{ "a misspelt heading: near miss", TABLE(table_h),
	    BYTES("Case Ref,Date frist raised\nA,2022-01-01\n"), 0,
	    "fault 4: cases.csv: no column 'Date first raised'; the headings were looked for in "
	    "line 1\n"
	    "'Date frist raised' there is near to 'Date first raised': rename it, or write in "
	    "the policy: raised_on is date from column \"Date frist raised\"\n" },
	{ "a file of something else", TABLE(table_h), BYTES("a,b\nA,2022-01-01\n"), 0,
	    "fault 4: cases.csv: none of the first 2 rows holds a heading that the policy asks "
	    "for ('case_ref', 'Date first raised')\n"
	    "line 1 begins with 'a': check that this is the right file\n" },
	{ "a column that is nowhere", TABLE(table_h),
	    BYTES("Case Ref,Date-first\nraised,case_ref\n"), 0,
	    "fault 4: cases.csv: no column 'Date first raised'; the headings were looked for in "
	    "line 1\n"
	    "headings that the policy does not use: 'Date-first'; if one is meant, write: "
	    "raised_on is date from column \"Date-first\"; if none is, add the column\n" },
	{ "two headings that fold to one", TABLE(table_h),
	    BYTES("Case Ref,\"Date-first\nraised\",case_ref\nA,2022-01-01,B\n"), 0,
	    "fault 4: cases.csv: line 1 has two headings for 'case_ref': 'Case Ref' (column 1) "
	    "and 'case_ref' (column 3)\n"
	    "keep one of them, or rename the other\n" },
	{ "heading and own name both there", TABLE(table_h),
	    BYTES("Case Ref,\"Date-first\nraised\",raised on\nA,2022-01-01,B\n"), 0,
	    "fault 4: cases.csv: line 1 has two headings for 'raised_on': 'Date-first raised' "
	    "(column 2) and 'raised on' (column 3)\n"
	    "keep one of them, or rename the other\n" },
	{ "case, blanks, hyphens, line breaks in headings; the headings once more", TABLE(table_h),
	    BYTES("CASE\xC2\xA0REF,\"Date-first\nraised\"\nA,2022-01-01\ncase ref,2022-01-01\n"
		  "CASE\xC2\xA0REF,\"Date-first\nraised\"\n"),
	    0,
	    "3:A|2022-01-01\n"
	    "4:case ref|2022-01-01\n"
	    "3 = 2 + 1 + 0 + 0\n"
	    "row refused headings-again line 5: the headings stand here once more; nothing to "
	    "do, or delete the row\n" },
	{ "an empty file", TABLE(table_h), BYTES(""), 0,
	    "fault 4: cases.csv: is empty\n"
	    "it should begin with a row of headings\n" },
	{ "a file of blank lines", TABLE(table_h), BYTES("\n\n"), 0,
	    "fault 4: cases.csv: is empty\n"
	    "it should begin with a row of headings\n" },
	{ "headings only: no rows", TABLE(table_h), BYTES("case_ref,raised_on"), 0,
	    "0 = 0 + 0 + 0 + 0\n" },
	{ "a workbook is not CSV", TABLE(table_h), BYTES("PK\003\004xxxx"), 0,
	    "fault 4: cases.csv: is an Excel workbook (or another zip file), not CSV\n"
	    "open it in Excel and use Save As, \"CSV UTF-8 (comma delimited)\"\n" },
	{ "dates day first, two-digit years, words, serials, times", TABLE(table_d),
	    BYTES(
		"ref,day\nA01,21/04/2022\nA02,1/2/22\nA03,1-Mar-22\nA04,\nA05,44621\n"
		"A06,31/02/2022\nA07,1 March 1969\nA08,1 March 2022\nA09,1/2/70\nA10,2022-04-21x\n"
		"A11,21.04.2022\nA12,Mar-22\nA13,20220421\nA14,21/04/2022 00:00\n"
		"A15,21/04/2022 10:30\nA16,-\nA17,#N/A\n"),
	    0,
	    "2:A01|2022-04-21\n"
	    "3:A02|2022-02-01\n"
	    "4:A03|2022-03-01\n"
	    "5:A04|-\n"
	    "6:A05|?\n"
	    "7:A06|?\n"
	    "8:A07|1969-03-01\n"
	    "9:A08|2022-03-01\n"
	    "10:A09|1970-02-01\n"
	    "11:A10|?\n"
	    "12:A11|2022-04-21\n"
	    "13:A12|?\n"
	    "14:A13|?\n"
	    "15:A14|2022-04-21\n"
	    "16:A15|?\n"
	    "17:A16|-\n"
	    "18:A17|?\n"
	    "17 = 17 + 0 + 0 + 0\n"
	    "cell refused bad-date line 6 day '44621': Excel's own count of days; it seems to "
	    "stand for 2022-03-01; format the column as a date (yyyy-mm-dd) in Excel, then save "
	    "it as CSV again\n"
	    "cell refused bad-date line 7 day '31/02/2022': there is no such day; check the day "
	    "and the month\n"
	    "cell refused bad-date line 11 day '2022-04-21x': not a date; write 2022-04-21 or "
	    "21/04/2022\n"
	    "cell refused bad-date line 13 day 'Mar-22': not a date; write 2022-04-21 or "
	    "21/04/2022\n"
	    "cell refused bad-date line 14 day '20220421': not a date: its parts run together; "
	    "write 2022-04-21, if that is meant\n"
	    "cell refused bad-date line 16 day '21/04/2022 10:30': a date with a time of day; "
	    "write the date alone, as in 2022-04-21\n"
	    "cell refused bad-date line 18 day '#N/A': Excel's #N/A: a look-up found nothing; "
	    "put the formula right in Excel, then save it as CSV again; an error is never taken "
	    "for zero or for a blank\n"
	    "note taken-as-blank line 17 day: 1 cell taken as blank, the first holds '-'; "
	    "nothing to do if they mean that nothing is known; where zero is meant, write 0\n" },
	{ "dates year first", TABLE(table_d),
	    BYTES("ref,day\nA01,2022-04-21\nA02,2022-04-21 00:00:00\nA03,1-Mar-22\n"), 0,
	    "2:A01|2022-04-21\n"
	    "3:A02|2022-04-21\n"
	    "4:A03|2022-03-01\n"
	    "3 = 3 + 0 + 0 + 0\n" },
	{ "a column that mixes year first and day first", TABLE(table_d),
	    BYTES("ref,day\nA01,21/04/2022\nA02,2022-04-21\nA03,1-Mar-22\n"), 1,
	    "2:A01|?\n"
	    "3:A02|?\n"
	    "4:A03|?\n"
	    "3 = 3 + 0 + 0 + 0\n"
	    "column refused column-refused day: mixes dates with the year first and with the day "
	    "first: '21/04/2022' in line 2 and '2022-04-21' in line 3; write every date of the "
	    "column the same way, best as 2022-04-21: in Excel, format the column as yyyy-mm-dd "
	    "and type again what does not change\n" },
	{ "13/02 beside 02/13: the column is refused", TABLE(table_d),
	    BYTES("ref,day\nA01,13/02/2022\nA02,02/13/2022\nA03,\n"), 1,
	    "2:A01|?\n"
	    "3:A02|?\n"
	    "4:A03|?\n"
	    "3 = 3 + 0 + 0 + 0\n"
	    "column refused column-refused day: mixes dates with the day first and with the "
	    "month first: '13/02/2022' in line 2 and '02/13/2022' in line 3; write every date of "
	    "the column the same way, best as 2022-04-21: in Excel, format the column as "
	    "yyyy-mm-dd and type again what does not change\n" },
	{ "02/13 beside 03/02: nothing can be trusted", TABLE(table_d),
	    BYTES("ref,day\nA01,03/02/2022\nA02,02/13/2022\nA03,\n"), 1,
	    "2:A01|?\n"
	    "3:A02|?\n"
	    "4:A03|?\n"
	    "3 = 3 + 0 + 0 + 0\n"
	    "column refused column-refused day: has dates with the month first, so those that "
	    "could be either cannot be trusted: '03/02/2022' in line 2 and '02/13/2022' in line "
	    "3; write every date of the column the same way, best as 2022-04-21: in Excel, "
	    "format the column as yyyy-mm-dd and type again what does not change\n" },
	{ "month first with a time of day: seen all the same", TABLE(table_d),
	    BYTES("ref,day\nA01,03/02/2022\nA02,1/13/22 14:05\n"), 1,
	    "2:A01|?\n"
	    "3:A02|?\n"
	    "2 = 2 + 0 + 0 + 0\n"
	    "column refused column-refused day: has dates with the month first, so those that "
	    "could be either cannot be trusted: '03/02/2022' in line 2 and '1/13/22 14:05' in "
	    "line 3; write every date of the column the same way, best as 2022-04-21: in Excel, "
	    "format the column as yyyy-mm-dd and type again what does not change\n" },
	{ "month first alone: a bad cell", TABLE(table_d), BYTES("ref,day\nA02,02/13/2022\nA03,\n"),
	    0,
	    "2:A02|?\n"
	    "3:A03|-\n"
	    "2 = 2 + 0 + 0 + 0\n"
	    "cell refused bad-date line 2 day '02/13/2022': the month stands first here, and "
	    "dates are read day first; write 2022-02-13, if that is meant\n" },
	{ "percentages with their sign", TABLE(table_p),
	    BYTES("ref,share\nA01,59.97%\nA02, 60 %\nA03,-5%\nA04,n/a\nA05,#DIV/0!\nA06,60%%\n"), 0,
	    "2:A01|59.97%\n"
	    "3:A02|60%\n"
	    "4:A03|-5%\n"
	    "5:A04|-\n"
	    "6:A05|?\n"
	    "7:A06|?\n"
	    "6 = 6 + 0 + 0 + 0\n"
	    "cell refused bad-number line 6 share '#DIV/0!': Excel's #DIV/0!: something was "
	    "divided by zero or by an empty cell; put the formula right in Excel, then save it "
	    "as CSV again; an error is never taken for zero or for a blank\n"
	    "cell refused bad-number line 7 share '60%%': not a percentage; write 60%\n"
	    "note taken-as-blank line 5 share: 1 cell taken as blank, the first holds 'n/a'; "
	    "nothing to do if they mean that nothing is known; where zero is meant, write 0\n"
	    "note percent-beyond-100 line 4 share: 1 cell is above 100% or below 0%, the first "
	    "holds "
	    "'-5%': used as it stands; correct what cannot be; nothing to do where it can, as in a "
	    "change against last year\n" },
	{ "a column that mixes percentages with and without sign", TABLE(table_p),
	    BYTES("ref,share\nA01,59.97%\nA02,60\n"), 1,
	    "2:A01|?\n"
	    "3:A02|?\n"
	    "2 = 2 + 0 + 0 + 0\n"
	    "column refused column-refused share: mixes percentages with and without their sign: "
	    "'59.97%' in line 2 and '60' in line 3; " WRITE_SIGNS },
	{ "percentages without any sign", TABLE(table_p),
	    BYTES("ref,share\nA01,59.97\nA02,60\nA03,0\nA04,1\nA05,100\n"), 0,
	    "2:A01|59.97%\n"
	    "3:A02|60%\n"
	    "4:A03|0%\n"
	    "5:A04|1%\n"
	    "6:A05|100%\n"
	    "5 = 5 + 0 + 0 + 0\n" },
	{ "0.55 beside 45: one of them is not what it seems", TABLE(table_p),
	    BYTES("ref,share\nA01,-45\nA02,60\nA03,0.55\n"), 1,
	    "2:A01|?\n"
	    "3:A02|?\n"
	    "4:A03|?\n"
	    "3 = 3 + 0 + 0 + 0\n"
	    "column refused column-refused share: no percentage in it has a sign, and some are "
	    "below 1 and some above, so that 0.6 could be 60% or 0.6%: '-45' in line 2 and '0.55' "
	    "in line 4; " WRITE_SIGNS },
	{ "0.123456789012 is refused, and seen all the same", TABLE(table_p),
	    BYTES("ref,share\nA01,0.123456789012\nA02,60\n"), 1,
	    "2:A01|?\n"
	    "3:A02|?\n"
	    "2 = 2 + 0 + 0 + 0\n"
	    "column refused column-refused share: no percentage in it has a sign, and some are "
	    "below 1 and some above, so that 0.6 could be 60% or 0.6%: '0.123456789012' in line 2 "
	    "and '60' in line 3; " WRITE_SIGNS },
	{ "0.5997: shares of 1 must be asked about", TABLE(table_p),
	    BYTES("ref,share\nA01,0.5997\nA02,1\n"), 1,
	    "2:A01|?\n"
	    "3:A02|?\n"
	    "2 = 2 + 0 + 0 + 0\n"
	    "column refused column-refused share: no percentage in it has a sign and none is "
	    "above 1: '0.5997' in line 2 could be a share of 1 (0.6 for 60%) or a small "
	    "percentage; " WRITE_SIGNS },
	{ "noughts and ones alone", TABLE(table_p), BYTES("ref,share\nA01,0\nA02,1\n"), 1,
	    "2:A01|?\n"
	    "3:A02|?\n"
	    "2 = 2 + 0 + 0 + 0\n"
	    "column refused column-refused share: no percentage in it has a sign and none is "
	    "above 1: '0' in line 2 could be a share of 1 (0.6 for 60%) or a small "
	    "percentage; " WRITE_SIGNS },
	{ "pounds, commas, brackets, dashes, n/a, Excel errors, no-break spaces", TABLE(table_m),
	    BYTES("ref,sum\nA01,\"\xC2\xA3"
		  "1,234.50\"\nA02,(12.00)\nA03,-\nA04,n/a\nA05,#N/A\nA06,\"\xC2\xA0 12 "
		  "\xC2\xA0\"\nA07,\"12,34\"\nA08,1.234\nA09,-\xC2\xA3"
		  "5\nA10,nil\nA11,1E5\nA12,99999999999999999999\nA13,12p\nA14,(\xC2\xA3"
		  "12.00)\nA15,60%\nA16,\"1,2,3\"\nA17,####\n"),
	    0,
	    "2:A01|1234.50\n"
	    "3:A02|-12.00\n"
	    "4:A03|-\n"
	    "5:A04|-\n"
	    "6:A05|?\n"
	    "7:A06|12.00\n"
	    "8:A07|?\n"
	    "9:A08|?\n"
	    "10:A09|-5.00\n"
	    "11:A10|?\n"
	    "12:A11|?\n"
	    "13:A12|?\n"
	    "14:A13|?\n"
	    "15:A14|-12.00\n"
	    "16:A15|?\n"
	    "17:A16|?\n"
	    "18:A17|?\n"
	    "17 = 17 + 0 + 0 + 0\n"
	    "cell refused bad-number line 6 sum '#N/A': Excel's #N/A: a look-up found nothing; "
	    "put the formula right in Excel, then save it as CSV again; an error is never taken "
	    "for zero or for a blank\n"
	    "cell refused bad-number line 8 sum '12,34': could be £12.34 or £1234; write "
	    "12.34, if that is meant\n"
	    "cell refused bad-number line 9 sum '1.234': has parts of a penny; write pounds and "
	    "pence, or let the policy say: rounded half up to the penny\n"
	    "cell refused bad-number line 11 sum 'nil': not an amount of money; write 1234.50 or "
	    "£1,234.50\n"
	    "cell refused bad-number line 12 sum '1E5': a number as Excel shortens it, with "
	    "digits lost; format the column as Number in Excel, then save it as CSV again\n"
	    "cell refused bad-number line 13 sum '99999999999999999999': too large to be kept "
	    "exactly; check the figure; look whether two have run into one\n"
	    "cell refused bad-number line 14 sum '12p': not an amount of money; write 1234.50 or "
	    "£1,234.50\n"
	    "cell refused bad-number line 16 sum '60%': a percentage, where the policy has "
	    "another kind of figure; if this is the right column, write the figure without %\n"
	    "cell refused bad-number line 17 sum '1,2,3': a comma stands where it does not part "
	    "thousands; write 1,234.50 or 1234.50; a full stop goes before the decimals\n"
	    "cell refused bad-number line 18 sum '####': a row of # signs: the column was too "
	    "narrow for Excel to show the value; make the column wider in Excel, then save it as "
	    "CSV again\n"
	    "note taken-as-blank line 4 sum: 2 cells taken as blank, the first holds '-'; "
	    "nothing to do if they mean that nothing is known; where zero is meant, write 0\n" },
	{ "closed word lists, folded, near misses", TABLE(table_l),
	    BYTES("ref,state,sure\nA01,working Towards,Y\nA02,WT,TRUE\nA03,rde,1\n"
		  "A04,gp_details,0\nA05,,f\nA06,Blue,\nA07,red,False\n"),
	    0,
	    "2:A01|Working towards|yes\n"
	    "3:A02|?|yes\n"
	    "4:A03|?|yes\n"
	    "5:A04|GP Details|no\n"
	    "6:A05|-|?\n"
	    "7:A06|?|?\n"
	    "8:A07|Red|no\n"
	    "7 = 7 + 0 + 0 + 0\n"
	    "cell refused unknown-label line 3 state 'WT': not one of Working towards, Red or GP "
	    "Details; did you mean Working towards?\n"
	    "cell refused unknown-label line 4 state 'rde': not one of Working towards, Red or "
	    "GP Details; did you mean Red?\n"
	    "cell refused unknown-label line 6 sure 'f': not yes or no; write yes or no (Y, N, "
	    "true, false, 1 and 0 will do)\n"
	    "cell refused unknown-label line 7 state 'Blue': not one of Working towards, Red or "
	    "GP Details; write one of these\n"
	    "cell refused unknown-label line 7 sure '': empty, but the policy needs a value "
	    "here; fill the cell in; if it may stay empty, the policy has to say: may be blank\n" },
	{ "codes eaten by Excel: lost zeros, 1E5, O for 0", TABLE(table_x),
	    BYTES("ref,name\nA1,x\n01,y\nAO1,z\na01,w\n1.00E+05,v\n,u\nA09,\" a  b \xC2\xA0\"\n"
		  ""),
	    0,
	    "8:A09|a  b\n"
	    "7 = 1 + 6 + 0 + 0\n"
	    "row refused unreadable-key line 2 ref 'A1': part of the row's key: should be one "
	    "letter, two digits; look the code up and type it again\n"
	    "row refused unreadable-key line 3 ref '01': part of the row's key: should be one "
	    "letter, two digits; look the code up and type it again\n"
	    "row refused unreadable-key line 4 ref 'AO1': part of the row's key: should be one "
	    "letter, two digits; the letter O and the figure 0 seem to be exchanged; write A01\n"
	    "row refused unreadable-key line 5 ref 'a01': part of the row's key: should be one "
	    "letter, two digits; it has small letters where capitals are due; write it in "
	    "capitals: A01\n"
	    "row refused unreadable-key line 6 ref '1.00E+05': part of the row's key: should be "
	    "one letter, two digits; Excel seems to have turned a code into a number (1E5 "
	    "becomes 100000); format the column as Text in Excel, then type the code again\n"
	    "row refused unreadable-key line 7 ref '': no ref: it says whose row this is; fill "
	    "the cell in, or delete the row\n" },
	{ "spaces of no width", TABLE(table_x),
	    BYTES("ref,name\nA\xE2\x80\x8B"
		  "01,\xEF\xBB\xBF"
		  "a\xE2\x80\x8B"
		  "b\n"
		  "A02,\xE2\x80\x99\nA01,ab\n"),
	    1,
	    "2:A01|ab\n"
	    "3:A02|\xE2\x80\x99\n"
	    "3 = 2 + 0 + 1 + 0\n"
	    "row repeated repeated-key line 4: has the key of line 2 and says the same: the two "
	    "are counted once; delete one of the two rows\n" },
	{ "quotation marks that libcsv refuses, unclosed ones", TABLE(table_x),
	    BYTES("ref,name\nA01,The \"Old\" Surgery\nA02,\"The \"Old\" Surgery\"\n"
		  "A03,\"The \"\"Old\"\" Surgery\"\nA04,\"open\nA05,x\nA06,\"y\"\nA07,\"z\n"),
	    0,
	    "4:A03|The \"Old\" Surgery\n"
	    "6:A05|x\n"
	    "7:A06|y\n"
	    "7 = 3 + 4 + 0 + 0\n"
	    "row refused broken-row line 2: a quotation mark stands inside a cell that does not "
	    "begin with one (line 2, character 9); put the whole cell in quotation marks and "
	    "double those inside it: \"The \"\"Old\"\" Surgery\"\n"
	    "row refused broken-row line 3: something follows the quotation mark that closes a "
	    "cell (line 3, character 11); double every quotation mark inside the cell: \"The "
	    "\"\"Old\"\" Surgery\"\n"
	    "row refused broken-row line 5: a quotation mark opens a cell in this line, and "
	    "something follows the next quotation mark, lines later (line 7, character 6); close "
	    "the cell with a quotation mark, or double the quotation marks inside it\n"
	    "row refused broken-row line 8: a quotation mark opens a cell and none closes it "
	    "before the end of the file (line 8, character 5); close the cell with a quotation "
	    "mark; the rows after it have been read by themselves\n" },
	{ "cells over several lines", TABLE(table_x),
	    BYTES("ref,name\nA01,\"a\nb\"\nA02,\"c\r\nd\"\nA03,x\n"), 0,
	    "2:A01|a\n"
	    "b\n"
	    "4:A02|c\r\n"
	    "d\n"
	    "6:A03|x\n"
	    "3 = 3 + 0 + 0 + 0\n" },
	{ "zero bytes", TABLE(table_x),
	    BYTES("ref,name\nA01,a\0b\nA\0"
		  "2,x\nA03,x"),
	    0,
	    "2:A01|?\n"
	    "4:A03|x\n"
	    "3 = 2 + 1 + 0 + 0\n"
	    "cell refused bad-text line 2 name 'a': holds a zero byte, which no text has: the "
	    "file is damaged, or it is UTF-16 without its mark; save it again from Excel as "
	    "\"CSV UTF-8\", or say --encoding utf-16le\n"
	    "row refused unreadable-key line 3 ref 'A': part of the row's key: holds a zero "
	    "byte, which no text has: the file is damaged, or it is UTF-16 without its mark; "
	    "save it again from Excel as \"CSV UTF-8\", or say --encoding utf-16le\n" },
	{ "lone CR ends lines", TABLE(table_x), BYTES("ref,name\rA01,\"a\rb\"\rA02,y\r"), 0,
	    "2:A01|a\rb\n"
	    "4:A02|y\n"
	    "2 = 2 + 0 + 0 + 0\n" },
	{ "repeated keys: agree, differ", TABLE(table_x),
	    BYTES("ref,name\nA01,x\nA02,y\nA01,x\nA02,z\nA03,\nA02,w\nA03,-\n"), 1,
	    "2:A01|x\n"
	    "3:A02|?\n"
	    "6:A03|-\n"
	    "7 = 3 + 0 + 4 + 0\n"
	    "cell refused rows-differ line 3 name 'y': line 5 has the same key and says "
	    "something else here; find out which row is right, and delete the other\n"
	    "row repeated repeated-key line 4: has the key of line 2 and says the same: the two "
	    "are counted once; delete one of the two rows\n"
	    "row repeated repeated-key line 5: has the key of line 3 but says something else: "
	    "the cells that differ are refused there; find out which row is right, and delete "
	    "the other\n"
	    "row repeated repeated-key line 7: has the key of line 3 but says something else: "
	    "the cells that differ are refused there; find out which row is right, and delete "
	    "the other\n"
	    "row repeated repeated-key line 8: has the key of line 6 and says the same: the two "
	    "are counted once; delete one of the two rows\n" },
	{ "columns that look like NHS numbers", TABLE(table_x),
	    BYTES("ref,name\nA01,9434765919\nA02,943 476 5919\n"), 0,
	    "2:A01|9434765919\n"
	    "3:A02|943 476 5919\n"
	    "2 = 2 + 0 + 0 + 0\n"
	    "note nhs-number line 2 name: 2 cells look like NHS numbers; delete patients' "
	    "numbers from files like this one\n" },
};

enum { SAMPLES = sizeof(samples) / sizeof(samples[0]) };

static void
sample_is_read_as_expected(void **state)
{
	const struct sample *sample = *state;
	struct made_reading run = MADE_READING;

	made_read(&run, made_table(&run.arena, sample->specs, sample->spec_count),
	    sample->bytes, sample->length, MADE_USUAL);
	assert_string_equal(run.out.at, sample->expected);
	assert_int_equal(run.agains, sample->agains);
	assert_true(made_reconciles(&run));
	made_release(&run);
}

int
main(void)
{
	struct CMUnitTest tests[SAMPLES];

	memset(tests, 0, sizeof(tests));
	for (size_t i = 0; i < SAMPLES; i++) {
		union {
			const void *given;
			void *kept;
		} row = { .given = &samples[i] };

		tests[i].name = samples[i].name;
		tests[i].test_func = sample_is_read_as_expected;
		tests[i].initial_state = row.kept;
	}
	return RUN_TESTS(tests);
}
