#pragma once

#include "base/database.h"
#include "base/result.h"
#include "sync/home.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace datanet::sync {

// What this installation is about to do, or has done, on a chain: submissions and votes with everything that must not
// be lost or done twice (salts, signed transactions, hashes of files). Every call is durable when it returns, and many
// processes may use it at the same time; one object belongs to one thread.
//
// An entry is a JSON document of at most kMaximumBytes under a kind, a network and a subject, which says what it is
// about ("12" for a contribution's vote). The documents belong to whoever defines the kind.
class Outbox
{
public:
    static constexpr std::int64_t kMaximumBytes = 4 << 20;

    struct Entry
    {
        std::int64_t number = 0; // in the order in which entries came; never used again
        QString kind;
        QString network;
        QString subject;
        QDateTime time; // UTC, of its making
        QJsonObject document;
    };

    // Makes the file when there is none. Conflict when another process holds it for too long.
    [[nodiscard]] static base::Result<Outbox> open(const Home &home);

    // time: from the caller's clock.
    [[nodiscard]] base::Result<std::int64_t> add(const QString &kind, const QString &network, const QString &subject,
                                                 const QDateTime &time, const QJsonObject &document);
    // NotFound.
    base::Status replace(std::int64_t number, const QJsonObject &document);
    [[nodiscard]] base::Result<Entry> find(std::int64_t number);
    // The newest with this subject; nothing when there is none.
    [[nodiscard]] base::Result<std::optional<Entry>> newest(const QString &kind, const QString &network,
                                                            const QString &subject);
    // Newest first.
    [[nodiscard]] base::Result<std::vector<Entry>> list(const QString &kind, const QString &network);
    base::Status remove(std::int64_t number);
    // Runs work in one transaction: what it read is still so when it writes.
    base::Status together(const std::function<base::Status()> &work);

private:
    explicit Outbox(base::Database database) : m_database(std::move(database)) { }
    base::Database m_database;
};

} // namespace datanet::sync
