#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <functional>
#include <memory>
#include <mutex>
#include <set>

namespace datanet::sync {

// Files named by their digest, which arrive in pieces and count only once their bytes have that digest.
//   complete/<first two digits>/<name>      partial/<name>.data with partial/<name>.size beside it
// The name is 64 lower-case digits: the SHA-256 of the bytes, or, up to kMaxKeccak bytes, their Keccak-256. A kill or a
// full disk leaves complete files complete and partial ones continuable. Thread-safe; one process per folder.
class BlobStore
{
public:
    struct Limits
    {
        qint64 blob = 2LL << 30; // bytes of one file
        qint64 total = 64LL << 30; // bytes of all files together
        qint64 keepFree = 64 << 20; // bytes of the disk that stay free
        int partials = 256; // uploads under way or given up
    };

    // Makes the folders; forgets partial files that nobody touched for a week.
    [[nodiscard]] static base::Result<std::unique_ptr<BlobStore>> open(const QString &folder, const Limits &limits);

    struct Progress
    {
        qint64 stored = 0; // bytes that are safe
        qint64 total = 0; // 0 when nothing has arrived
        bool complete = false;
    };
    [[nodiscard]] base::Result<Progress> progress(const base::Bytes &name) const;
    // The complete file's path; NotFound.
    [[nodiscard]] base::Result<QString> path(const base::Bytes &name) const;

    using Source = std::function<bool(const std::function<bool(base::ByteView)> &sink)>;
    // Appends what source hands out, from `offset` on, to the file `name` of `total` bytes; what arrived before source
    // fails is kept. Invalid: malformed name or total out of bounds. Conflict: another offset is due, another total was
    // said, or somebody else is sending this very file. Io: no room. Corrupt: the complete bytes have another digest;
    // they are forgotten, so that the sender can begin again.
    [[nodiscard]] base::Result<Progress> append(const base::Bytes &name, qint64 offset, qint64 total,
                                                const Source &source);

    [[nodiscard]] qint64 used() const; // bytes in complete and partial files
    [[nodiscard]] const Limits &limits() const { return m_limits; }

    static constexpr qint64 kMaxKeccak = 16 << 20;

private:
    BlobStore(QString folder, const Limits &limits) : m_folder(std::move(folder)), m_limits(limits) { }
    [[nodiscard]] QString completePath(const base::Bytes &name) const;
    [[nodiscard]] QString partialPath(const base::Bytes &name) const;
    [[nodiscard]] base::Result<Progress> appendAlone(const base::Bytes &name, qint64 offset, qint64 total,
                                                     const Source &source);
    base::Status finish(const base::Bytes &name);
    void countUsed();

    QString m_folder;
    Limits m_limits;
    mutable std::mutex m_mutex;
    std::set<base::Bytes> m_sending; // one sender at a time per name
    qint64 m_used = 0;
};

// 64 lower-case hexadecimal digits.
[[nodiscard]] bool isBlobName(base::ByteView name);

} // namespace datanet::sync
