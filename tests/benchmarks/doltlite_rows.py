"""Rows versioned by doltlite (Dolt's engine as a library, PyPI), doing what ours does: brings in records, commits, edits
1,000 rows, one row, looks at the differences, merges two branches of 50,000 additions each. Prints JSON lines.
    python3 doltlite_rows.py records.jsonl FOLDER
"""
import doltlite  # before sqlite3: it puts its engine in that one's place
import json
import os
import sqlite3
import sys
import time

source, folder = sys.argv[1], sys.argv[2]
os.makedirs(folder)
path = os.path.join(folder, "rows.db")
db = sqlite3.connect(path, isolation_level=None)


def one(sql, *values):
    return db.execute(sql, values).fetchone()


def measured(name, work):
    began, spent = time.perf_counter(), time.process_time()
    count = work()
    print(json.dumps({"name": "doltlite: " + name, "seconds": round(time.perf_counter() - began, 4),
                      "processor_seconds": round(time.process_time() - spent, 4), "count": count,
                      "store_mb": round(sum(os.path.getsize(os.path.join(folder, f)) for f in os.listdir(folder)) / 1e6)}),
          flush=True)


def rows():
    with open(source, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield record["id"], record["term"], record["definition"], record["score"], record["lang"]


def bring_in():
    db.execute("CREATE TABLE records(id TEXT PRIMARY KEY, term TEXT, definition TEXT, score NUMERIC, lang TEXT) WITHOUT ROWID")
    db.execute("BEGIN")
    db.executemany("INSERT INTO records VALUES(?, ?, ?, ?, ?)", rows())
    db.execute("COMMIT")
    one("SELECT dolt_commit('-A', '-m', 'first')")
    return one("SELECT count(*) FROM records")[0]


measured("import, commit (rows)", bring_in)
total = one("SELECT count(*) FROM records")[0]
ids = [row[0] for row in db.execute("SELECT id FROM records")]
scattered = [ids[(number * 982_451_653 + 7) % total] for number in range(1000)]


def edit():
    db.execute("BEGIN")
    db.executemany("UPDATE records SET definition = definition || ' +' WHERE id = ?", [(id,) for id in scattered])
    db.execute("COMMIT")
    return 1000


def commit():
    one("SELECT dolt_commit('-A', '-m', 'edits')")
    return 1


measured("1,000 random edits", edit)
measured("status", lambda: len(db.execute("SELECT * FROM dolt_status").fetchall()))
measured("commit of 1,000 edits", commit)
measured("difference of 1,000 edits, every row",
         lambda: len(db.execute("SELECT * FROM dolt_diff_records WHERE to_commit = (SELECT commit_hash FROM dolt_log LIMIT 1)").fetchall()))


def one_row():
    db.execute("UPDATE records SET term = term || '!' WHERE id = ?", (ids[total // 2],))
    commit()
    return 1


measured("edit and commit one row", one_row)


def add(branch, many):
    one("SELECT dolt_checkout(?)", branch)
    db.execute("BEGIN")
    db.executemany("INSERT INTO records VALUES(?, ?, ?, ?, ?)",
                   ((f"{branch}-{number}", "term", f"added {number} on {branch}", number, "en") for number in range(many)))
    db.execute("COMMIT")
    one("SELECT dolt_commit('-A', '-m', 'more')")


one("SELECT dolt_branch('other')")
add("other", 50_000)
add("main", 50_000)
measured("merge, 50,000 additions on both sides", lambda: one("SELECT dolt_merge('other')") and one("SELECT count(*) FROM records")[0])
