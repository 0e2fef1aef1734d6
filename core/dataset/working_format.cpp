#include "dataset/working_state.h"

namespace datanet::dataset {

using namespace Qt::StringLiterals;

const base::Database::Format &workingFormat()
{
    // The index of segments is apart from their bytes, so that opening reads only small rows.
    static const base::Database::Format format{
        0x444e5743, // "DNWC"
        2,
        [](base::Database &database, int found) -> base::Status {
            if (found == 0) {
                if (auto status = database.execute(uR"(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE segments(
    position INTEGER PRIMARY KEY, count INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 BLOB NOT NULL, batch INTEGER,
    base_position INTEGER, base_sha256 BLOB, base_count INTEGER, piece INTEGER NOT NULL);
CREATE TABLE changes(position INTEGER PRIMARY KEY, kind INTEGER NOT NULL, before TEXT);
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
INSERT INTO meta VALUES('generation', '1');
)"_s);
                    !status)
                    return status;
            }
            if (auto status = database.execute(uR"(
CREATE TABLE pieces(piece INTEGER PRIMARY KEY AUTOINCREMENT, rows BLOB NOT NULL, frame BLOB NOT NULL);
CREATE TABLE emptied(
    position INTEGER NOT NULL, sha256 BLOB NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(position, sha256))
    WITHOUT ROWID;
CREATE TABLE row_key(place INTEGER PRIMARY KEY, field TEXT NOT NULL);
CREATE TABLE operations(
    operation INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, count INTEGER NOT NULL, subject TEXT NOT NULL,
    time INTEGER NOT NULL, base TEXT, undone INTEGER NOT NULL, first_piece INTEGER NOT NULL,
    last_piece INTEGER NOT NULL, retired BLOB NOT NULL);
CREATE TABLE recordings(operation INTEGER, part INTEGER, frame BLOB NOT NULL, PRIMARY KEY(operation, part));
)"_s);
                !status)
                return status;
            if (found == 0)
                return database.execute(
                    u"CREATE TABLE attachments(sha256 BLOB PRIMARY KEY NOT NULL, piece INTEGER NOT NULL)"_s);
            return database.execute(uR"(
INSERT INTO pieces SELECT position, rows, frame FROM segment_data ORDER BY position;
DROP TABLE segment_data;
INSERT INTO emptied SELECT base_position, base_sha256, base_count FROM segments
    WHERE count = 0 AND base_position IS NOT NULL;
ALTER TABLE segments RENAME TO segments_1;
CREATE TABLE segments(
    position INTEGER PRIMARY KEY, count INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 BLOB NOT NULL, batch INTEGER,
    base_position INTEGER, base_sha256 BLOB, base_count INTEGER, piece INTEGER NOT NULL);
INSERT INTO segments SELECT position, count, bytes, sha256, batch, base_position, base_sha256, base_count, position
    FROM segments_1 WHERE count > 0;
DROP TABLE segments_1;
ALTER TABLE attachments RENAME TO attachments_1;
CREATE TABLE attachments(sha256 BLOB PRIMARY KEY NOT NULL, piece INTEGER NOT NULL);
INSERT INTO pieces(rows, frame) SELECT zeroblob(0), bytes FROM attachments_1;
INSERT INTO attachments SELECT a.sha256, (SELECT max(piece) FROM pieces) - (SELECT count(*) FROM attachments_1)
    + row_number() OVER (ORDER BY a.rowid) FROM attachments_1 a;
DROP TABLE attachments_1;
INSERT INTO row_key SELECT key, value FROM json_each((SELECT value FROM meta WHERE name = 'key'));
UPDATE rejects SET batch = NULL WHERE batch NOT IN (SELECT batch FROM batches);
DELETE FROM meta WHERE name IN ('key', 'kept_key', 'kept_after');
DROP TABLE journal; DROP TABLE IF EXISTS kept_segments; DROP TABLE IF EXISTS kept_data;
DROP TABLE IF EXISTS kept_changes; DROP TABLE IF EXISTS kept_documents;
)"_s);
        },
        16384}; // pieces are far larger: a page costs the same calls whatever its size
    return format;
}

} // namespace datanet::dataset
