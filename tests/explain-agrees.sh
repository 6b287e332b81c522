#!/bin/sh
# What `writ explain` says against what `writ run` does, on every row of every table of both examples: outcome, reason, clause and missing
# facts of each row, and each change that --what-if names, made in a copy of the file, with --on or with --set (tests/explain/agrees.c).
# usage: explain-agrees.sh [PROGRAM [quick|full [TABLE]]]; quick, in every check, compares every answer of every row,
# asks what would change some of the rows, and makes some of the changes; full asks about every row and makes every change, two tables at a time.
set -u
cd "$(dirname "$0")/.." || exit 2
writ=${1:-build/writ}
how=${2:-quick}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/writ-agrees.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wmissing-prototypes -Werror'
# tests/coverage.sh asks with a program that counts
tree=${WRIT_TREE:-release}
[ "$tree" = coverage ] && counting=-lgcov || counting=
make --no-print-directory -s BUILD="$tree" "build/$tree/libwrit.a" || exit 2
# shellcheck disable=SC2086
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L $warnings -O1 -g -I. -o "build/$tree/agrees" tests/explain/agrees.c \
	"build/$tree/libwrit.a" -lcsv $counting || exit 2

# "--row KEY" for each n-th row, one word a line
some_rows() { # run.csv keys every
	awk -v keys="$2" -v every="$3" '
		NR > 1 && (NR - 2) % every == 0 {
			split($0, cell, ","); key = cell[1]
			for (i = 2; i <= keys; i++) key = key ", " cell[i]
			print "--row"; print key
		}' "$1"
}

only=${3:-}
agree() { # policy data day table keys every-row every-change
	[ -z "$only" ] || [ "$only" = "$4" ] || return 0
	mine=$scratch/$4
	mkdir -p "$mine"
	"$writ" run "$1" "$2" --on "$3" --table "$4" --format csv --quiet >"$mine/first.csv" 2>"$mine/messages"
	[ $? -lt 2 ] || { cat "$mine/messages"; return 2; }
	# what a run prints only when it is asked for: letters, and of a table without rules what the row itself holds
	more=
	case $4 in
	standing) more=,$(sed -n 's/^letter \([A-Za-z0-9_]*\) for standing.*/\1/p' "$1" | paste -sd, -) ;;
	score) more=,achieved ;;
	meeting) more=,meeting_date ;;
	esac
	"$writ" run "$1" "$2" --on "$3" --table "$4" --columns "$(head -n 1 "$mine/first.csv")$more" --format csv --quiet \
		>"$mine/run.csv" 2>"$mine/messages"
	[ $? -lt 2 ] || { cat "$mine/messages"; return 2; }
	columns=$(head -n 1 "$mine/run.csv" | tr ',' '\n' |
		awk -v keys="$5" 'NR > keys { have[$0] = 1; name = $0; sub(/_(why|clause|needs)$/, "", name); if (name == $0 || !(name in have)) print }' |
		paste -sd, -)
	shown="$(head -n 1 "$mine/run.csv" | cut -d, -f "1-$5"),$columns"
	"$writ" explain "$1" "$2" --on "$3" --table "$4" --columns "$columns" --all-rows $([ "$6" = 1 ] && echo --what-if) \
		--format json >"$mine/explained.json" 2>"$mine/messages" || { cat "$mine/messages"; return 2; }
	"build/$tree/agrees" "$writ" "$1 $2" "$3" "$4" "$5" "$shown" "$mine/run.csv" "$mine/explained.json" "$mine" "$7" || return 1
	[ "$6" != 1 ] || return 0
	some_rows "$mine/run.csv" "$5" "$6" | tr '\n' '\0' |
		xargs -0 "$writ" explain "$1" "$2" --on "$3" --table "$4" --columns "$columns" --what-if --format json >"$mine/explained.json" ||
		return 2
	"build/$tree/agrees" "$writ" "$1 $2" "$3" "$4" "$5" "$shown" "$mine/run.csv" "$mine/explained.json" "$mine" "$7" some
}

# A row is told the same alone and among all, where what was tried for others is not tried again.
same_alone() { # policy data day table; a key of one column
	"$writ" explain "$1" "$2" --on "$3" --table "$4" --all-rows --what-if >"$scratch/all" || return 1
	between=
	"$writ" run "$1" "$2" --on "$3" --table "$4" --format csv --quiet 2>/dev/null | sed '1d; s/,.*//' >"$scratch/keys"
	while IFS= read -r key; do
		printf "$between"
		between='\n'
		"$writ" explain "$1" "$2" --on "$3" --table "$4" --row "$key" --what-if
	done <"$scratch/keys" >"$scratch/alone"
	cmp "$scratch/all" "$scratch/alone"
}

e() { agree policies/essex-pcse/essex-pcse.writ examples/essex 2022-05-31 "$@" || : >"$scratch/bad"; }
s() { agree policies/salford-standard/salford-standard.writ examples/salford 2018-02-28 "$@" || : >"$scratch/bad"; }

# Most of the time goes into the first: the others stand beside it.
if [ "$how" = full ]; then
	s standing 2 1 1 &
	others=$!
	e case 1 1 1
	s practice 1 1 1
	s quarter_end 1 1 1
	s score 3 1 1
	s challenge 1 1 1
	s answer 3 1 1
	s sent_letter 1 1 1
	s reply 1 1 1
	s meeting 1 1 1
	s pcqg_decision 5 1 1
	wait "$others"
else
	s standing 2 40 25 &
	others=$!
	e case 1 4 12
	s practice 1 14 25
	s quarter_end 1 2 12
	s score 3 500 1
	s challenge 1 2 5
	s answer 3 40 12
	s sent_letter 1 14 12
	s reply 1 8 5
	s meeting 1 4 1
	s pcqg_decision 5 6 5
	wait "$others"
fi
same_alone policies/salford-standard/salford-standard.writ examples/salford 2018-02-28 \
	"$([ "$how" = full ] && echo sent_letter || echo quarter_end)" || : >"$scratch/bad"
[ ! -e "$scratch/bad" ]
