// node duckdb.js decision|table FILE OUTPUT THREADS
// The benchmark's two questions asked of DuckDB, through its package for Node.js. THREADS 0 leaves
// the number to DuckDB.
'use strict';

const { DuckDBInstance } = require('@duckdb/node-api');

const text = (s) => `'${s.replaceAll("'", "''")}'`;

// The columns are declared: no time goes into guessing, and no guess can differ from list to list.
const cases = (file) => `read_csv(${text(file)}, header = true, auto_detect = false,
	delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '', columns = {
		case_ref: 'VARCHAR', practice_code: 'VARCHAR', category: 'VARCHAR',
		first_raised: 'DATE', cas_number: 'VARCHAR', severe_hardship: 'VARCHAR',
		safety_risk: 'VARCHAR', resolution_imminent: 'VARCHAR', escalated_on: 'DATE',
		acknowledged_on: 'DATE', resolved_on: 'DATE', belief_reason: 'VARCHAR' })`;

const decision = (file) => `
SELECT case_ref,
	CASE WHEN situation IN ('1', '2', '3') THEN 'May_escalate'
		WHEN situation = 'last' THEN 'Usual_route' END AS route,
	situation AS route_clause, acknowledged_on + 40 AS resolution_due
FROM (
	SELECT case_ref, acknowledged_on,
		CASE
		WHEN severe_hardship = 'yes' THEN '1'
		WHEN safety_risk = 'yes' THEN '2'
		WHEN DATE '2022-05-31' - first_raised <= 40 OR cas_number IS NULL
			OR resolution_imminent = 'yes' THEN 'last'
		WHEN resolution_imminent = 'no' THEN '3'
		END AS situation
	FROM ${cases(file)}
)`;

const table = (file) => `
WITH months AS (
	SELECT strftime(month, '%Y-%m') AS month
	FROM (SELECT unnest(generate_series(DATE '2022-03-01', DATE '2022-05-31',
		INTERVAL 1 MONTH)) AS month)
	UNION ALL SELECT 'Total'
), figures AS (
	SELECT coalesce(strftime(date_trunc('month', escalated_on), '%Y-%m'), 'Total') AS month,
		count(DISTINCT practice_code) AS practices, count(*) AS cases,
		count(*) FILTER (category = 'Payments') AS payments,
		count(*) FILTER (category = 'Pensions') AS pensions,
		count(*) FILTER (category = 'MREs') AS records,
		count(*) FILTER (category = 'GP Details') AS details,
		count(*) FILTER (resolved_on <= DATE '2022-05-31') AS resolved
	FROM ${cases(file)}
	WHERE escalated_on BETWEEN DATE '2022-03-08' AND DATE '2022-05-31'
	GROUP BY GROUPING SETS ((date_trunc('month', escalated_on)), ())
)
SELECT months.month AS "Month", coalesce(practices, 0) AS "No. of practices",
	coalesce(cases, 0) AS "Total cases", coalesce(payments, 0) AS "Payments",
	coalesce(pensions, 0) AS "Pensions", coalesce(records, 0) AS "MREs",
	coalesce(details, 0) AS "GP Details", coalesce(resolved, 0) AS "No. resolved",
	CASE WHEN coalesce(cases, 0) = 0 THEN 'no cases'
		ELSE ((resolved * 200 + cases) // (2 * cases)) || '%' END AS "% resolved"
FROM months LEFT JOIN figures USING (month) ORDER BY 1`;

async function main([task, file, output, threads]) {
	const options = threads === '0' ? {} : { threads };
	const instance = await DuckDBInstance.create(':memory:', options);
	const connection = await instance.connect();
	const query = task === 'decision' ? decision(file) : table(file);

	await connection.run(`COPY (${query}) TO ${text(output)}
		(FORMAT csv, HEADER true, USE_TMP_FILE false)`);
}

main(process.argv.slice(2)).catch((error) => {
	console.error(error.message);
	process.exit(1);
});
