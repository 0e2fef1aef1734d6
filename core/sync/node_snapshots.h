#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace datanet::sync {

// The last states of a node, in two files that take turns: while one is written (write-new, sync, switch) the other
// stays whole, and a damaged one is noticed and passed over. A file is one line
//   datanet-node-snapshot 1 <number> <size> <sha256 of the rest>
// and the bytes. One process at a time.
class NodeSnapshots
{
public:
    explicit NodeSnapshots(QString folder) : m_folder(std::move(folder)) { }

    struct Snapshot
    {
        std::uint64_t number = 0; // counted from 1
        base::Bytes state;
    };
    // The newest first; what is damaged is left out and named in problems.
    [[nodiscard]] std::vector<Snapshot> load(QStringList *problems = nullptr) const;
    // Writes the next one over the older file. Io: nothing was changed.
    base::Status save(base::ByteView state);

    static constexpr qint64 kMaxState = 512 << 20;

private:
    [[nodiscard]] QString path(std::uint64_t number) const;
    [[nodiscard]] base::Result<Snapshot> readFile(const QString &path) const;

    QString m_folder;
    std::optional<std::uint64_t> m_last; // number of the newest, once known
};

} // namespace datanet::sync
