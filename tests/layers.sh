#!/bin/sh
# lang/ never includes interp/; interp/ sees the tree, the checker and the generated headers nowhere but where a policy is compiled or laid out.
set -u
cd "$(dirname "$0")/.." || exit 1
bad=$(
	grep -nH '#include "interp/' lang/*.[chly] 2>/dev/null
	grep -nHE '#include "lang/(check|scope|prove|phrases|check_internal|prove_internal)[a-z_]*\.h"' interp/*.[ch] 2>/dev/null
	grep -nHE '#include "(parse|scan)\.h"' interp/*.[ch] 2>/dev/null
	grep -nHE '#include "lang/(compile|syntax|format|ast)\.h"' interp/*.[ch] 2>/dev/null | grep -vE '^interp/(commands\.c|policy_file\.[ch]):'
	grep -nHE '\b(printf|fprintf|puts|exit|getenv|setlocale)\(' lang/*.[ch] 2>/dev/null | grep -vE '^lang/arena\.c:'
)
[ -z "$bad" ] && exit 0
echo "these lines go against the direction lang -> interp:"
echo "$bad"
exit 1
