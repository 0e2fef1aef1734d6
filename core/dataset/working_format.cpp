#include "dataset/working_state.h"

namespace datanet::dataset {

using namespace Qt::StringLiterals;

const base::Database::Format &workingFormat()
{
    static const base::Database::Format format{0x444e5743, // "DNWC"
                                               1, [](base::Database &database, int) {
                                                   // The index of segments is apart from their bytes, so that opening
                                                   // reads only small rows. In `segments`, a row with count 0 is one of
                                                   // the version below that has lost all its rows.
                                                   return database.execute(uR"(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE segments(
    position INTEGER PRIMARY KEY, count INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 BLOB NOT NULL, batch INTEGER,
    base_position INTEGER, base_sha256 BLOB, base_count INTEGER);
CREATE TABLE segment_data(position INTEGER PRIMARY KEY, rows BLOB NOT NULL, frame BLOB NOT NULL);
CREATE TABLE changes(position INTEGER PRIMARY KEY, kind INTEGER NOT NULL, before TEXT);
CREATE TABLE journal(
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL, before TEXT, after TEXT);
CREATE TABLE batches(batch INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL);
CREATE TABLE rejects(
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER, source TEXT NOT NULL, line INTEGER NOT NULL,
    reason TEXT NOT NULL, verbatim BLOB NOT NULL);
CREATE TABLE findings(
    finding INTEGER PRIMARY KEY, rule TEXT NOT NULL, severity INTEGER NOT NULL, position INTEGER NOT NULL,
    id BLOB NOT NULL, detail BLOB NOT NULL);
CREATE INDEX findings_by_rule ON findings(rule, severity DESC, position);
CREATE INDEX findings_by_severity ON findings(severity DESC, position);
CREATE INDEX findings_by_position ON findings(position);
CREATE TABLE documents(name TEXT PRIMARY KEY, bytes BLOB, base BLOB) WITHOUT ROWID;
CREATE TABLE attachments(sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL);
INSERT INTO meta VALUES('generation', '1');
)"_s);
                                               }};
    return format;
}

} // namespace datanet::dataset
