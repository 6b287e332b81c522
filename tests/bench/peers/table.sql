-- The monthly table. The case list is in the table cases, all as text.
.headers on
.mode csv
WITH RECURSIVE
months(month) AS (
	SELECT '2022-03'
	UNION ALL
	SELECT strftime('%Y-%m', month || '-01', '+1 month') FROM months WHERE month < '2022-05'
),
counted AS (
	SELECT substr("Date escalated", 1, 7) AS month, practice_code, category,
		resolved_on <> '' AND resolved_on <= '2022-05-31' AS done
	FROM cases WHERE "Date escalated" BETWEEN '2022-03-08' AND '2022-05-31'
),
figures AS (
	SELECT months.month AS month, count(DISTINCT practice_code) AS practices,
		count(practice_code) AS cases,
		coalesce(sum(category = 'Payments'), 0) AS payments,
		coalesce(sum(category = 'Pensions'), 0) AS pensions,
		coalesce(sum(category = 'MREs'), 0) AS records,
		coalesce(sum(category = 'GP Details'), 0) AS details,
		coalesce(sum(done), 0) AS resolved
	FROM months LEFT JOIN counted USING (month) GROUP BY months.month
	UNION ALL
	SELECT 'Total', count(DISTINCT practice_code), count(*),
		coalesce(sum(category = 'Payments'), 0), coalesce(sum(category = 'Pensions'), 0),
		coalesce(sum(category = 'MREs'), 0), coalesce(sum(category = 'GP Details'), 0),
		coalesce(sum(done), 0)
	FROM counted
)
SELECT month AS "Month", practices AS "No. of practices", cases AS "Total cases",
	payments AS "Payments", pensions AS "Pensions", records AS "MREs", details AS "GP Details",
	resolved AS "No. resolved",
	CASE WHEN cases = 0 THEN 'no cases'
		ELSE ((resolved * 200 + cases) / (2 * cases)) || '%' END AS "% resolved"
FROM figures ORDER BY month;
