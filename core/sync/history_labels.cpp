#include "sync/history_labels.h"

#include "base/files.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::uint32_t kLabelsId = 0x646e6c62; // "dnlb"

Status migrateLabels(base::Database &database, int)
{
    return database.execute(u"CREATE TABLE labels (chain INTEGER NOT NULL, tx BLOB NOT NULL, log INTEGER NOT NULL,"
                            " text TEXT NOT NULL, PRIMARY KEY (chain, tx, log)) WITHOUT ROWID;"_s);
}

QString oneLine(const QString &text)
{
    QString plain = text;
    for (QChar &character : plain) {
        if (!character.isPrint() && !character.isSurrogate())
            character = u' ';
    }
    return plain.simplified();
}

} // namespace

Result<HistoryLabels> HistoryLabels::open(const QString &home)
{
    if (auto made = base::files::makeFolder(home); !made)
        return fail(made.error());
    auto database = base::Database::open(home + u"/labels.db"_s, {kLabelsId, 1, migrateLabels});
    if (!database)
        return fail(database.error());
    return HistoryLabels(std::move(*database));
}

Result<QString> HistoryLabels::set(std::uint64_t chainId, const Place &place, const QString &text)
{
    const QString label = oneLine(text);
    if (label.size() > kMaximumLength)
        return fail(ErrorKind::Invalid, u"a label has at most %1 characters"_s.arg(kMaximumLength),
                    u"use fewer words"_s);
    auto statement = m_database.prepare(label.isEmpty() ? "DELETE FROM labels WHERE chain = ? AND tx = ? AND log = ?"
                                                        : "INSERT OR REPLACE INTO labels VALUES (?,?,?,?)");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, static_cast<std::int64_t>(chainId))
        .bindBlob(2, place.transaction.view())
        .bind(3, static_cast<std::int64_t>(place.logIndex));
    if (!label.isEmpty())
        statement->bind(4, label);
    if (auto done = statement->run(); !done)
        return fail(done.error());
    return label;
}

Result<std::map<HistoryLabels::Place, QString>> HistoryLabels::all(std::uint64_t chainId)
{
    auto statement = m_database.prepare("SELECT tx, log, text FROM labels WHERE chain = ?");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, static_cast<std::int64_t>(chainId));
    std::map<Place, QString> labels;
    for (;;) {
        const auto more = statement->next();
        if (!more)
            return fail(more.error());
        if (!*more)
            return labels;
        const auto transaction = base::Digest::from(statement->blobView(0));
        const QString text = statement->string(2);
        // Written by something else than set().
        if (!transaction || text.size() > kMaximumLength || text != oneLine(text))
            return fail(ErrorKind::Corrupt, u"the labels on this computer are damaged"_s,
                        u"put a copy of labels.db back, or remove it"_s);
        labels[{*transaction, static_cast<std::uint64_t>(statement->integer(1))}] = text;
    }
}

} // namespace datanet::sync
