/* options_help: what each command is for, in the words `writ help` prints. See options.h and
 * writ.1. */
#include "interp/options_parts.h"

#include <string.h>

/* Both the whole text and its first line, so that a message can show how a command is typed. */
#define HELP(word, command, form, what, more) \
	{ word, command, form, form "\n    " what "\n" more }

const struct command_help command_helps[COMMANDS] = {
	HELP("run", COMMAND_RUN, "writ run POLICY [DATA...]",
	    "decide every row of the data, and report",
	    "\n"
	    "DATA is a folder with the files the policy names, or single files written as\n"
	    "name=file.csv, where - stands for standard input. Without DATA the files are\n"
	    "looked for beside the policy.\n"
	    "\n"
	    "  --on DATE           the day the run is for, like 2022-05-31; without it today\n"
	    "  --out FOLDER        write everything there: decisions, reports, problems,\n"
	    "                      the record, and a page to look at\n"
	    "  --log, --no-log     the decision log too, or not; without either it is written\n"
	    "                      with --out for inputs of up to 4 MB together\n"
	    "  --set NAME=VALUE    another value for a setting that may vary locally,\n"
	    "                      inside its bounds\n"
	    "  --with VARIATION    a local scheme: a file that holds one, or the name of one\n"
	    "                      in the policy\n"
	    "  --table NAME        one table or report to standard output\n"
	    "  --columns A,B       only these columns of the table\n"
	    "  --format FORMAT     csv, json, jsonl or text, with --table\n"
	    "  --excel             CSV for Excel: byte order mark and CR LF\n"
	    "  --encoding NAME     utf-8, windows-1252 or utf-16le, when what the file is in\n"
	    "                      is not found out rightly\n"
	    "  --no-key-check      do not look for repeated keys (saves 16 bytes a row)\n"
	    "  --threads N         do so many things at once; without it as many as there are\n"
	    "                      cores; what comes out is the same\n"
	    "  --strict            exit code 1 when rows were refused or cannot be decided\n"
	    "  -q, --quiet         no progress and no list of problems on standard error\n"
	    "\n"
	    "Example:\n"
	    "  writ run policies/essex-pcse/essex-pcse.writ examples/essex \\\n"
	    "      --on 2022-05-31 --out results\n"),
	HELP("check", COMMAND_CHECK, "writ check POLICY",
	    "find what is wrong in the text of a policy",
	    "\n"
	    "  --format json       messages as JSON, to standard output\n"
	    "  --show WHAT         tree, program or settings: what was understood\n"
	    "  --with VARIATION    a local scheme, in a file of its own or by its name in the\n"
	    "                      policy: is it allowed, and what does it change?\n"
	    "                      Tests of it, in tests-of- and its file's name, come along\n"
	    "  --on DATE           a day to judge by: is the policy past its review then, do\n"
	    "                      deadlines pass the end of the calendar\n"
	    "\n"
	    "Tests in a file of their own beside the policy, called tests-of- and the name\n"
	    "of its file, are checked too.\n"),
	HELP("test", COMMAND_TEST, "writ test POLICY...", "run the tests written in policies",
	    "\n"
	    "  --only TEXT         only tests whose name contains this; no such test is a\n"
	    "                      failure\n"
	    "  --coverage          what came out in which tests, and on which sides each\n"
	    "                      threshold and condition was tried\n"
	    "  --suggest           rows for what was not tried, ready to paste; what must\n"
	    "                      come out of them is for a person to fill in\n"
	    "  --format json       results and coverage as JSON\n"
	    "  --with VARIATION, --set NAME=VALUE\n"
	    "                      as for run: which examples come out otherwise then?\n"
	    "                      A scheme in a file may have tests of its own, in tests-of-\n"
	    "                      and the name of its file: they are tried with it, and\n"
	    "                      the policy's own then without it\n"
	    "\n"
	    "Tests may stand in the policy, or beside it in a file of their own, called\n"
	    "tests-of- and the name of the policy's file. A policy copied under another\n"
	    "name leaves that file behind: to try something, copy the whole folder.\n"),
	HELP("explain", COMMAND_EXPLAIN, "writ explain POLICY [DATA...] --row KEY",
	    "why a row came out as it did",
	    "\n"
	    "  --row KEY           the key of the row; may be given several times\n"
	    "  --all-rows          every row of the table, one after the other\n"
	    "  --table NAME        which table, when the policy has several\n"
	    "  --columns A,B       only these decisions\n"
	    "  --not COLUMN=VALUE  why it is not this: of each line that gives it, what\n"
	    "                      holds and what does not\n"
	    "  --what-if           the smallest change of one cell, of the day or of one\n"
	    "                      setting that would turn each decision\n"
	    "  --format FORMAT     text, json, or html for a page to print or send\n"
	    "  --on DATE, --set NAME=VALUE, --with VARIATION, --encoding NAME\n"
	    "                      as for run\n"
	    "\n"
	    "A key of several columns is written with a comma and a blank between:\n"
	    "  --row \"P81001, 2017/18 Q2\"\n"
	    "\n"
	    "Examples, with --row and its key:\n"
	    "  --not route=May_escalate            why not?\n"
	    "  --columns route --what-if           what would change it?\n"
	    "  --what-if --format html > why.html  all of it as a page\n"),
	HELP("inspect", COMMAND_INSPECT, "writ inspect POLICY [DATA...]", "how each file was read",
	    "\n"
	    "It shows encoding, delimiter, header, columns, and what was refused.\n"
	    "\n"
	    "  --on DATE, --encoding NAME as for run\n"),
	HELP("fmt", COMMAND_FORMAT, "writ fmt POLICY", "the text in the house layout",
	    "\n"
	    "It goes to standard output. What a word processor made of the text is put back\n"
	    "where its meaning is certain, and counted on standard error.\n"
	    "\n"
	    "  --write             put it back into the file instead\n"),
	HELP("diff", COMMAND_DIFF, "writ diff POLICY [NEW.writ] [DATA...]",
	    "what would change, in the text and for whom",
	    "\n"
	    "Two policies: what NEW says otherwise, a sentence for each change. Layout,\n"
	    "comments and the order of the text are no change.\n"
	    "One policy with --with or --set: what the local change changes.\n"
	    "With DATA, as for run: which rows come out otherwise, from what to what, by\n"
	    "which clause, and which letters would go out more or no longer. Rows are matched\n"
	    "by their key.\n"
	    "\n"
	    "  --with VARIATION    one policy: before is without it, after with it\n"
	    "  --set NAME=VALUE    likewise; with two policies both hold on both sides\n"
	    "  --on DATE           the day of both runs\n"
	    "  --format csv        every row that comes out otherwise; without DATA every\n"
	    "                      change of the text\n"
	    "  --format html       one page without script: the changes of the text, who is\n"
	    "                      affected, counts by outcome\n"
	    "  --out FILE          write it there; one that ends in .html is a page\n"
	    "  --excel             CSV for Excel\n"
	    "  --encoding NAME     as for run\n"
	    "\n"
	    "Exit code 0: the same; 1: different. One policy over DATA: 1 when a row comes\n"
	    "out otherwise.\n"
	    "\n"
	    "Examples:\n"
	    "  writ diff old.writ new.writ\n"
	    "  writ diff old.writ new.writ data --on 2022-05-31\n"
	    "  writ diff policy.writ data --on 2022-05-31 --set \"waiting_limit=30 days\"\n"
	    "  writ diff policy.writ data --on 2022-05-31 --with north.writ\n"),
	HELP("doc", COMMAND_DOC, "writ doc POLICY", "the policy as a page to read",
	    "\n"
	    "For people who will never open an editor: settings with bounds and history,\n"
	    "rules with their clauses beside them, bands, deadlines, letters, forms, reports,\n"
	    "what needs a person, the tests as examples, and the rules of each clause.\n"
	    "\n"
	    "  --format FORMAT     html (one file, without script) or markdown\n"
	    "  --out FILE          write it there; without it standard output. A file that\n"
	    "                      ends in .md is Markdown\n"
	    "  --with VARIATION    a file with a local scheme, which is shown too\n"
	    "\n"
	    "Example:\n"
	    "  writ doc policies/essex-pcse/essex-pcse.writ --out essex.html\n"),
	HELP("init", COMMAND_INIT, "writ init FILE.csv...",
	    "draft a policy from the files it is to read",
	    "\n"
	    "It reads every cell, and writes an input for each file: what each column holds,\n"
	    "whether it may be blank, what tells the rows apart. Remarks say what was seen\n"
	    "and what a person must decide. The draft has no mistakes ('writ check' says only\n"
	    "that no rule reads it yet), and reads the very files it was made from.\n"
	    "\n"
	    "  --out FILE          write it there; a file that exists is never overwritten.\n"
	    "                      Without it standard output\n"
	    "  --encoding NAME     as for run\n"
	    "\n"
	    "Example:\n"
	    "  writ init examples/essex/cases.csv --out draft.writ\n"),
	HELP("verify", COMMAND_VERIFY, "writ verify RECORD [POLICY [DATA...]]",
	    "perform a run again, and say what differs",
	    "\n"
	    "RECORD is the folder that --out wrote, or the run.json in it. The run is done\n"
	    "again as its record says, with the policy and the data named here, and compared\n"
	    "byte for byte; nothing is written. Exit code 0: all the same; 1: something\n"
	    "differs; 2: a file was not found.\n"
	    "\n"
	    "  --with FILE         where a variation is, when it is not beside the policy\n"
	    "\n"
	    "Without POLICY the file that the record names is looked for in this folder, and\n"
	    "beside RECORD.\n"),
	HELP("sample", COMMAND_SAMPLE,
	    "writ sample RECORD COUNT --seed NUMBER [POLICY [DATA...]]",
	    "draw decisions of a run for an auditor to work out again",
	    "\n"
	    "RECORD is the folder that --out wrote. Drawn is from all decisions in its log,\n"
	    "each with the same chance: they are put in the order of the log's decisions and\n"
	    "of the rows' keys, and numbers made from the seed pick among them (below);\n"
	    "the same seed picks the same ones. The sheet begins with how many there\n"
	    "were of each decision, and how many were drawn. With the policy and the data of\n"
	    "that run, named here or found as for 'writ verify', it has all cells a decision\n"
	    "could rest on and the policy's own words; without them what the log has. The\n"
	    "recorded outcomes stand at the end.\n"
	    "\n"
	    "  --seed NUMBER       any number; write it down\n"
	    "  --table NAME        only the decisions of this table\n"
	    "  --column NAME       only this decision\n"
	    "  --by outcome        from each outcome of each decision its share, at least one\n"
	    "  --with-answers      each row with its outcome; in CSV too\n"
	    "  --format FORMAT     text, csv or html: a page to print and fill in\n"
	    "  --excel             CSV for Excel: byte order mark and CR LF\n"
	    "  --with FILE         where a variation is, when it is not beside the policy\n"
	    "\n"
	    "How it draws n of N lines, so that anybody can draw again: numbers come from\n"
	    "SplitMix64 begun with the seed; one from 1 to j is the remainder of the next\n"
	    "number by j, plus 1, and numbers below 2^64 mod j are passed over. For j from\n"
	    "N - n + 1 to N, draw t from 1 to j: line t is in the sample, or line j when t is\n"
	    "in it already (Floyd, 1987). Every n lines have the same chance. With --by\n"
	    "outcome that is done for each outcome in turn: the chances are not equal then.\n"
	    "\n"
	    "Examples:\n"
	    "  writ sample results 25 --seed 7\n"
	    "  writ sample results 25 --seed 7 --column route --format html > sheet.html\n"),
	HELP("help", COMMAND_HELP, "writ help [WORD]",
	    "explain a command, a word of the language, or a [slug] of a message", ""),
};

static const char short_help[] =
    "writ runs written policies: it checks the text, decides every row of a CSV file\n"
    "and says why.\n"
    "\n"
    "  writ run policies/essex-pcse/essex-pcse.writ examples/essex --on 2022-05-31\n"
    "\n"
    "  writ run POLICY [DATA...]                 decide every row, and report\n"
    "  writ check POLICY                         find what is wrong in the text\n"
    "  writ test POLICY...                       run the tests written in policies\n"
    "  writ explain POLICY [DATA...] --row KEY   why a row came out as it did\n"
    "  writ inspect POLICY [DATA...]             how each file was read\n"
    "  writ fmt POLICY                           the text in the house layout\n"
    "  writ diff POLICY [NEW.writ] [DATA...]     what would change, and for whom\n"
    "  writ doc POLICY                           the policy as a page to read\n"
    "  writ init FILE.csv...                     draft a policy from its files\n"
    "  writ verify RECORD [POLICY [DATA...]]     perform a run again; what differs?\n"
    "  writ sample RECORD COUNT --seed NUMBER    draw decisions for an auditor\n"
    "  writ help [WORD]                          a command, a word of the language,\n"
    "                                            or a [slug] of a message\n"
    "\n"
    "Every command also takes --color auto, always or never; --help; and --version.\n";

const char *
options_help(enum command command)
{
	for (int i = 0; i < COMMANDS; i++)
		if (command_helps[i].command == command && command != COMMAND_HELP)
			return command_helps[i].text;
	return short_help;
}

bool
options_command(const char *word, enum command *command)
{
	for (int i = 0; i < COMMANDS; i++) {
		if (strcmp(command_helps[i].word, word) != 0)
			continue;
		*command = command_helps[i].command;
		return true;
	}
	return false;
}

const char *
command_word(enum command command)
{
	for (int i = 0; i < COMMANDS; i++)
		if (command_helps[i].command == command)
			return command_helps[i].word;
	return "help";
}
